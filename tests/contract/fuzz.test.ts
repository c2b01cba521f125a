import { readFile } from 'node:fs/promises';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { apiRoutes } from '#engine/api/routes.ts';
import { authRoutes } from '#engine/auth/routes.ts';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';

/** The same bodies each time: what failed once can be looked at again. */
const seed = 20_261_121;
const runs = 12;
const roomId = 'fuzzed';
/** A room nobody here has a token for; its secret must not come back from any call of a participant. */
const canary = { roomId: 'canary', userId: 'canary-user', secret: 'a-secret-of-another-room-7f3a' };
let engine: TestEngine;
let sid: string;
let canarySid: string;
let tokens: string[];

interface Answer {
  status: number;
  text: string;
}

async function send(path: string, method: string, headers: Record<string, string>, body?: Uint8Array): Promise<Answer> {
  const answer = await fetch(`${engine.url}${path}`, { method, headers, ...(body && method !== 'GET' && { body: new Uint8Array(body) }) });
  return { status: answer.status, text: await answer.text() };
}

/** Not one of these may be a failure of the server. */
function expectSound(answer: Answer, what: string): void {
  expect(answer.status, what).toBeLessThan(500);
  expect(answer.text, what).not.toContain('internal error');
}

function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(roomId, sid, canary.roomId, canarySid, canary.userId, 'ann', 'bob', 'all', '', 'mic', 'lock', 'ASC', `${canarySid}/file.txt`),
    fc.constantFrom('../../etc/passwd', `${sid}/../${canarySid}`, '\u0000', '\u202Eتست', '$KV.kelas-rooms.>', 'a.b.*.>', "'; DROP TABLE room; --", '{{7*7}}', 'x'.repeat(5000)),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.webUrl(),
  );
}

/** A protobuf message of any fields: some fit the route's, some have the wrong type, some do not exist. */
function messages(depth = 0): fc.Arbitrary<Uint8Array> {
  const field = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.oneof(
      fc.record({ kind: fc.constant('number' as const), value: fc.maxSafeNat() }),
      fc.record({ kind: fc.constant('text' as const), value: texts() }),
      ...(depth < 2 ? [fc.record({ kind: fc.constant('message' as const), value: messages(depth + 1) })] : []),
    ),
  );
  return fc.array(field, { maxLength: 8 }).map((fields) => {
    const writer = new BinaryWriter();
    for (const [number, content] of fields) {
      if (content.kind === 'number') writer.tag(number, WireType.Varint).uint64(content.value);
      else if (content.kind === 'text') writer.tag(number, WireType.LengthDelimited).string(content.value);
      else writer.tag(number, WireType.LengthDelimited).bytes(content.value);
    }
    return writer.finish();
  });
}

const fieldNames = `
  room_id roomId user_id user_info name metadata room_title room_features room_ids room_sid record_id from limit order_by empty_timeout
  max_participants default_lock_settings whiteboard_features chat_msg notification_msg message artifact_id file_id filePath by_ids by_session
  recording_ids subtitles extra_data is_admin user_metadata __proto__ constructor
`
  .trim()
  .split(/\s+/u);

function json(): fc.Arbitrary<string> {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, texts(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.constantFrom(...fieldNames), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  }));
  const objects = fc.dictionary(fc.constantFrom(...fieldNames), value, { maxKeys: 6, noNullPrototype: true });
  return fc.oneof({ weight: 6, arbitrary: objects.map((content) => JSON.stringify(content)) }, fc.json(), fc.string({ unit: 'binary', maxLength: 60 }));
}

function bodies(): fc.Arbitrary<Uint8Array> {
  return fc.oneof({ weight: 5, arbitrary: messages() }, fc.uint8Array({ maxLength: 200 }), json().map((text) => new TextEncoder().encode(text)));
}

function contentTypes(): fc.Arbitrary<string> {
  return fc.constantFrom('application/json', 'application/protobuf', 'application/octet-stream', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', 'x/y; charset=utf-8');
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  sid = (await openRoom(engine.url, roomId)).sid;
  const opened = await auth(engine.url, '/auth/room/create', {
    room_id: canary.roomId,
    metadata: { room_title: canary.secret, welcome_message: canary.secret, room_features: {}, extra_data: { k: canary.secret } },
  });
  canarySid = /"sid":"([^"]+)"/u.exec(opened.text)?.[1] ?? '';
  await ticket(engine.url, canary.roomId, canary.userId, { name: canary.secret });
  tokens = [await ticket(engine.url, roomId, 'ann', { isAdmin: true }), await ticket(engine.url, roomId, 'bob')];
});

afterAll(async () => {
  await engine.stop();
});

describe('calls of participants', () => {
  // The room's end comes last: there would be nothing to call about.
  const paths = [...apiRoutes.keys(), '/api/fileUpload', '/api/whiteboard/pdf-export/upload'].toSorted((left, right) => Number(left === '/api/endRoom') - Number(right === '/api/endRoom'));

  it.each(paths)('%s withstands any body', async (path) => {
    const { paramCount, method } = apiRoutes.get(path) ?? { paramCount: 0, method: 'POST' };
    const shapes = fc.record({ body: bodies(), contentType: contentTypes(), params: fc.array(texts(), { minLength: paramCount, maxLength: paramCount }), isGet: fc.boolean() });
    for (const [index, { body, contentType, params, isGet }] of fc.sample(shapes, { seed, numRuns: runs }).entries()) {
      const target = [path, ...params.map((param) => encodeURIComponent(param.toWellFormed()))].join('/');
      const headers = { Authorization: tokens[index % 2] ?? '', 'Content-Type': contentType };
      const answer = await send(target, method === 'GET' || (isGet && method === 'ANY') ? 'GET' : 'POST', headers, body);
      expectSound(answer, `${target} ${Buffer.from(body).toString('base64')}`);
      expect(answer.text).not.toContain(canary.secret);
    }
  });

  it('withstand any token', async () => {
    const forged = fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 80 }), fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.')));
    for (const token of fc.sample(forged, { seed, numRuns: 60 })) {
      const answer = await send('/api/verifyToken', 'POST', { Authorization: token.trim(), 'Content-Type': 'application/json' }, new Uint8Array());
      expect(answer.status, token).toBe(401);
    }
  });
});

describe('calls of other servers', () => {
  it.each([...authRoutes.keys(), '/auth/room/uploadWhiteboardFile', '/auth/nothing'])('%s withstands any body', async (path) => {
    const isBinary = path === '/auth/recorder/notify';
    const shapes = fc.record({ body: isBinary ? bodies() : json().map((text) => new TextEncoder().encode(text)), contentType: contentTypes(), isSigned: fc.integer({ min: 0, max: 5 }).map((n) => n > 0) });
    for (const { body, contentType, isSigned } of fc.sample(shapes, { seed, numRuns: runs * 2 })) {
      // The room another test asks about stays as it is.
      if (isSigned && path === '/auth/room/endRoom') continue;
      const signed = path.endsWith('uploadWhiteboardFile') ? roomId : Buffer.from(body);
      const headers = { 'Content-Type': contentType, 'API-KEY': apiKey, 'Room-Id': roomId, 'HASH-SIGNATURE': isSigned ? signBody(apiSecret, signed) : 'f'.repeat(64) };
      const answer = await send(path, 'POST', headers, body);
      expectSound(answer, `${path} ${Buffer.from(body).toString('base64')}`);
      expect(!isSigned && answer.text.includes(canary.secret)).toBe(false);
    }
  });
});

describe('downloads', () => {
  it('withstand any path', async () => {
    const parts = fc.array(fc.oneof(texts(), fc.constantFrom('%2e%2e', '..', '%00', '%', '.', '%E0%A4%A', 'page_1.png')), { maxLength: 5 });
    const paths = fc.tuple(fc.constantFrom('uploadedFile', 'recording', 'artifact', 'analytics', '..'), parts, fc.boolean());
    for (const [kind, names, isEncoded] of fc.sample(paths, { seed, numRuns: 150 })) {
      const rest = names.map((name) => (isEncoded ? encodeURIComponent(name.toWellFormed()) : name.replaceAll(/[^!-~]|[?#\\]/gu, '_'))).join('/');
      const answer = await send(`/download/${kind}/${rest}`, 'GET', { Range: 'bytes=5-1' });
      expectSound(answer, rest);
      expect(answer.text).not.toContain('root:');
      expect([200, 206]).not.toContain(answer.status);
    }
  });
});

describe('afterwards', () => {
  it('the engine never stopped, and the other room is as it was', async () => {
    expect((await send('/healthCheck', 'GET', {})).status).toBe(200);
    const log = await readFile(engine.logPath, 'utf8');
    expect(log.match(/engine serves/gu)).toHaveLength(1);
    expect(log.split('\n').filter((line) => line.includes('"request failed"') || line.includes('"level":60'))).toEqual([]);
    const { json: info } = await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: canary.roomId });
    expect(info).toMatchObject({ status: true, room: { room_info: { sid: canarySid, room_title: canary.secret } } });
    expect((await auth(engine.url, '/auth/room/getJoinToken', { room_id: canary.roomId, user_info: { user_id: canary.userId, name: 'x' } })).json).toMatchObject({ status: true });
  });
});
