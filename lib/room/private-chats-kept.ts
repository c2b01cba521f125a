import { emptyChat } from './chat.ts';
import { cleanName, isRecord, parseJson, readNumber, readString } from './parse.ts';
import type { PrivateChat, PrivateChats } from './private-chats.ts';
import type { ChatLine } from './types.ts';

const mostLinesKept = 200;

/** The private chats as they are kept over a reload of the tab: nobody else could tell them again. */
export function encodePrivateChats(chats: PrivateChats): string {
  return JSON.stringify(
    [...chats].map(([partner, { name, lines }]) => ({
      partner,
      name,
      lines: lines
        .filter(({ state }) => state === 'sent')
        .slice(-mostLinesKept)
        .map(({ id, fromId, fromName, sentAt, html }) => ({ id, fromId, fromName, sentAt, html })),
    })),
  );
}

/** Reads what was kept; what is not understood is left out. Everything in it was read before. */
export function parsePrivateChats(json: string, selfId: string): PrivateChats {
  const list = parseJson(json);
  const chats = (Array.isArray(list) ? list : []).flatMap((entry: unknown): [string, PrivateChat][] => {
    if (!isRecord(entry)) return [];
    const partner = readString(entry, 'partner');
    const kept = entry['lines'];
    if (!partner || !Array.isArray(kept)) return [];
    const lines = kept.flatMap((line: unknown): ChatLine[] => {
      if (!isRecord(line) || !readString(line, 'id')) return [];
      const fromId = readString(line, 'fromId');
      const isOwn = fromId === selfId;
      const common = { id: readString(line, 'id'), fromId, fromName: cleanName(readString(line, 'fromName')), sentAt: readNumber(line, 'sentAt'), html: readString(line, 'html') };
      return [{ ...common, toId: isOwn ? partner : selfId, fromModerator: false, isOwn, isSystem: false, state: 'sent' }];
    });
    return [[partner, { ...emptyChat, name: cleanName(readString(entry, 'name')), lines }]];
  });
  return new Map(chats);
}
