import { expect, it } from 'vitest';
import { coversInboxes } from './advisories.ts';

it.each([
  ['_INBOX.>', true],
  ['_INBOX.*.*', true],
  ['_INBOX.*', true],
  ['_INBOX.44F1ZW0CaNXhKpxvcwFgDk.*', false],
  ['_INBOX.44F1ZW0CaNXhKpxvcwFgDk.1', false],
  ['chat.bob.room', false],
])('coversInboxes %s', (subject, expected) => {
  expect(coversInboxes(subject)).toBe(expected);
});
