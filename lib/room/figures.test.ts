import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openRoom } from '#tests/fixtures/room.ts';
import { withLines, withLineState } from './chat.ts';
import { reportFigures } from './figures.ts';
import { noMedia, type MediaState, type ParticipantMedia } from './media-state.ts';
import { createSessionState } from './session-state.ts';
import { createSlice } from './slice.ts';
import type { ChatLine } from './types.ts';
import { ClientEvent } from './wire.ts';

const self: ParticipantMedia = {
  id: 'me', name: 'Me', isLocal: true, camera: null, screen: null, microphone: 'on', trackIds: { microphone: '', camera: '', screenShare: '' }, speaking: false, quality: 'good',
};
const ownLine: ChatLine = { id: 'a', fromId: 'me', fromName: 'Me', fromModerator: false, sentAt: 1, html: 'Hi', isOwn: true, isSystem: false, state: 'sending' };
const ending = { now: new AbortController() };

function setUp(counts = true) {
  const state = createSessionState('me');
  state.room.set({ ...openRoom(), countsFigures: counts });
  const media = createSlice<MediaState>(noMedia);
  const told: string[] = [];
  const send = async (event: ClientEvent, msg = ''): Promise<void> => {
    expect(event).toBe(ClientEvent.PUSH_ANALYTICS_DATA);
    const { event_name: name, event_value_integer: amount, hset_value: value, user_id: user } = JSON.parse(msg);
    expect(user).toBe('me');
    told.push(`${name.replace('ANALYTICS_EVENT_USER_', '')} ${amount ?? value}`);
  };
  const start = () => reportFigures({ state, media, link: { send }, signal: ending.now.signal });
  const be = (change: Partial<ParticipantMedia>): void => media.set({ ...noMedia, participants: new Map([['me', { ...self, ...change }]]) });
  return { state, told, start, be };
}

beforeEach(() => {
  vi.useFakeTimers();
  ending.now = new AbortController();
});
afterEach(() => {
  ending.now.abort();
  vi.useRealTimers();
});

it('tells how often and how long one spoke, long speech in pieces', () => {
  const { told, start, be } = setUp();
  start();
  be({ speaking: true });
  vi.advanceTimersByTime(1200);
  be({ speaking: false });
  expect(told).toEqual(['TALKED 1', 'MIC_STATUS ANALYTICS_STATUS_UNMUTED', 'TALKED_DURATION 1200']);
  told.length = 0;
  be({ speaking: true });
  vi.advanceTimersByTime(40_000);
  be({ speaking: false });
  expect(told[0]).toBe('TALKED 1');
  expect(told.slice(1).reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)).toBe(40_000);
  expect(told.length).toBeGreaterThan(3);
});

it('tells of microphone and connection when they change', () => {
  const { told, start, be } = setUp();
  be({});
  start();
  be({ microphone: 'muted' });
  be({ microphone: 'muted', quality: 'poor' });
  expect(told).toEqual(['MIC_STATUS ANALYTICS_STATUS_UNMUTED', 'MIC_STATUS ANALYTICS_STATUS_MUTED', 'CONNECTION_QUALITY poor']);
});

it('counts what was sent, once, and nothing from before', () => {
  const { state, told, start } = setUp();
  state.chat.update((chat) => withLines(chat, [{ ...ownLine, id: 'old', state: 'sent' }]));
  start();
  state.chat.update((chat) => withLines(chat, [ownLine]));
  expect(told).toEqual([]);
  state.chat.update((chat) => withLineState(chat, 'a', 'sent'));
  state.chat.update((chat) => withLines(chat, [{ ...ownLine, id: 'other', fromId: 'bob', isOwn: false, state: 'sent' }]));
  state.reactions.set([{ id: 'r1', emoji: '👍', fromId: 'me' }, { id: 'r2', emoji: '👍', fromId: 'bob' }]);
  expect(told).toEqual(['PUBLIC_CHAT 1', 'REACTION 1']);
});

it('tells nothing where no figures are wanted, or after the end', () => {
  const silent = setUp(false);
  silent.start();
  silent.be({ speaking: true });
  expect(silent.told).toEqual([]);
  const ended = setUp();
  ended.start();
  ending.now.abort();
  ended.be({ speaking: true });
  expect(ended.told).toEqual([]);
});
