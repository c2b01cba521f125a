'use client';

import { clsx } from 'clsx';
import { MonitorUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState, type ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { arrange, featured, teachersFirst, type LayoutChoice } from '#lib/room/layout.ts';
import { Grid } from './grid.tsx';
import { useConditions } from './parts/conditions.ts';
import type { StageEntry } from './parts/entries.ts';
import { stages } from './parts/stages.ts';
import { useSession, useSlice } from './session-context.tsx';
import { Tile } from './tile.tsx';
import { usePerson } from './use-room.ts';
import { VideoSurface } from './video-surface.tsx';

/** The page itself: people, a shared screen, or what the class does together, with people beside it. */
export function Stage({ layout }: { layout: LayoutChoice }) {
  const { beside } = useStageEntries();
  if (beside.length === 0) return <Main layout={layout} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 lg:flex-row">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col lg:flex-3">
        <Main layout={layout} />
      </div>
      {beside.map(({ id, part }) => <div key={id} className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden rounded-lg lg:flex-2"><part.Component /></div>)}
    </div>
  );
}

/** What is on the stage now besides people. */
function useStageEntries(): { main: StageEntry | undefined; beside: StageEntry[] } {
  const conditions = useConditions();
  const active = conditions === null ? [] : stages.filter((entry) => entry.active(conditions));
  return { main: active.find(({ place }) => place === 'main'), beside: active.filter(({ place }) => place === 'beside') };
}

function Main({ layout }: { layout: LayoutChoice }) {
  const session = useSession();
  const { main: shown, beside } = useStageEntries();
  const [pinnedId, setPinnedId] = useState<string | null>(null);
  const ids = useOrder();
  const sharerId = useSlice(session.media, (media) => [...media.participants.values()].find((participant) => participant.screen)?.id ?? null);
  const speakerId = useSlice(session.media, (media) => media.speakerId);
  const moderatorId = useSlice(session.people, (people) => [...people.values()].find((person) => person.isModerator && ids.includes(person.id))?.id ?? null);
  const pin = useMemo(() => (id: string) => setPinnedId((current) => (current === id ? null : id)), []);

  if (sharerId !== null) return <WithStrip ids={ids} onPin={pin} pinnedId={pinnedId}><SharedScreen id={sharerId} /></WithStrip>;
  if (shown !== undefined) return <WithStrip ids={ids} onPin={pin} pinnedId={pinnedId} crowded={beside.length > 0}><div className="flex size-full flex-col overflow-hidden rounded-lg"><shown.part.Component /></div></WithStrip>;
  const pinned = pinnedId !== null && ids.includes(pinnedId) ? pinnedId : null;
  if ((layout === 'grid' && pinned === null) || ids.length < 2) return <Grid ids={ids} onPin={pin} />;
  const main = featured({ selfId: session.selfId, ids, pinnedId: pinned, sharerId, speakerId, moderatorId });
  if (main === null) return <Grid ids={ids} onPin={pin} />;
  return (
    <WithStrip ids={ids.filter((id) => id !== main)} onPin={pin} pinnedId={pinned}>
      <Tile id={main} pinned={pinned === main} onPin={pin} className="size-full" />
    </WithStrip>
  );
}

/** Who is on the stage: oneself, the teachers, then everybody else. */
function useOrder(): readonly string[] {
  const session = useSession();
  const ids = useStableIds();
  const people = useSlice(session.people, (value) => value);
  return useMemo(() => teachersFirst(ids, session.selfId, (id) => people.get(id)?.isModerator === true), [ids, people, session.selfId]);
}

/** Participants with media, in an order that changes as little as possible. */
function useStableIds(): readonly string[] {
  const session = useSession();
  const participants = useSlice(session.media, (media) => media.participants);
  const [placed, setPlaced] = useState<{ participants: typeof participants; ids: readonly string[] }>({ participants, ids: [...participants.keys()] });
  if (placed.participants !== participants) {
    const next = arrange(placed.ids, [...participants.keys()]);
    const same = next.length === placed.ids.length && next.every((id, index) => placed.ids[index] === id);
    const ids = same ? placed.ids : next;
    setPlaced({ participants, ids });
    return ids;
  }
  return placed.ids;
}

interface WithStripProps {
  ids: readonly string[];
  onPin: (id: string) => void;
  pinnedId: string | null;
  /** Something else is beside it: a phone has no room for people too. */
  crowded?: boolean;
  children: ReactNode;
}

function WithStrip({ ids, onPin, pinnedId, crowded = false, children }: WithStripProps) {
  const t = useTranslations('room');
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 lg:flex-row">
      <div className="relative min-h-0 min-w-0 flex-1">{children}</div>
      <ul aria-label={t('stage.everybody')} className={clsx('flex shrink-0 gap-2 overflow-x-auto overscroll-contain lg:w-52 lg:flex-col lg:overflow-x-hidden lg:overflow-y-auto', crowded && 'max-sm:hidden')}>
        {ids.map((id) => (
          <li key={id} className="aspect-video w-36 shrink-0 lg:w-full">
            <Tile id={id} small onPin={onPin} pinned={pinnedId === id} className="size-full" />
          </li>
        ))}
      </ul>
    </div>
  );
}

function SharedScreen({ id }: { id: string }) {
  const t = useTranslations('room');
  const session = useSession();
  const screen = useSlice(session.media, (media) => media.participants.get(id)?.screen ?? null);
  const name = usePerson(id)?.name ?? '';
  const isSelf = id === session.selfId;
  if (isSelf) {
    return (
      <div className="grid size-full place-items-center rounded-lg bg-surface-raised p-6 text-center">
        <div className="flex flex-col items-center gap-4">
          <MonitorUp aria-hidden className="size-12 text-accent-text" />
          <p className="text-lg">{t('stage.youShare')}</p>
          <Button variant="danger" onClick={() => void session.setScreenShare(false)}>{t('stage.stopSharing')}</Button>
        </div>
      </div>
    );
  }
  return (
    <figure aria-label={t('stage.sharedBy', { name })} className="relative size-full overflow-hidden rounded-lg bg-black">
      {screen ? <VideoSurface source={screen} fit="contain" label={t('stage.sharedBy', { name })} /> : null}
      <figcaption className="absolute start-2 top-2 rounded-md bg-black/60 px-2 py-1 text-sm text-white">{t('stage.sharedBy', { name })}</figcaption>
    </figure>
  );
}
