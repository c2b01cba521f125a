import { describe, expect, it } from 'vitest';
import { Throttle } from './throttle.ts';

describe('Throttle', () => {
  it('lets a second’s worth through and then makes wait', () => {
    const throttle = new Throttle(1000);
    expect(throttle.take('ann', 1000, 10_000)).toBe(0);
    expect(throttle.take('ann', 500, 10_000)).toBe(500);
    expect(throttle.take('bob', 1000, 10_000)).toBe(0);
    expect(throttle.take('ann', 1000, 20_000)).toBe(0);
  });
});
