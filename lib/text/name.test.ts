import { describe, expect, test } from 'vitest';
import { issueParams } from '#lib/issue.ts';
import { foldName, personName } from './name.ts';

function codeOf(input: unknown): string | undefined {
  const parsed = personName.safeParse(input);
  return parsed.success ? undefined : issueParams(parsed.error.issues[0]).code;
}

describe('personName', () => {
  test.each([
    ['  Mina   Karimi ', 'Mina Karimi'],
    ['مریم\u00a0\u2009میرزاخانی', 'مریم میرزاخانی'],
    ['Jose\u0301', 'José'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['👩\u200d🏫 Sara', '👩\u200d🏫 Sara'],
  ])('tidies %j', (typed, kept) => {
    expect(personName.parse(typed)).toBe(kept);
  });

  test.each(['', '   '])('asks for what is missing: %j', (typed) => {
    expect(codeOf(typed)).toBe('missing');
  });

  test.each(['\u200c\u200c', 'Mi\u0000na', 'Mina\u0007', 'Mina\nKarimi', 'Mina\u202eimiraK', 'Mina\u2066x\u2069', 'Mina\u200e', '\u061cMina', 'Mina\u200bKarimi', '\ufeffMi\ufeffna', 'Mina\ud800'])('refuses what hides or deceives: %j', (typed) => {
    expect(codeOf(typed)).toBe('nameInvalid');
  });

  test('counts characters as people do', () => {
    expect(codeOf('😀'.repeat(80))).toBeUndefined();
    expect(codeOf('a'.repeat(81))).toBe('nameTooLong');
    expect(issueParams(personName.safeParse('a'.repeat(81)).error?.issues[0]).values).toEqual({ max: 80 });
  });
});

describe('foldName', () => {
  test.each([
    ['علی رضا', 'علی\u200cرضا'],
    ['كريمي', 'کریمی'],
    ['Mina Karimi', 'mina  KARIMI'],
    ['مُحَمَّد', 'محمد'],
    ['Ｍina', 'mina'],
  ])('%s looks like %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  test('tells different names apart', () => {
    expect(foldName('Mina')).not.toBe(foldName('Nina'));
  });
});
