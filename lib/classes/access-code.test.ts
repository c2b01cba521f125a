import { describe, expect, it } from 'vitest';
import { accessCodesMatch, normaliseAccessCode } from './access-code.ts';

describe('access codes', () => {
  it('read Persian and Arabic digits as digits, and any case', () => {
    expect(normaliseAccessCode(' ۱۲۳٤٥aB ')).toBe('12345AB');
  });

  it('match whatever keyboard they were typed on', () => {
    expect(accessCodesMatch('۴۸۲۱', '4821')).toBe(true);
    expect(accessCodesMatch('ab12', 'AB12')).toBe(true);
  });

  it.each([['4822', '4821'], ['482', '4821'], ['48210', '4821'], ['', '4821'], [`4821${'\u0000'.repeat(8)}`, '4821'], ['x'.repeat(500), '4821']])('%j is not %j', (given, expected) => {
    expect(accessCodesMatch(given, expected)).toBe(false);
  });
});
