import { describe, expect, it } from 'vitest';
import { latestChats, unreadIn, withOpenChat, withPartner, withPrivateLine, withPrivateState, type PrivateChats } from './private-chats.ts';
import { encodePrivateChats, parsePrivateChats } from './private-chats-kept.ts';
import type { ChatLine } from './types.ts';

const now = 1_766_000_000_000;
const line = (id: string, change: Partial<ChatLine> = {}): ChatLine => ({
  id, fromId: 'ali', toId: 'me', fromName: 'Ali', fromModerator: false, sentAt: now, html: 'hi', isOwn: false, isSystem: false, state: 'sent', ...change,
});
const own = (id: string, toId: string, change: Partial<ChatLine> = {}): ChatLine => line(id, { fromId: 'me', toId, isOwn: true, ...change });
const empty: PrivateChats = new Map();

describe('private chats', () => {
  it('keep what was written to somebody beside what they wrote', () => {
    const chats = withPrivateLine(withPrivateLine(empty, line('a'), 'Ali'), own('b', 'ali', { sentAt: now + 1 }), 'Ali');
    expect([...chats.keys()]).toEqual(['ali']);
    expect(chats.get('ali')?.lines.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('count what is unread by person, and nothing in the open one', () => {
    let chats = withPrivateLine(withPrivateLine(empty, line('a'), 'Ali'), line('b', { fromId: 'sara' }), 'Sara');
    expect(unreadIn(chats)).toBe(2);
    chats = withOpenChat(chats, 'ali');
    expect(unreadIn(chats)).toBe(1);
    expect(unreadIn(withPrivateLine(chats, line('c'), 'Ali'))).toBe(1);
    expect(unreadIn(withPrivateLine(withOpenChat(chats, null), line('d'), 'Ali'))).toBe(2);
  });

  it('open one at a time', () => {
    const chats = withOpenChat(withOpenChat(withPartner(withPartner(empty, 'ali', 'Ali'), 'sara', 'Sara'), 'ali'), 'sara');
    expect([...chats].map(([id, { isOpen }]) => [id, isOpen])).toEqual([['ali', false], ['sara', true]]);
  });

  it('change nothing for a line that is known', () => {
    const chats = withPrivateLine(empty, line('a'), 'Ali');
    expect(withPrivateLine(chats, line('a'), 'Ali')).toBe(chats);
  });

  it('mark what was not sent', () => {
    const chats = withPrivateState(withPrivateLine(empty, own('b', 'ali'), 'Ali'), 'ali', 'b', 'failed');
    expect(chats.get('ali')).toMatchObject({ name: 'Ali', lines: [{ state: 'failed' }] });
  });

  it('are kept over a reload, without what was never sent', () => {
    let chats = withPrivateLine(withPrivateLine(empty, line('a'), 'Ali'), own('b', 'ali', { sentAt: now + 1 }), 'Ali');
    chats = withPrivateLine(chats, own('c', 'ali', { sentAt: now + 2, state: 'failed' }), 'Ali');
    const kept = parsePrivateChats(encodePrivateChats(chats), 'me');
    expect(kept.get('ali')).toMatchObject({ name: 'Ali', unread: 0, isOpen: false, lines: [{ id: 'a', isOwn: false, toId: 'me' }, { id: 'b', isOwn: true, toId: 'ali' }] });
    for (const noise of ['', '{}', '[1,{"partner":"x"},{"partner":"y","lines":[{}]}]']) expect(parsePrivateChats(noise, 'me').get('y')?.lines ?? []).toEqual([]);
  });

  it('list the latest first, and those just begun before them', () => {
    let chats = withPrivateLine(withPrivateLine(empty, line('a'), 'Ali'), line('b', { fromId: 'sara', sentAt: now + 5 }), 'Sara');
    chats = withPartner(chats, 'omid', 'Omid');
    expect(latestChats(chats).map(([id]) => id)).toEqual(['omid', 'sara', 'ali']);
  });
});
