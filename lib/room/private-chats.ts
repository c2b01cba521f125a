import { emptyChat, withLines, withLineState, withOpen, type ChatState } from './chat.ts';
import type { ChatLine } from './types.ts';

/** One chat with each person one wrote with, by their id; the latest first is for the view to sort. */
export type PrivateChats = ReadonlyMap<string, PrivateChat>;

/** The name outlives the person's stay in the room. */
export interface PrivateChat extends ChatState {
  name: string;
}

/** The person a private line was exchanged with. */
export function partnerOf(line: ChatLine): string {
  return line.isOwn ? (line.toId ?? '') : line.fromId;
}

export function withPrivateLine(chats: PrivateChats, line: ChatLine, name: string): PrivateChats {
  const partner = partnerOf(line);
  const chat = chats.get(partner) ?? { ...emptyChat, name };
  const next = withLines(chat, [line]);
  return next === chat && chats.has(partner) ? chats : new Map(chats).set(partner, { ...next, name: name || chat.name });
}

export function withPrivateState(chats: PrivateChats, partner: string, id: string, state: ChatLine['state']): PrivateChats {
  const chat = chats.get(partner);
  return chat ? new Map(chats).set(partner, { ...chat, ...withLineState(chat, id, state) }) : chats;
}

/** Begins a chat with somebody, without a word yet. */
export function withPartner(chats: PrivateChats, partner: string, name: string): PrivateChats {
  return chats.has(partner) ? chats : new Map(chats).set(partner, { ...emptyChat, name });
}

/** Opens one chat and closes the others; `null` closes all. */
export function withOpenChat(chats: PrivateChats, open: string | null): PrivateChats {
  let changed = false;
  const next = new Map([...chats].map(([partner, chat]): [string, PrivateChat] => {
    const isOpen = partner === open;
    if (chat.isOpen === isOpen) return [partner, chat];
    changed = true;
    return [partner, { ...chat, ...withOpen(chat, isOpen) }];
  }));
  return changed ? next : chats;
}

export function unreadIn(chats: PrivateChats): number {
  return [...chats.values()].reduce((sum, { unread }) => sum + unread, 0);
}

/** Chats with something said, the latest first; then those just begun. */
export function latestChats(chats: PrivateChats): [string, PrivateChat][] {
  return [...chats].toSorted(([, a], [, b]) => lastWord(b) - lastWord(a));
}

function lastWord(chat: ChatState): number {
  return chat.lines.at(-1)?.sentAt ?? Number.MAX_SAFE_INTEGER;
}
