import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { readAddress, serveBbb } from './http.ts';

test.each([
  ['/k1/bigbluebutton/api/create?a=%20b,c&&x=%2c', { apiKey: 'k1', name: 'create', query: 'a=%20b,c&&x=%2c' }],
  ['/k1/bigbluebutton/api/hooks/create', { apiKey: 'k1', name: 'hooks/create', query: '' }],
  ['/k1/bigbluebutton/api/', { apiKey: 'k1', name: '', query: '' }],
  ['/k1/bigbluebutton', { apiKey: 'k1', name: '', query: '' }],
  ['/k1/api/join?x', { apiKey: 'k1', name: 'join', query: 'x' }],
  ['/bigbluebutton/api/getMeetings?checksum=1', { apiKey: undefined, name: 'getMeetings', query: 'checksum=1' }],
  ['/bigbluebutton/', { apiKey: undefined, name: '', query: '' }],
])('%s is this API’s', (url, address) => {
  expect(readAddress(url)).toEqual(address);
});

test.each(['/', '/api/health', '/api/rest/v1/classes', '/classes/api', '/watch/bigbluebutton/x', '/k1/bigbluebutton/page', '/?x=/bigbluebutton/api', '/%ff/bigbluebutton'])('%s is not', (url) => {
  expect(readAddress(url)).toBeNull();
});

const server = createServer((incoming, response) => {
  void serveBbb(incoming, response).then((isServed) => isServed || response.writeHead(404).end());
});
let address: string;

beforeAll(async () => {
  setPortalEnvironment();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server's address is an object
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('answers with its length, what HEAD asks too, and leaves other addresses alone', async () => {
  const answer = await fetch(`${address}/k1/bigbluebutton/api/`);
  const text = await answer.text();
  expect(text).toContain('<version>2.0</version>');
  expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(`${address}/k1/bigbluebutton/api/`, { method: 'HEAD' })).headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  expect((await fetch(`${address}/classes`)).status).toBe(404);
});

it('refuses a call it does not know while its body is still coming, and takes the next one on the same connection', async () => {
  const body = 'x'.repeat(4 * 1024 * 1024);
  for (let round = 0; round < 3; round += 1) {
    const answer = await fetch(`${address}/k1/bigbluebutton/api/unheardOf`, { method: 'POST', body });
    expect(await answer.text()).toContain('<messageKey>unsupportedRequest</messageKey>');
  }
});
