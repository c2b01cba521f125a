import { cleanName, isRecord, parseJson, readBoolean, readNumber, readString } from './parse.ts';
import { isHiddenId, type People } from './people.ts';
import type { ChatLine } from './types.ts';

/** The public chat of this session. `unread` counts what came while the chat was not being looked at. */
export interface ChatState {
  lines: readonly ChatLine[];
  unread: number;
  isOpen: boolean;
}

export const emptyChat: ChatState = { lines: [], unread: 0, isOpen: false };
const mostLines = 1000;

/** A chat message id as plugNmeet clients make them: 20 hex characters. */
export function newChatId(): string {
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Adds lines that are new, in order of time; a line already there (by id) stays as it is. */
export function withLines(chat: ChatState, incoming: readonly ChatLine[]): ChatState {
  const known = new Set(chat.lines.map((line) => line.id));
  const fresh = incoming.filter((line) => !known.has(line.id) && known.add(line.id));
  if (fresh.length === 0) return chat;
  const lines = [...chat.lines, ...fresh].toSorted((a, b) => a.sentAt - b.sentAt).slice(-mostLines);
  const unread = chat.isOpen ? 0 : chat.unread + fresh.filter((line) => !line.isOwn && !line.isSystem).length;
  return { ...chat, lines, unread };
}

export function withLineState(chat: ChatState, id: string, state: ChatLine['state']): ChatState {
  return { ...chat, lines: chat.lines.map((line) => (line.id === id ? { ...line, state } : line)) };
}

export function withOpen(chat: ChatState, isOpen: boolean): ChatState {
  if (chat.isOpen === isOpen) return chat;
  return { ...chat, isOpen, unread: isOpen ? 0 : chat.unread };
}

/**
 * Takes name and role from the people list where the sender is known: a message's own claims can be made up by any participant.
 * A claimed time far from the clock here is replaced, so nobody can pin a message to the top or bottom.
 */
export function trusted(line: ChatLine, people: People, selfId: string, now: number): ChatLine {
  const sender = people.get(line.fromId);
  const plausible = Number.isFinite(line.sentAt) && line.sentAt > now - 24 * 3_600_000 && line.sentAt < now + 120_000;
  return {
    ...line,
    fromName: sender?.name ?? line.fromName,
    fromModerator: sender?.isModerator ?? false,
    sentAt: plausible ? line.sentAt : now,
    isOwn: line.fromId === selfId,
  };
}

/** Whom a newcomer asks for the chat so far: the two others present the longest (wire §4.5 step 10). */
export function historyKeepers(people: People, selfId: string): string[] {
  return [...people.values()]
    .filter((person) => person.id !== selfId && person.connected && !person.waiting && !isHiddenId(person.id))
    .toSorted((a, b) => a.joinedAt - b.joinedAt)
    .slice(0, 2)
    .map((person) => person.id);
}

/** RES_PUBLIC_CHAT_DATA as plugNmeet clients write it: an array of protobuf-es objects (wire §4.10), newest kept when it is too much. */
export function encodeHistory(lines: readonly ChatLine[], longest = 400_000): string {
  const kept: string[] = [];
  let size = 2;
  for (const line of lines.toReversed()) {
    if (line.isSystem || line.state !== 'sent') continue;
    const json = JSON.stringify({
      $typeName: 'plugnmeet.ChatMessage',
      id: line.id,
      fromName: line.fromName,
      fromUserId: line.fromId,
      sentAt: String(line.sentAt),
      isPrivate: false,
      message: line.html,
      fromAdmin: line.fromModerator,
      translations: {},
    });
    size += json.length + 1;
    if (size > longest) break;
    kept.unshift(json);
  }
  return `[${kept.join(',')}]`;
}

/** Reads a history; anything that is not a public message is left out. */
export function parseHistory(json: string): ChatLine[] {
  const list = parseJson(json);
  if (!Array.isArray(list)) return [];
  return list.slice(-mostLines).flatMap((entry: unknown): ChatLine[] => {
    if (!isRecord(entry) || readBoolean(entry, 'isPrivate')) return [];
    const id = readString(entry, 'id').slice(0, 64);
    const fromId = readString(entry, 'fromUserId');
    if (!id || !fromId) return [];
    return [
      {
        id,
        fromId,
        fromName: cleanName(readString(entry, 'fromName')),
        fromModerator: readBoolean(entry, 'fromAdmin') ?? false,
        sentAt: readNumber(entry, 'sentAt'),
        html: readString(entry, 'message'),
        isOwn: false,
        isSystem: false,
        state: 'sent',
      },
    ];
  });
}
