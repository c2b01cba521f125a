import { expect, test } from 'vitest';
import { limits } from './limits.ts';

test.each(Object.entries(limits))('%s has a limit that makes sense and says why', (_name, { points, seconds, reason }) => {
  expect(points).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(reason.length).toBeGreaterThan(20);
});

function triesADay(limit: { points: number; seconds: number }): number {
  return (limit.points / limit.seconds) * 86_400;
}

test('guessing stays hopeless', () => {
  expect(triesADay(limits.signInByAccount)).toBeLessThan(1000);
});
