'use client';

import { BellRing, Clock, DoorOpen, EllipsisVertical, LogIn, SendHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { controlClass } from '#components/ui/field.tsx';
import { Menu } from '#components/ui/menu.tsx';
import type { BreakoutRoom } from '#lib/room/breakout/breakout-calls.ts';
import type { Breakouts } from '#lib/room/breakout/breakouts.ts';
import { useSlice } from '../session-context.tsx';

const moreMinutes = 5;

/** The open breakout rooms for moderators: who is where, and what to do about it. */
export function BreakoutList({ rooms, breakouts }: { rooms: readonly BreakoutRoom[]; breakouts: Breakouts }) {
  const t = useTranslations('room.breakout');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const endAll = async (): Promise<void> => {
    setBusy(true);
    const done = await breakouts.endAll();
    setBusy(false);
    if (done) setAsking(false);
  };
  return (
    <>
      <MessageForm onSend={breakouts.announce} />
      <ul aria-label={t('title')} className="flex flex-col gap-3">
        {rooms.map((room) => <RoomCard key={room.id} room={room} breakouts={breakouts} />)}
      </ul>
      <Button variant="danger" onClick={() => setAsking(true)}>{t('endAll')}</Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} title={t('endAllTitle')} description={t('endAllText')} confirmLabel={t('endAll')} busy={busy} onConfirm={() => void endAll()} />
    </>
  );
}

function MessageForm({ onSend }: { onSend: (text: string) => Promise<boolean> }) {
  const t = useTranslations('room.breakout');
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    const done = await onSend(text.trim());
    if (done) setText('');
    setSent(done);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} className="flex flex-col gap-1">
      <span className="flex gap-2">
        <input value={text} dir="auto" maxLength={1000} aria-label={t('message')} placeholder={t('message')} className={controlClass} onChange={(event) => { setText(event.target.value); setSent(false); }} />
        <IconButton type="submit" label={t('send')} disabled={text.trim() === ''} look="primary"><SendHorizontal aria-hidden className="size-5 flip-rtl" /></IconButton>
      </span>
      <output className="text-xs text-ink-soft">{sent ? t('sent') : ''}</output>
    </form>
  );
}

function RoomCard({ room, breakouts }: { room: BreakoutRoom; breakouts: Breakouts }) {
  const t = useTranslations('room.breakout');
  const entering = useSlice(breakouts.state, (state) => state.entering === room.id);
  const inside = room.people.filter(({ isInside }) => isInside).length;
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-line p-3">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate text-sm font-semibold"><bdi>{room.title}</bdi></h3>
        <span className="text-xs text-ink-soft tabular">{t('insideCount', { inside, all: room.people.length })}</span>
        <Menu
          label={t('menu', { title: room.title })}
          triggerClassName="grid size-9 pointer-coarse:size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
          items={[
            { key: 'extend', label: t('extend', { count: moreMinutes }), icon: <Clock aria-hidden />, onSelect: () => void breakouts.extend(room.id, moreMinutes) },
            { key: 'end', label: t('end'), icon: <DoorOpen aria-hidden />, danger: true, onSelect: () => void breakouts.end(room.id) },
          ]}
        >
          <EllipsisVertical aria-hidden className="size-5" />
        </Menu>
      </div>
      <ul className="flex flex-col">
        {room.people.map((person) => (
          <li key={person.id} className="flex min-h-9 items-center justify-between gap-2 text-sm">
            <bdi className="min-w-0 truncate">{person.name}</bdi>
            {person.isInside ? <span className="text-xs text-success-text">{t('isInside')}</span> : (
              <Button size="sm" variant="ghost" icon={<BellRing aria-hidden className="size-4" />} aria-label={t('inviteAgainOf', { name: person.name })} onClick={() => void breakouts.inviteAgain(room.id, person.id)}>{t('inviteAgain')}</Button>
            )}
          </li>
        ))}
      </ul>
      <Button size="sm" busy={entering} icon={<LogIn aria-hidden className="size-4 flip-rtl" />} aria-label={t('visitOf', { title: room.title })} onClick={() => void breakouts.enter(room.id, room.title)}>{t('visit')}</Button>
    </li>
  );
}
