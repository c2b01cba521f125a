import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { issueParams } from '#lib/issue.ts';
import { emailAddress, newPassword, peopleSearch } from './schema.ts';

function codeOf(schema: z.ZodType, input: unknown): string | undefined {
  const parsed = schema.safeParse(input);
  return parsed.success ? undefined : issueParams(parsed.error.issues[0]).code;
}

describe('emailAddress', () => {
  test('has one spelling', () => {
    expect(emailAddress.parse('  Mina@Example.ORG ')).toBe('mina@example.org');
    expect(emailAddress.parse('ｍｉｎａ@example.org')).toBe('mina@example.org');
  });

  test.each(['', 'mina', 'mina@', '@example.org', 'mina@example', 'a b@example.org', 'a@b@example.org', 'a@example.org, b@example.org', 'a@example.org\r\nbcc: b@example.org', `${'a'.repeat(250)}@example.org`])('refuses %j', (text) => {
    expect(codeOf(emailAddress, text)).toBe('emailInvalid');
  });
});

describe('newPassword', () => {
  test('takes any long text, in any script', () => {
    expect(codeOf(newPassword, 'correct horse battery')).toBeUndefined();
    expect(codeOf(newPassword, 'یک گذرواژهٔ خوب')).toBeUndefined();
  });

  test('refuses what is short or guessed first', () => {
    expect(codeOf(newPassword, 'ninechars')).toBe('passwordTooShort');
    expect(codeOf(newPassword, 'Password123')).toBe('passwordTooCommon');
    expect(codeOf(newPassword, 'abababababab')).toBe('passwordTooCommon');
  });
});

test('an edited people address still shows a page', () => {
  expect(peopleSearch.parse({ q: ['a', 'b'], role: 'king', page: '-3', view: 'x' })).toEqual({ q: '', role: undefined, page: 1, view: 'accounts' });
  expect(peopleSearch.parse({ q: 'mina', role: 'teacher', page: '2' })).toEqual({ q: 'mina', role: 'teacher', page: 2, view: 'accounts' });
});
