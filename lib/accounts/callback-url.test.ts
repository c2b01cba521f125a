import { describe, expect, test } from 'vitest';
import { safeCallbackPath } from './callback-url.ts';

describe('safeCallbackPath', () => {
  test.each(['/', '/people?q=x&page=2', '/join/abcd#name', '/a//b', '/classes/%2F%2Fevil.example'])('keeps a path of the portal: %s', (path) => {
    expect(safeCallbackPath(path)).toBe(path);
  });

  test.each([
    'https://evil.example/', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example',
    '/x/..//evil.example', '/.//evil.example', '/%2e//evil.example', 'javascript:alert(1)', 'people', '', undefined, 7, `/${'a'.repeat(3000)}`,
  ])('goes home instead of %j', (asked) => {
    expect(safeCallbackPath(asked)).toBe('/');
  });

  test('cannot be talked into another origin', () => {
    for (const asked of ['/@evil.example', '/:80', '/..', '/%5cevil.example']) {
      expect(new URL(safeCallbackPath(asked), 'https://school.example').origin).toBe('https://school.example');
    }
  });
});
