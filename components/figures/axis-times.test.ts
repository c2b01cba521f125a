import { expect, test } from 'vitest';
import { timesToName } from './axis-times.ts';

const minute = 60_000;
const nameOf = (at: number) => String(Math.floor(at / minute));

test('the times along an axis are evenly spread from the first to the last', () => {
  expect(timesToName([0, 7 * minute, 40 * minute], nameOf)).toEqual([0, 10 * minute, 20 * minute, 30 * minute, 40 * minute]);
});

test('no time stands there twice, however short the meeting', () => {
  expect(timesToName([0, 20_000, 50_000], nameOf)).toEqual([0]);
  expect(timesToName([0, 2 * minute], nameOf).map(nameOf)).toEqual(['0', '1', '2']);
});
