import { expect, test } from 'vitest';
import { hashLinkSecret, linkAddress, linkProblem, newLinkSecret } from './links.ts';

const now = new Date('2026-11-21T10:00:00Z');
const open = { usedAt: null, revokedAt: null, expiresAt: new Date('2026-11-22T10:00:00Z') };

test('says why a link cannot be used', () => {
  expect(linkProblem(open, now)).toBeNull();
  expect(linkProblem({ ...open, expiresAt: now }, now)).toBe('linkExpired');
  expect(linkProblem({ ...open, revokedAt: now }, now)).toBe('linkInvalid');
  expect(linkProblem({ ...open, usedAt: now, expiresAt: now }, now)).toBe('linkUsed');
});

test('keeps a secret of 256 bits out of the database', () => {
  const { secret, tokenHash } = newLinkSecret();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(tokenHash).toBe(hashLinkSecret(secret));
  expect(tokenHash).not.toContain(secret);
  expect(newLinkSecret().secret).not.toBe(secret);
});

test('leads to the page of its kind', () => {
  expect(linkAddress('https://school.example', 'firstAdmin', 's')).toBe('https://school.example/setup/s');
  expect(linkAddress('https://school.example', 'invite', 's')).toBe('https://school.example/invite/s');
  expect(linkAddress('https://school.example', 'passwordReset', 's')).toBe('https://school.example/reset/s');
});
