'use client';

import { useTranslations } from 'next-intl';
import { reactionEmojis, type ReactionEmoji } from '#lib/room/reactions.ts';
import { useSession, useSlice } from './session-context.tsx';

const mostAtOnce = 5;

export const reactionNames = {
  '👍': 'thumbsUp', '❤️': 'heart', '👏': 'applause', '😂': 'laughter', '😯': 'surprise', '🎉': 'celebration', '🙌': 'hooray',
} as const satisfies Record<ReactionEmoji, string>;

/** Who reacts how, for a moment, over the stage; read out politely. */
export function ReactionStream() {
  const t = useTranslations('room.reactions');
  const session = useSession();
  const reactions = useSlice(session.reactions, (value) => value);
  const people = useSlice(session.people, (value) => value);
  return (
    <output aria-label={t('title')} className="pointer-events-none absolute start-4 bottom-3 z-10 flex flex-col items-start gap-1.5">
      {reactions.slice(-mostAtOnce).map(({ id, emoji, fromId }) => {
        const name = fromId === session.selfId ? t('you') : (people.get(fromId)?.name ?? '');
        return (
          <span key={id} className="flex max-w-56 items-center gap-2 rounded-full bg-black/70 py-1 ps-2 pe-3 text-sm text-white shadow-float motion-safe:animate-[rise_150ms_ease-out]">
            <span aria-hidden className="text-lg">{emoji}</span>
            <span className="sr-only">{t(`names.${reactionNames[emoji]}`)}</span>
            <bdi className="truncate">{name}</bdi>
          </span>
        );
      })}
    </output>
  );
}

/** One button for each reaction; as lines of a menu where they stand in one. */
export function ReactionButtons({ inMenu = false }: { inMenu?: boolean }) {
  const t = useTranslations('room.reactions');
  const session = useSession();
  return (
    <fieldset aria-label={t('title')} className="flex justify-center">
      {reactionEmojis.map((emoji) => (
        <button
          key={emoji}
          type="button"
          role={inMenu ? 'menuitem' : undefined}
          tabIndex={inMenu ? -1 : undefined}
          aria-label={t(`names.${reactionNames[emoji]}`)}
          title={t(`names.${reactionNames[emoji]}`)}
          onClick={() => session.react(emoji)}
          className="grid size-11 place-items-center rounded-lg text-xl transition-transform duration-150 hover:bg-surface-hover motion-safe:active:scale-125"
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  );
}
