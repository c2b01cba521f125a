import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { LaunchForm } from './form.ts';
import { readLaunch } from './launch-11.ts';
import { isSignedWith } from './oauth1.ts';

test('the launch in docs/api/lti.md is signed as it says', () => {
  setPortalEnvironment({ PORTAL_URL: 'https://kelas.example.org' });
  const text = readFileSync(new URL('../../docs/api/lti.md', import.meta.url), 'utf8');
  const [, block = ''] = /```launch\n([\s\S]*?)\n```/.exec(text) ?? [];
  const form = new LaunchForm(String(new URLSearchParams(block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))));
  const signature = form.required('oauth_signature');
  const signable = { url: 'https://kelas.example.org/lti/v1', parameters: form.pairs };
  expect(isSignedWith(['a shared secret'], signable, { signature, method: 'HMAC-SHA1' })).toBe(true);
  expect(readLaunch({ key: form.required('oauth_consumer_key') }, form)).toMatchObject({ externalUserId: 'u-7', name: 'سارا احمدی', isModerator: true, locale: 'fa', wishes: { title: 'Algebra 1', custom: { allow_polls: false } } });
});
