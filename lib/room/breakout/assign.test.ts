import { expect, test } from 'vitest';
import { dealOut, fitting } from './assign.ts';

const people = ['a', 'b', 'c', 'd', 'e'];

test('everybody is dealt out, and no room has two more than another', () => {
  for (const rooms of [1, 2, 3, 5, 7]) {
    const sizes = new Map<number, number>();
    for (const room of dealOut(people, rooms).values()) sizes.set(room, (sizes.get(room) ?? 0) + 1);
    expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBe(people.length);
    expect(Math.max(...sizes.values()) - Math.min(...sizes.values())).toBeLessThanOrEqual(1);
    expect(Math.max(...sizes.keys())).toBeLessThanOrEqual(rooms);
  }
});

test('who is dealt where is left to chance', () => {
  const places = [0.9, 0.1, 0.5, 0.2, 0.3];
  const dealt = dealOut(people, 2, () => places.shift() ?? 0);
  expect(Object.fromEntries(dealt)).toEqual({ b: 1, d: 2, e: 1, c: 2, a: 1 });
});

test('rooms there are no longer, people who left and people who came lately belong nowhere', () => {
  expect(Object.fromEntries(fitting(new Map([['a', 3], ['b', 1], ['gone', 2]]), ['a', 'b', 'late'], 2))).toEqual({ a: 0, b: 1, late: 0 });
});
