import { expect, it } from 'vitest';
import { presence } from './presence.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));
const person = (from: number, to: number) => ({ stays: [{ from: at(from), to: at(to) }] });

it('counts who is in as steps from the beginning to the end, within the meeting', () => {
  const points = presence([person(0, 60), person(10, 20), person(10, 70)], at(0), at(60));
  expect(points.map(({ at: time, count }) => [(time - at(0).getTime()) / 60_000, count])).toEqual([[0, 1], [10, 3], [20, 2], [60, 0]]);
});

it('is nobody throughout when nobody came', () => {
  expect(presence([], at(0), at(60)).map(({ count }) => count)).toEqual([0, 0]);
});
