import { describe, expect, it } from 'vitest';
import { isIdentifier, isUri, nameProblem } from './validation.ts';

describe('names', () => {
  it.each(['Ann', 'مریم می\u200Cآید', '王芳', 'é'.repeat(128)])('%s is fine', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each(['\u0000', '\n', '\u007F', '\u0085', '\u061C', '\u200E', '\u200F', '\u202A', '\u202E', '\u2066', '\u2069'])('with %j inside is refused', (mark) => {
    expect(nameProblem(`a${mark}b`)).toBe('must not contain control or bidirectional formatting characters');
  });

  it('counts characters, not code units', () => {
    expect(nameProblem('😀'.repeat(128))).toBeUndefined();
    expect(nameProblem('😀'.repeat(129))).toBe('must be at most 128 characters');
  });
});

describe('ids and addresses', () => {
  it.each([['a-Z_0', true], ['', false], ['a.b', false], ['a b', false], ['ä', false], ['a\n', false]])('id %j: %s', (id, isGood) => {
    expect(isIdentifier(id)).toBe(isGood);
  });

  it.each([['https://a.example/b?c=d', true], ['not a url', false], ['nope', false], ['https://a b', false]])('address %j: %s', (text, isGood) => {
    expect(isUri(text)).toBe(isGood);
  });
});
