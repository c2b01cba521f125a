import { expect, it } from 'vitest';
import { readAccessToken, writeAccessToken, writeDesign } from './recording-design.ts';

it.each([{}, { language: 'fa' }, { soundOnly: true }, { language: 'en-GB', soundOnly: true }])('%j arrives as it was asked for', (design) => {
  expect(readAccessToken(writeAccessToken('a.b.c', writeDesign(design)))).toEqual({ token: 'a.b.c', language: undefined, soundOnly: undefined, ...design });
});

it.each(['', '&custom_design=', '&custom_design=%', '&custom_design=%7B%22background_color%22%3A%22red%22%7D', '&custom_design=%7B%22language%22%3A%22fa%2F..%22%7D'])('a token followed by %j is a token', (rest) => {
  expect(readAccessToken(`a.b.c${rest}`)).toMatchObject({ token: 'a.b.c' });
  expect(readAccessToken(`a.b.c${rest}`).language).toBeUndefined();
});

it('no wish takes no place', () => {
  expect(writeAccessToken('a.b.c', writeDesign({ soundOnly: false }))).toBe('a.b.c');
});
