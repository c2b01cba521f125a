import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Kelas, KelasError } from '../src/client.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const server = createServer();
let asked: { method: string | undefined; url: string | undefined; authorization: string | undefined; body: string }[] = [];
let answers: Answer[] = [];
let kelas: Kelas;

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (_, response) => { response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)); };
}

server.on('request', (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    asked.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
    (answers.shift() ?? json(500, {}))(request, response);
  });
});

beforeEach(async () => {
  asked = [];
  answers = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  kelas = new Kelas({ url: `http://127.0.0.1:${bound.port}/`, key: 'kelas_x' });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a call', () => {
  it('goes where its operation is, with its key, query and body', async () => {
    answers = [json(200, { classes: [], next: null }), json(200, { webhookId: 'w' }), json(200, {})];
    expect(await kelas.call('listClasses', { query: { limit: 2, after: 'a b' } })).toEqual({ classes: [], next: null });
    await kelas.call('updateWebhook', { params: { webhookId: 'a/b' }, body: { isEnabled: false } });
    await kelas.call('getKey');
    expect(asked).toEqual([
      { method: 'GET', url: '/api/rest/v1/classes?limit=2&after=a+b', authorization: 'Bearer kelas_x', body: '' },
      { method: 'PATCH', url: '/api/rest/v1/webhooks/a%2Fb', authorization: 'Bearer kelas_x', body: '{"isEnabled":false}' },
      { method: 'GET', url: '/api/rest/v1/key', authorization: 'Bearer kelas_x', body: '' },
    ]);
  });

  it('that is refused says why, and is not made again', async () => {
    answers = [json(403, { code: 'scopeMissing', field: 'classes:read', requestId: 'r' })];
    const refused = kelas.call('listClasses');
    await expect(refused).rejects.toBeInstanceOf(KelasError);
    await expect(refused).rejects.toMatchObject({ status: 403, code: 'scopeMissing', field: 'classes:read', requestId: 'r', message: '403 scopeMissing: classes:read' });
    expect(asked).toHaveLength(1);
  });

  it('is made again after a passing failure or a lost connection when that does no harm', async () => {
    answers = [(request) => { request.socket.destroy(); }, json(502, {}), json(200, { account: 'A', scopes: [] })];
    expect(await kelas.call('getKey')).toEqual({ account: 'A', scopes: [] });
    answers = [json(502, {}), json(201, {})];
    await expect(kelas.call('createWebhook', { body: { url: 'https://x.example' } })).rejects.toMatchObject({ status: 502 });
    answers = [json(429, {}, { 'retry-after': '0' }), json(201, { webhookId: 'w' })];
    expect(await kelas.call('createWebhook', { body: { url: 'https://x.example' } })).toMatchObject({ webhookId: 'w' });
  });

  it('that fails without saying why is a failure all the same', async () => {
    answers = [(_, response) => { response.writeHead(500).end('<html>'); }];
    await expect(kelas.call('getKey')).rejects.toMatchObject({ status: 500, code: 'unknown' });
  });

  it('for a file answers the response', async () => {
    answers = [(_, response) => { response.writeHead(200, { 'content-type': 'video/mp4' }).end('film'); }];
    const file = await kelas.call('downloadRecording', { params: { recordingId: 'r', kind: 'original' } });
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['video/mp4', 'film']);
    answers = [(_, response) => { response.writeHead(200, { 'content-type': 'text/vtt' }).end('WEBVTT'); }];
    expect(await (await kelas.call('readCaptions', { params: { recordingId: 'r', language: 'fa' }, query: { fits: 'cut' } })).text()).toBe('WEBVTT');
    expect(asked.map(({ url }) => url)).toEqual(['/api/rest/v1/recordings/r/files/original', '/api/rest/v1/recordings/r/captions/fa?fits=cut']);
  });
});

it('a list is gone through to its end', async () => {
  answers = [json(200, { meetings: [{ meetingId: '1' }, { meetingId: '2' }], next: 'n' }), json(200, { meetings: [{ meetingId: '3' }], next: null })];
  const ids: string[] = [];
  for await (const { meetingId } of kelas.each('listMeetings', { query: { externalId: 'a' } })) ids.push(meetingId);
  expect(ids).toEqual(['1', '2', '3']);
  expect(asked.map(({ url }) => url)).toEqual(['/api/rest/v1/meetings?externalId=a', '/api/rest/v1/meetings?externalId=a&after=n']);
});
