import { beforeAll, expect, test } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { openSignedValue, signValue } from './signed-value.ts';

beforeAll(() => setPortalEnvironment());

test('comes back as it was', () => {
  expect(openSignedValue('guest', signValue('guest', 'guest-۱۲'))).toBe('guest-۱۲');
});

test('does not come back when it was changed, or was for something else', () => {
  const signed = signValue('guest', 'guest-1');
  const [value = '', signature = ''] = signed.split('.');
  const forged = [
    `${Buffer.from('guest-2').toString('base64url')}.${signature}`, `${value}.`, value, `${value}.${signature.slice(1)}`, `${signed}.x`, '', undefined,
  ];
  for (const text of forged) expect(openSignedValue('guest', text)).toBeNull();
  expect(openSignedValue('accessCode', signed)).toBeNull();
});
