import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DescribedParameter } from '#lib/rest/described.ts';
import { send, type Answered } from './send.ts';

const server = createServer();
let basePath: string;
let asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
let answer: { status: number; headers: Record<string, string>; body: string };

beforeAll(async () => {
  server.on('request', (request, response) => {
    asked = request;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  basePath = `http://127.0.0.1:${bound.port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const language: DescribedParameter = { name: 'language', place: 'path', isRequired: true, description: '', choices: [], example: '' };
const fits: DescribedParameter = { ...language, name: 'fits', place: 'query', isRequired: false };

function sendWith(values: Record<string, string>): Promise<Answered> {
  return send({ operation: { method: 'GET', path: '/captions/{language}', parameters: [language, fits] }, basePath, key: 'kelas_x', values: new Map(Object.entries(values)), body: undefined });
}

it('asks what was filled in, with the key', async () => {
  answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
  expect(await sendWith({ language: 'f/a', fits: '' })).toMatchObject({ status: 200, type: 'application/json', body: '{\n  "a": 1\n}' });
  expect([asked.method, asked.url, asked.headers.authorization]).toEqual(['GET', '/captions/f%2Fa', 'Bearer kelas_x']);
  await sendWith({ language: 'fa', fits: 'cut' });
  expect(asked.url).toBe('/captions/fa?fits=cut');
});

it('shows a text as it is, and how long any other file is', async () => {
  answer = { status: 200, headers: { 'content-type': 'text/vtt; charset=utf-8' }, body: 'WEBVTT\n\nسلام\n' };
  expect(await sendWith({ language: 'fa' })).toMatchObject({ body: 'WEBVTT\n\nسلام\n' });
  answer = { status: 200, headers: { 'content-type': 'video/mp4' }, body: 'film' };
  expect(await sendWith({ language: 'fa' })).toMatchObject({ body: '4 bytes' });
  answer = { status: 206, headers: { 'content-type': 'video/mp4', 'content-range': 'bytes 0-3/99' }, body: 'film' };
  expect(await sendWith({ language: 'fa' })).toMatchObject({ status: 206, body: 'bytes 0-3/99' });
});
