import { expect, test } from 'vitest';
import { linkMessage, type LinkMail } from './link-message.ts';

const mail: LinkMail = { kind: 'invite', to: 'sara@example.org', name: 'Sara', sender: 'Mina', url: 'https://school.example/invite/abc', expires: '5 December 2026' };

test('carries the link in both forms', async () => {
  const { text, html, subject } = await linkMessage('en', mail);
  expect(subject).toBe('Mina invites you to Kelas');
  expect(text).toContain('https://school.example/invite/abc');
  expect(html).toContain('href="https://school.example/invite/abc"');
});

test('escapes what people typed', async () => {
  const { html } = await linkMessage('en', { ...mail, name: '<img src=x onerror=alert(1)>', sender: '"><script>' });
  expect(html).not.toMatch(/<img|<script/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('speaks Persian from the right', async () => {
  const { html, subject } = await linkMessage('fa', { ...mail, kind: 'reset' });
  expect(html).toContain('dir="rtl"');
  expect(subject).toContain('گذرواژه');
});
