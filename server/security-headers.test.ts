import { expect, test } from 'vitest';
import { commonHeaders, contentSecurityPolicy, newNonce } from './security-headers.ts';

test('only this response’s nonce runs scripts, and only known origins are reached', () => {
  const policy = contentSecurityPolicy('bm9uY2U=', { https: true, mediaOrigins: ['wss://media.school'] });
  const directives = policy.split('; ');
  expect(directives).toContain("script-src 'nonce-bm9uY2U=' 'strict-dynamic'");
  expect(directives).toContain("connect-src 'self' wss://media.school");
  expect(directives).toContain("frame-ancestors 'none'");
  expect(directives).toContain('frame-src https:');
  expect(policy).not.toContain('unsafe-eval');
});

test('only named origins may frame a page', () => {
  const directives = contentSecurityPolicy('bm9uY2U=', { https: true, mediaOrigins: [] }, ['https://moodle.school']).split('; ');
  expect(directives).toContain('frame-ancestors https://moodle.school');
  expect(directives).toContain("form-action 'self' https://moodle.school");
});

test('nonces differ', () => {
  expect(newNonce()).not.toBe(newNonce());
});

test('https only is demanded when the portal is on https', () => {
  expect(commonHeaders({ https: true, mediaOrigins: [] })).toHaveProperty('strict-transport-security');
  expect(commonHeaders({ https: false, mediaOrigins: [] })).not.toHaveProperty('strict-transport-security');
});
