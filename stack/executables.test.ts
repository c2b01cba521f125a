import { expect, test } from 'vitest';
import { isAtLeast } from './executables.ts';

test.each([
  ['2.11.0', '2.11.0', true],
  ['2.15.2', '2.11.0', true],
  ['2.9.10', '2.11.0', false],
  ['3.0.0', '2.11.4', true],
  ['2.11.3', '2.11.4', false],
])('version %s is at least %s: %s', (version, oldest, expected) => {
  expect(isAtLeast(version, oldest)).toBe(expected);
});
