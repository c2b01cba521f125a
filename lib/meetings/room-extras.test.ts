import { expect, it } from 'vitest';
import { readRoomExtras } from './room-extras.ts';

const now = Date.now();

it.each([[0, 45], [10, 35], [44.5, 1], [300, 1]])('%d minutes after the meeting was begun, 45 are %d', (passed, longestMinutes) => {
  expect(readRoomExtras({ roomExtras: { longestMinutes: 45, mutedOnStart: true }, createdAt: new Date(now - passed * 60_000) })).toEqual({ longestMinutes, mutedOnStart: true });
});

it('asks for nothing when nothing was, or nothing that makes sense', () => {
  for (const roomExtras of [{}, null, { welcome: 7 }]) expect(readRoomExtras({ roomExtras, createdAt: new Date() })).toEqual({});
});
