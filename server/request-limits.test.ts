import { expect, test } from 'vitest';
import { longestBody, refusal } from './request-limits.ts';

test('a body is announced with its length, and not longer than the limit', () => {
  expect(refusal({ headers: {} })).toBeUndefined();
  expect(refusal({ headers: { 'content-length': String(longestBody) } })).toBeUndefined();
  expect(refusal({ headers: { 'content-length': String(longestBody + 1) } })).toBe(413);
  expect(refusal({ headers: { 'transfer-encoding': 'chunked' } })).toBe(411);
});

test('calls that take files keep their own limit, others do not', () => {
  const headers = { 'transfer-encoding': 'chunked' };
  for (const url of ['/k1/bigbluebutton/api/create?a=1', '/k1/api/create', '/bigbluebutton/api/insertDocument?x']) expect(refusal({ url, headers })).toBeUndefined();
  for (const url of ['/k1/bigbluebutton/api/getMeetings?a=/api/create', '/k1/bigbluebutton/api/created', '/classes/new']) expect(refusal({ url, headers })).toBe(411);
});
