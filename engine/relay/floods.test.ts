import { expect, it } from 'vitest';
import { FloodGuard } from './floods.ts';

function guard(): { floods: FloodGuard; told: string[] } {
  const told: string[] = [];
  return { floods: new FloodGuard((kind, roomId, userId) => told.push(`${kind} ${roomId} ${userId}`)), told };
}

function passed(floods: FloodGuard, times: number, now: number, userId = 'bob', bytes = 100): number {
  return Array.from({ length: times }, () => floods.allows('chat', 'room', userId, bytes, now)).filter(Boolean).length;
}

it('lets a burst pass, then as much as time brings back, for each person apart', () => {
  const { floods, told } = guard();
  expect(passed(floods, 100, 0)).toBe(50);
  expect(passed(floods, 100, 1000)).toBe(10);
  expect(passed(floods, 10, 1000, 'cy')).toBe(10);
  expect(told).toEqual(['chat room bob']);
});

it('tells of a new flood after the first has ebbed', () => {
  const { floods, told } = guard();
  passed(floods, 100, 0);
  passed(floods, 100, 20_000);
  expect(told).toHaveLength(2);
});

it('counts long messages for more', () => {
  const { floods } = guard();
  expect(passed(floods, 100, 0, 'bob', 81_920)).toBe(5);
});
