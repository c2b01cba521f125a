import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { outsideRequest, outsideUrl } from './request.ts';

const server = createServer((request, response) => {
  if (request.url === '/long') response.end('x'.repeat(2000));
  else if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  else if (request.url === '/never') return;
  else request.pipe(response.setHeader('x-method', request.method ?? ''));
});
let origin: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
  setPortalEnvironment({ TRUSTED_PRIVATE_HOSTS: `127.0.0.1:${address.port} platform.internal` });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a trusted private server is called, and its answer is read', async () => {
  const answer = await outsideRequest(`${origin}/`, { method: 'POST', body: 'سلام', headers: { 'content-type': 'text/plain' } });
  expect(answer.status).toBe(200);
  expect(answer.header('X-Method')).toBe('POST');
  expect(answer.body.toString()).toBe('سلام');
});

test.each([
  'http://example.org/', 'https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/latest', 'https://2130706433/', 'https://user:pass@example.org/', 'file:///etc/passwd',
  'http://127.0.0.1:1/', 'not an address',
])('%s is not called', async (address) => {
  await expect(outsideRequest(address)).rejects.toMatchObject({ reason: 'notAllowed' });
});

test('a name that leads to a private address is not connected to', async () => {
  await expect(outsideRequest('https://localhost:1/')).rejects.toMatchObject({ reason: 'notAllowed' });
});

test('a redirect is an answer, not followed', async () => {
  expect((await outsideRequest(`${origin}/elsewhere`)).status).toBe(302);
});

test('long and slow answers are given up', async () => {
  await expect(outsideRequest(`${origin}/long`, { maxBytes: 1000 })).rejects.toMatchObject({ reason: 'tooLong' });
  await expect(outsideRequest(`${origin}/never`, { timeoutMs: 50 })).rejects.toMatchObject({ reason: 'tooSlow' });
});

test('a public https address may be called', () => {
  expect(outsideUrl('https://moodle.example.org/x')?.href).toBe('https://moodle.example.org/x');
  expect(outsideUrl('http://platform.internal/x')?.href).toBe('http://platform.internal/x');
});
