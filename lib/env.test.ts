import { expect, test } from 'vitest';
import { readEnvironment } from './env.ts';

const complete = {
  DATABASE_URL: 'postgresql://kelas@localhost/kelas',
  PORTAL_URL: 'https://school.example/',
  NEXTAUTH_SECRET: 's'.repeat(32),
  PLUGNMEET_URL: 'http://127.0.0.1:8080',
  PLUGNMEET_API_KEY: 'key',
  PLUGNMEET_API_SECRET: 'secret',
};

test('fills in what may be left out', () => {
  const read = readEnvironment({ ...complete, PORT: '', MEDIA_ORIGINS: ' wss://a.example  https://b.example ' });
  expect(read).toMatchObject({ PORT: 3000, PORTAL_URL: 'https://school.example', PLUGNMEET_PUBLIC_URL: 'http://127.0.0.1:8080', TRUST_PROXY: false });
  expect(read.MEDIA_ORIGINS).toEqual(['wss://a.example', 'https://b.example']);
});

test.each([
  [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_ID'],
  [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
  [{ NEXTAUTH_URL: 'https://other.example' }, 'NEXTAUTH_URL'],
  [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET'],
  [{ DATABASE_URL: 'mysql://localhost/kelas' }, 'DATABASE_URL'],
  [{ PORTAL_URL: 'javascript:alert(1)' }, 'PORTAL_URL'],
  [{ STORAGE_URL: 'https://bucket.example' }, 'STORAGE_URL'],
  [{ MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'MAIL_FROM'],
  [{ PLUGNMEET_API_SECRET: undefined }, 'PLUGNMEET_API_SECRET'],
])('refuses %j and names the setting', (change, name) => {
  expect(() => readEnvironment({ ...complete, ...change })).toThrow(name);
});

test('never tells a value', () => {
  expect(() => readEnvironment({ ...complete, NEXTAUTH_SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@x/y' })).not.toThrow('hunter2');
});
