import { describe, expect, it } from 'vitest';
import { outcomeOf, pauseSeconds } from './delivery.ts';

describe('webhook delivery', () => {
  it.each([[200, 'delivered'], [204, 'delivered'], [302, 'refused'], [400, 'refused'], [404, 'refused'], [429, 'unreachable'], [500, 'unreachable'], [503, 'unreachable']])(
    'status %i means %s',
    (status, kind) => {
      expect(outcomeOf(status).kind).toBe(kind);
    },
  );

  it('pauses longer after each failure, up to ten minutes', () => {
    expect([1, 2, 3, 4].map(pauseSeconds)).toEqual([1, 2, 4, 8]);
    expect(pauseSeconds(50)).toBe(600);
  });
});
