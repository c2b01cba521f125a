import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { readSignedJwt } from '#lib/plugnmeet/jwt.ts';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, endAllRooms, post, ticket } from './support/calls.ts';
import { recordedExchanges, recordedToken } from './support/recorded.ts';
import type { Exchange } from './support/recorded.ts';
import { comparable, shapeOf } from './support/shape.ts';

let engine: TestEngine;

/** Where this server answers otherwise, and why. */
const deviations: Readonly<Record<string, string>> = {
  '044-create-long-room_id-65': 'a validation error instead of the database driver’s text',
};

/** What stands in the gaps of the recording: rooms made and ended without being recorded. */
const unrecorded: Readonly<Record<string, () => Promise<unknown>>> = {
  '048-create-again-same-room': async () => await createFullRoom(),
  '079-endRoom-again-at-once': async () => await auth(engine.url, '/auth/room/endRoom', { room_id: 'auth01' }),
  '093-fetchPastRooms-ok': async () => {
    for (const roomId of ['auth02', 'authstr', 'authcamel']) await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    await vi.waitUntil(async () => (await auth(engine.url, '/auth/room/fetchPastRooms', {})).text.match(/0001-01-01/u) === null, { timeout: 20_000 });
  },
};

async function createFullRoom(): Promise<void> {
  await auth(engine.url, '/auth/room/create', {
    room_id: 'auth02',
    metadata: {
      room_title: 'Full room',
      welcome_message: 'Welcome to Full room',
      webhook_url: 'http://127.0.0.1:9999/permeeting/auth02',
      logout_url: 'http://127.0.0.1:9999/bye',
      room_features: { allow_webcams: true, breakout_room_features: { is_allow: true, allowed_number_rooms: 2 } },
      default_lock_settings: {
        lock_microphone: false,
        lock_webcam: false,
        lock_chat: false,
        lock_chat_send_message: false,
        lock_chat_file_share: false,
        lock_private_chat: false,
      },
      extra_data: { k: 'v' },
    },
  });
}

/** The recorded headers under this server's keys: what was signed wrongly on purpose stays wrong. */
function headersFor({ request, name }: Exchange, body: string): Record<string, string> {
  const signed = /multipart/u.test(request.headers['Content-Type'] ?? '') ? (request.headers['Room-Id'] ?? '') : body;
  const right = signBody(apiSecret, signed);
  const signatures: Record<string, string> = { '004-hdr-bad-signature': '0'.repeat(64), '005-hdr-uppercase-signature': right.toUpperCase() };
  return {
    ...request.headers,
    ...(request.headers['API-KEY'] !== undefined && { 'API-KEY': apiKey }),
    ...(request.headers['HASH-SIGNATURE'] !== undefined && { 'HASH-SIGNATURE': signatures[name] ?? right }),
  };
}

async function replay(exchange: Exchange) {
  const body = exchange.request.body_raw ?? (exchange.request.body === undefined ? '' : JSON.stringify(exchange.request.body));
  return await post(`${engine.url}${exchange.request.path}`, headersFor(exchange, body), body);
}

/** Copyright is this server's own text. */
function withoutCopyright(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/"copyright_conf":\{[^}]*\}/gu, '"copyright_conf":"own text"'));
}

/** Lists of all rooms hold more than the recorded ones, and rooms made in the same second come in any order. */
const listsOfAll = new Set(['052-getActiveRoomsInfo-two', '095-fetchPastRooms-no-room_ids']);

function unordered(name: string, value: unknown): unknown {
  return listsOfAll.has(name) ? shapeOf(value) : value;
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await endAllRooms(engine.url);
});

afterAll(async () => {
  await engine.stop();
});

describe('auth, as recorded', () => {
  it('answers every recorded request alike, in order', async () => {
    const exchanges = await recordedExchanges('auth');
    expect(exchanges.length).toBeGreaterThan(60);
    for (const exchange of exchanges) {
      await unrecorded[exchange.name]?.();
      const answer = await replay(exchange);
      if (deviations[exchange.name] !== undefined) continue;
      expect(answer.status, exchange.name).toBe(exchange.response.status);
      const isText = exchange.response.body_raw !== undefined;
      const [actual, recorded] = [isText ? answer.text : answer.json, exchange.response.body_raw ?? exchange.response.body].map((body) =>
        withoutCopyright(comparable(unordered(exchange.name, body))),
      );
      expect(actual, exchange.name).toEqual(recorded);
    }
  });

  it('refuses an over-long room id with a text that says so', async () => {
    const answer = await auth(engine.url, '/auth/room/create', { room_id: 'x'.repeat(65), metadata: { room_title: 'T', room_features: {} } });
    expect(answer.json).toEqual({ status: false, msg: 'validation error: room_id: must be at most 64 characters', status_code: 'INVALID_PARAMETERS' });
  });

  it('signs join tokens with the recorded header and claims', async () => {
    await createFullRoom();
    const token = await ticket(engine.url, 'auth02', 'ann', { isAdmin: true, name: 'Ann Admin' });
    const recorded = await recordedToken('auth/054-getJoinToken-admin-decoded-jwt.json');
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toEqual(recorded.header);
    const claims = readSignedJwt(apiSecret, token);
    expect(comparable(claims)).toEqual({ ...Object(comparable(recorded.claims)), iss: apiKey, exp: expect.any(Number), nbf: expect.any(Number) });
  });

  it('answers about recordings, artifacts and analytics as a server that has none', async () => {
    const exchanges = (await recordedExchanges('auth-files')).filter(({ name }) => /^\d+-(?!download).*(?:none|missing|empty|no-scope|one-id)$/u.test(name));
    expect(exchanges.length).toBe(14);
    for (const exchange of exchanges) {
      const answer = await replay(exchange);
      expect({ status: answer.status, json: answer.json }, exchange.name).toEqual({ status: exchange.response.status, json: exchange.response.body });
    }
  });

  it('tells a running room in fetchPastRooms as the reference does', async () => {
    for (const exchange of await recordedExchanges('auth-extra')) {
      if (exchange.name.startsWith('004')) {
        await vi.waitUntil(async () => !(await replay(exchange)).text.includes('0001-01-01'), { timeout: 20_000 });
      }
      const answer = await replay(exchange);
      const [actual, recorded] = [answer.json, exchange.response.body].map((body) => withoutCopyright(comparable(body)));
      expect(actual, exchange.name).toEqual(recorded);
    }
  });
});
