import { describe, expect, it } from 'vitest';
import { newJoinCode, normaliseJoinCode } from './join-code.ts';

describe('join codes', () => {
  it('are 16 letters of an unambiguous alphabet and differ', () => {
    const codes = Array.from({ length: 200 }, newJoinCode);
    expect(codes.every((code) => /^[0-9a-hjkmnp-tv-z]{16}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(200);
  });

  it('are read as people type them', () => {
    expect(normaliseJoinCode(' ABCD-efgh jkmn-pqOl ')).toBe('abcdefghjkmnpq01');
  });

  it.each(['', 'short', 'abcdefghjkmnpqrst', 'abcdefghjkmnpq-u', '../../etc/passwd', 'abcdefghjkmnpq\u0000r'])('refuse %j', (text) => {
    expect(normaliseJoinCode(text)).toBeNull();
  });
});
