'use client';

import { clsx } from 'clsx';
import { Hand, MicOff, Pin, PinOff, SignalLow, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { isFilmed, isHiddenId, seesCamera } from '#lib/room/people.ts';
import { PersonMenu } from './person-menu.tsx';
import { useSession, useSlice } from './session-context.tsx';
import { useTouched } from './use-touched.ts';
import { usePerson, useRaisedHands, useSelf } from './use-room.ts';
import { VideoSurface } from './video-surface.tsx';

interface TileProps {
  id: string;
  pinned?: boolean;
  onPin?: (id: string) => void;
  className?: string;
  small?: boolean;
}

/** A button over the picture: seen while one points at the tile, or has touched it. What is not seen takes no touch. */
const overPicture = 'grid size-9 place-items-center rounded-md bg-black/60 text-white opacity-0 transition-opacity duration-150 pointer-coarse:size-11 group-hover:opacity-100 focus-visible:opacity-100 aria-pressed:opacity-100 group-data-touched:opacity-100 [@media(hover:hover)]:group-focus-within:opacity-100 [@media(hover:none)]:group-not-data-touched:not-aria-pressed:pointer-events-none';

/** One person on the stage: picture or initials, name, microphone, hand, connection. */
export const Tile = memo(function Tile({ id, pinned = false, onPin, className, small = false }: TileProps) {
  const t = useTranslations('room');
  const session = useSession();
  const media = useSlice(session.media, (state) => state.participants.get(id));
  const person = usePerson(id);
  const camera = useVisibleCamera(id);
  const name = person?.name ?? media?.name ?? '';
  const isSelf = id === session.selfId;
  const { touched, onClick } = useTouched();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- for fingers; the keyboard reaches the buttons themselves
    <figure
      data-touched={touched || undefined}
      onClick={onClick}
      aria-label={isSelf ? t('tile.you', { name }) : name}
      className={clsx('group relative isolate overflow-hidden rounded-lg bg-surface-raised', className)}
    >
      {camera ? (
        <VideoSurface source={camera} mirrored={isSelf} label={t('tile.video', { name })} />
      ) : (
        <span className="absolute inset-0 grid place-items-center"><Avatar name={name || '?'} size={small ? 'md' : 'lg'} /></span>
      )}
      <span aria-hidden className={clsx('pointer-events-none absolute inset-0 rounded-lg ring-inset transition-shadow duration-150', media?.speaking ? 'ring-3 ring-accent' : 'ring-1 ring-white/5')} />
      <HandBadge id={id} />
      <figcaption className="absolute inset-x-2 bottom-2 flex items-center">
        <span className={clsx('flex max-w-full items-center gap-1.5 rounded-md bg-black/60 px-2 py-1 text-white', small ? 'text-xs' : 'text-sm')}>
          {media?.microphone === 'on' ? null : <MicOff aria-label={t('tile.muted')} className="size-3.5 shrink-0 text-danger-text" />}
          <bdi className="truncate">{isSelf ? t('tile.youShort') : name}</bdi>
          {media?.quality === 'poor' ? <SignalLow aria-label={t('tile.poorConnection')} className="size-3.5 shrink-0 text-warning-text" /> : null}
          {media?.quality === 'lost' || person?.connected === false ? <WifiOff aria-label={t('tile.lostConnection')} className="size-3.5 shrink-0 text-danger-text" /> : null}
        </span>
      </figcaption>
      <div className="absolute end-2 top-2 flex gap-1 [&:has([aria-expanded=true])_button]:opacity-100">
        {isSelf || !person || isHiddenId(session.selfId) ? null : <PersonMenu person={person} triggerClassName={overPicture} />}
        {onPin ? (
          <button
            type="button"
            aria-pressed={pinned}
            aria-label={pinned ? t('tile.unpin', { name }) : t('tile.pin', { name })}
            title={pinned ? t('tile.unpin', { name }) : t('tile.pin', { name })}
            onClick={() => onPin(id)}
            className={overPicture}
          >
            {pinned ? <PinOff aria-hidden className="size-4" /> : <Pin aria-hidden className="size-4" />}
          </button>
        ) : null}
      </div>
    </figure>
  );
});

function HandBadge({ id }: { id: string }) {
  const t = useTranslations('room');
  const hands = useRaisedHands();
  const place = hands.findIndex((person) => person.id === id) + 1;
  if (place === 0) return null;
  return (
    <span className="absolute start-2 top-2 flex items-center gap-1 rounded-full bg-warning-soft px-2.5 py-1 text-sm font-semibold text-warning-text tabular">
      <Hand aria-label={t('tile.handUp')} className="size-4" />
      {hands.length > 1 ? t('number', { value: place }) : null}
    </span>
  );
}

/** The camera to show of somebody, as far as the room lets oneself see it. */
function useVisibleCamera(id: string) {
  const session = useSession();
  const camera = useSlice(session.media, (state) => state.participants.get(id)?.camera ?? null);
  const person = usePerson(id);
  const self = useSelf();
  const room = useSlice(session.room, (value) => value);
  if (isHiddenId(session.selfId)) return isFilmed(person, room) ? camera : null;
  return id === session.selfId || seesCamera(self, person, room) ? camera : null;
}
