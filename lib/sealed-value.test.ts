import { beforeAll, expect, it } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { openSealedValue, sealValue } from './sealed-value.ts';

beforeAll(() => setPortalEnvironment());

it('opens to what was sealed, and looks different every time', () => {
  const sealed = [sealValue('apiAccountSecret', 'راز 🔑'), sealValue('apiAccountSecret', 'راز 🔑')];
  expect(sealed.map((value) => openSealedValue('apiAccountSecret', value))).toEqual(['راز 🔑', 'راز 🔑']);
  expect(sealed[0]).not.toBe(sealed[1]);
  expect(sealed[0]).toMatch(/^v1\.[\w-]+$/);
});

it('does not open changed, cut, for another purpose, or of another version', () => {
  const sealed = sealValue('apiAccountSecret', 'secret');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  for (const wrong of [`v1.${bytes.toString('base64url')}`, sealed.slice(0, 20), sealed.replace('v1', 'v2'), `${sealed}.x`, '']) {
    expect(() => openSealedValue('apiAccountSecret', wrong)).toThrow(Error);
  }
  expect(() => openSealedValue('webhookSecret', sealed)).toThrow(Error);
});
