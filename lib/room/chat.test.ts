import { describe, expect, it } from 'vitest';
import { person } from '#tests/fixtures/room.ts';
import { emptyChat, encodeHistory, historyKeepers, newChatId, parseHistory, trusted, withLines, withOpen } from './chat.ts';
import type { ChatLine } from './types.ts';

const now = 1_766_000_000_000;
const line = (id: string, change: Partial<ChatLine> = {}): ChatLine => ({
  id, fromId: 'ali', fromName: 'Ali', fromModerator: false, sentAt: now, html: 'hi', isOwn: false, isSystem: false, state: 'sent', ...change,
});

describe('withLines', () => {
  it('adds each message once and keeps them in order of time', () => {
    const chat = withLines(withLines(emptyChat, [line('b', { sentAt: now + 2 })]), [line('a', { sentAt: now + 1 }), line('b'), line('a')]);
    expect(chat.lines.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(chat.unread).toBe(2);
  });

  it('counts nothing as unread while the chat is open, nor own lines', () => {
    expect(withLines(withOpen(emptyChat, true), [line('a')]).unread).toBe(0);
    expect(withLines(emptyChat, [line('a', { isOwn: true })]).unread).toBe(0);
    expect(withOpen(withLines(emptyChat, [line('a')]), true).unread).toBe(0);
  });
});

describe('trusted', () => {
  const people = new Map([['ali', person('ali', { name: 'Ali Rezaei' })]]);

  it('takes name and role from the list, not from the message', () => {
    expect(trusted(line('a', { fromName: 'Teacher', fromModerator: true }), people, 'me', now)).toMatchObject({ fromName: 'Ali Rezaei', fromModerator: false });
  });

  it('makes nobody a moderator who is not in the list', () => {
    expect(trusted(line('a', { fromId: 'ghost', fromModerator: true }), people, 'me', now).fromModerator).toBe(false);
  });

  it.each([0, Number.NaN, now + 10 * 60_000, now - 48 * 3_600_000])('does not believe the time %d', (sentAt) => {
    expect(trusted(line('a', { sentAt }), people, 'me', now).sentAt).toBe(now);
  });
});

describe('history', () => {
  it('is read back as it was written', () => {
    const lines = [line('a', { html: 'سلام' }), line('b')];
    expect(parseHistory(encodeHistory(lines))).toEqual(lines);
  });

  it('leaves out what was not sent and what is too much, keeping the newest', () => {
    const lines = [line('a', { html: 'x'.repeat(300) }), line('b'), line('c', { state: 'failed' })];
    expect(parseHistory(encodeHistory(lines, 300)).map(({ id }) => id)).toEqual(['b']);
  });

  it.each(['', 'null', '{"0":1}', '[null,1,"x",[]]', '[{"id":"a"}]', '[{"id":"a","fromUserId":"b","isPrivate":true}]', '[{"id":5,"fromUserId":{}}]'])('takes nothing from %s', (json) => {
    expect(parseHistory(json)).toEqual([]);
  });

  it('asks the two who are here the longest', () => {
    const people = new Map([person('late', { joinedAt: 9 }), person('first', { joinedAt: 1 }), person('me', { joinedAt: 0 }), person('gone', { joinedAt: 0, connected: false }), person('second', { joinedAt: 2 })].map((each) => [each.id, each]));
    expect(historyKeepers(people, 'me')).toEqual(['first', 'second']);
  });
});

it('makes ids as plugNmeet does', () => {
  expect(newChatId()).toMatch(/^[\da-f]{20}$/u);
  expect(newChatId()).not.toBe(newChatId());
});
