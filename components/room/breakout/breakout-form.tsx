'use client';

import { Shuffle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Select, SelectBox } from '#components/ui/select.tsx';
import { dealOut, fitting, type Assignment } from '#lib/room/breakout/assign.ts';
import type { Breakouts } from '#lib/room/breakout/breakouts.ts';
import type { Person } from '#lib/room/types.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useEverybody } from '../use-room.ts';

const minutesOffered = [5, 10, 15, 20, 30, 45, 60];

/** Makes breakout rooms: how many, how long, and who goes where — by chance or by hand. */
export function BreakoutForm({ breakouts }: { breakouts: Breakouts }) {
  const t = useTranslations('room.breakout');
  const session = useSession();
  const mostRooms = useSlice(session.room, (room) => room?.features.breakout.mostRooms ?? 2) || 2;
  const people = useEverybody().filter(({ id, isModerator }) => id !== session.selfId && !isModerator);
  const ids = people.map(({ id }) => id);
  const [count, setCount] = useState(2);
  const [minutes, setMinutes] = useState(10);
  const [welcome, setWelcome] = useState('');
  const [placed, setPlaced] = useState<Assignment>(() => dealOut(ids, 2));
  const [busy, setBusy] = useState(false);
  const assignment = fitting(placed, ids, count);
  const assigned = ids.filter((id) => (assignment.get(id) ?? 0) > 0).length;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);

  const resize = (rooms: number): void => {
    setCount(rooms);
    setPlaced(dealOut(ids, rooms));
  };
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    await breakouts.create({
      minutes,
      welcome: welcome.trim(),
      rooms: numbers.map((number) => ({
        title: t('roomName', { number }),
        people: people.filter(({ id }) => assignment.get(id) === number).map(({ id, name }) => ({ id, name })),
      })),
    });
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} aria-label={t('new')} className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={t('count')}
          value={count}
          options={Array.from({ length: mostRooms }, (_, index) => ({ value: String(index + 1), label: t('countOption', { count: index + 1 }) }))}
          onChange={(event) => resize(Number(event.target.value))}
        />
        <Select
          label={t('duration')}
          value={minutes}
          options={minutesOffered.map((value) => ({ value: String(value), label: t('minutes', { count: value }) }))}
          onChange={(event) => setMinutes(Number(event.target.value))}
        />
      </div>
      <TextField label={t('welcome')} optional={t('optional')} dir="auto" maxLength={500} value={welcome} onChange={(event) => setWelcome(event.target.value)} />
      <fieldset className="flex flex-col gap-1">
        <legend className="sr-only">{t('assign')}</legend>
        <div className="flex items-center justify-between gap-2">
          <span aria-hidden className="text-sm font-medium">{t('assign')}</span>
          <Button size="sm" variant="ghost" disabled={ids.length === 0} icon={<Shuffle aria-hidden className="size-4" />} onClick={() => setPlaced(dealOut(ids, count))}>{t('shuffle')}</Button>
        </div>
        {people.length === 0 ? <p className="py-2 text-sm text-ink-soft">{t('nobody')}</p> : null}
        {people.map((person) => (
          <PersonPlace key={person.id} person={person} value={assignment.get(person.id) ?? 0} rooms={numbers} onChange={(room) => setPlaced(new Map(assignment).set(person.id, room))} />
        ))}
      </fieldset>
      <Button type="submit" variant="primary" busy={busy} disabled={assigned === 0}>{t('open', { count: assigned })}</Button>
    </form>
  );
}

function PersonPlace({ person, value, rooms, onChange }: { person: Person; value: number; rooms: readonly number[]; onChange: (room: number) => void }) {
  const t = useTranslations('room.breakout');
  return (
    <label className="flex min-h-12 items-center gap-2.5 text-sm">
      <Avatar name={person.name} size="sm" />
      <bdi className="min-w-0 flex-1 truncate">{person.name}</bdi>
      <SelectBox
        value={value}
        options={[{ value: '0', label: t('stays') }, ...rooms.map((number) => ({ value: String(number), label: t('roomName', { number }) }))]}
        boxClassName="w-36 shrink-0"
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </label>
  );
}
