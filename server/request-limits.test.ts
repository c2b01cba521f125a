import { expect, test } from 'vitest';
import { longestBody, refusal } from './request-limits.ts';

test('a body is announced with its length, and not longer than the limit', () => {
  expect(refusal({ headers: {} })).toBeUndefined();
  expect(refusal({ headers: { 'content-length': String(longestBody) } })).toBeUndefined();
  expect(refusal({ headers: { 'content-length': String(longestBody + 1) } })).toBe(413);
  expect(refusal({ headers: { 'transfer-encoding': 'chunked' } })).toBe(411);
});
