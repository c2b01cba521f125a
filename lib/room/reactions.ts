import { parseJsonRecord, readString } from './parse.ts';

/** The reactions of the wire (§4.10), in the order shown. */
export const reactionEmojis = ['👍', '❤️', '👏', '😂', '😯', '🎉', '🙌'] as const;
export type ReactionEmoji = (typeof reactionEmojis)[number];

export interface Reaction {
  id: string;
  emoji: ReactionEmoji;
  fromId: string;
}

/** How long one is shown, and how soon somebody may react again, in milliseconds. */
export const reactionShownFor = 4000;
export const reactionPause = 500;
const mostShown = 40;

/** The emoji of a REACTION message; undefined when it is none of those agreed on. */
export function parseReaction(json: string): ReactionEmoji | undefined {
  const record = parseJsonRecord(json);
  const emoji = record ? readString(record, 'emoji') : '';
  return reactionEmojis.find((known) => known === emoji);
}

export function encodeReaction({ id, emoji, fromId }: Reaction, fromName: string, now: number): string {
  return JSON.stringify({ id, emoji, fromUserId: fromId, fromName, createdAt: now });
}

export function withReaction(shown: readonly Reaction[], reaction: Reaction): readonly Reaction[] {
  return [...shown, reaction].slice(-mostShown);
}

export function withoutReaction(shown: readonly Reaction[], id: string): readonly Reaction[] {
  return shown.some((reaction) => reaction.id === id) ? shown.filter((reaction) => reaction.id !== id) : shown;
}
