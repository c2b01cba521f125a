import { expect, test } from 'vitest';
import { parseFileChange, parsePage, parsePlace } from './place.ts';

test('reads which page a message is about', () => {
  expect(parsePlace('{"fileId":"default","page":2}')).toEqual({ fileId: 'default', page: 2 });
  expect(parsePlace('{"fileId":"default","page":0}')).toBeUndefined();
  expect(parsePlace('[]')).toBeUndefined();
});

test('reads a change of file from clients of both kinds', () => {
  expect(parseFileChange('{"fileId":"f","page":3}')).toEqual({ fileId: 'f', page: 3 });
  expect(parseFileChange('f')).toEqual({ fileId: 'f', page: 1 });
  for (const text of ['', '{"fileId":""}']) expect(parseFileChange(text)).toBeUndefined();
});

test('reads the number of a page', () => {
  expect(parsePage('7')).toBe(7);
  for (const text of ['', '0', '-1', '1.5', 'x', '1e9']) expect(parsePage(text)).toBeUndefined();
});
