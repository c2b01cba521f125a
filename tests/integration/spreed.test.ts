import { createHmac } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { comboSecret, newUser, provenUser, redeemNonce } from '#lib/spreed/user.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { HttpPortal } from './support/http-portal.ts';
import { usePortal } from './support/portal.ts';
import { SpreedCaller, switchSpreed, userAnswer } from './support/spreed.ts';

const portal = new HttpPortal(['api/v1', 'static', '.well-known']);
const json = 'application/json; charset=utf-8';
const gone = { status: 404, type: 'text/plain; charset=utf-8', body: '404 page not found' };
const patchFailed = { status: 403, type: json, body: { success: false, code: 'session_patch_failed', message: 'Failed to patch session' } };
let spreed: SpreedCaller;
let account: ActingAccount;
let secret: string;

beforeAll(async () => {
  process.env['TRUST_PROXY'] = '1';
  await usePortal(inject('services'), 'spreed');
  account = await makeAccount((await makePerson('teacher')).userId, { name: 'Spreed' });
  secret = account.secrets[0] ?? '';
  spreed = new SpreedCaller(await portal.listen());
});

beforeEach(() => switchSpreed(account));

afterAll(() => portal.close());

function proofOf(as = secret) {
  return newUser(as);
}

function tryCode(a: string) {
  return spreed.send('POST', '/api/v1/tokens', new URLSearchParams({ a }));
}

function patch(path: string, body: Record<string, unknown>) {
  return spreed.send('PATCH', path, body);
}

/** A user as the system makes one: with nothing but the shared secret. */
function userOf(expiry: number, userid = 'sara@school', shared = secret) {
  const useridcombo = `${expiry}:${userid}`;
  return { useridcombo, secret: createHmac('sha256', shared).update(useridcombo).digest('base64') };
}

function bad(code: string, message: string, status = 400) {
  return { status, type: json, body: { success: false, code, message } };
}

async function upload(bytes: Uint8Array, proof = proofOf(), name = 'me.png') {
  const form = new FormData();
  const session = await spreed.session();
  for (const [field, value] of Object.entries({ ...session, useridcombo: proof.useridcombo, secret: proof.secret })) form.set(field, value);
  form.set('picture', new Blob([new Uint8Array(bytes)]), name);
  return spreed.send('POST', '/api/v1/users/picture', form);
}

function png(): Promise<Buffer> {
  return sharp({ create: { width: 300, height: 200, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } }).png().toBuffer();
}

const calls = [
  ['GET', '/api/v1/config'], ['POST', '/api/v1/tokens'], ['POST', '/api/v1/rooms'], ['POST', '/api/v1/sessions'], ['PATCH', '/api/v1/sessions/x/'], ['POST', '/api/v1/users'],
  ['POST', '/api/v1/users/picture'], ['GET', '/api/v1/stats'], ['GET', '/static/img/buddy/s46/a/b/picture.jpg'], ['GET', '/.well-known/spreed-configuration'],
] as const;

describe.each(calls)('%s %s', (method, path) => {
  it('is not there while no system has the API', async () => {
    await database().spreedSite.deleteMany();
    expect(await spreed.send(method, path)).toMatchObject(gone);
  });

  it('is not there while its system is switched off', async () => {
    await database().apiAccount.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    const answer = await spreed.send(method, path);
    await database().apiAccount.update({ where: { id: account.id }, data: { disabledAt: null } });
    expect(answer).toMatchObject(gone);
  });
});

describe('config', () => {
  it('has the keys of the original, and says what is on', async () => {
    const config = { Title: 'Kelas', S: expect.stringMatching(/^static\/ver=/), B: '/', Token: '', StunURIs: [], TurnURIs: [], Version: expect.stringMatching(/^\d/), UsersEnabled: true, UsersMode: 'sharedsecret', Plugin: '' };
    const answer = await spreed.send('GET', '/api/v1/config');
    expect(answer).toMatchObject({ status: 200, type: json, body: { ...config, Tokens: false, UsersAllowRegistration: true } });
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(answer.body))).toHaveLength(12);
    expect(answer.headers.get('set-cookie')).toBeNull();
    await switchSpreed(account, { accessCode: 'ALGEBRA2026', mayRegister: false });
    expect((await spreed.send('GET', '/api/v1/config/')).body).toMatchObject({ Tokens: true, UsersAllowRegistration: false });
  });

  it('says where the API is', async () => {
    expect(await spreed.send('GET', '/.well-known/spreed-configuration')).toMatchObject({ status: 200, type: json, body: { 'spreed-webrtc_endpoint': 'http://portal.test' } });
  });
});

describe('tokens', () => {
  it('are not there while no code is asked for', async () => {
    expect(await tryCode('x')).toMatchObject(gone);
  });

  it('are right in any case, and wrong in one way', async () => {
    await switchSpreed(account, { accessCode: 'ALGEBRA2026' });
    expect(await tryCode('algebra2026')).toMatchObject({ status: 200, type: json, body: { success: true, token: 'algebra2026' } });
    expect(await tryCode('Algebra۲۰۲۶')).toMatchObject({ status: 200 });
    const wrong = { status: 403, type: json, body: { success: false, code: 'invalid_token', message: 'Invalid token' } };
    for (const a of ['', 'ALGEBRA2025', 'ALGEBRA20266', ' '.repeat(100), '\u0000']) expect(await tryCode(a)).toMatchObject(wrong);
    expect(await spreed.send('POST', '/api/v1/tokens')).toMatchObject(wrong);
    expect(await spreed.send('POST', '/api/v1/tokens', { a: 'ALGEBRA2026' })).toMatchObject(wrong);
    expect(await tryCode('x'.repeat(101))).toMatchObject({ status: 413, type: json, body: { success: false, code: 'auth_too_large', message: 'Auth too large' } });
  });

  it('may be tried twenty times a minute from one address', async () => {
    await switchSpreed(account, { accessCode: 'ALGEBRA2026' });
    const from = { 'x-forwarded-for': '192.0.2.77' };
    const answers = [];
    for (let at = 0; at < 21; at += 1) answers.push(await spreed.send('POST', '/api/v1/tokens', new URLSearchParams({ a: 'x' }), from));
    expect(answers.slice(0, 20).every(({ status }) => status === 403)).toBe(true);
    expect(answers[20]).toMatchObject({ status: 429, type: json, body: { success: false, code: 'too_many_requests', message: 'Too many requests' } });
  });
});

describe('rooms', () => {
  it('get a name each, and make nothing yet', async () => {
    const before = await database().class.count();
    const rooms = await Promise.all([spreed.room(), spreed.room()]);
    expect(rooms[0]).toEqual({ success: true, name: expect.stringMatching(/^r[0-9a-z]{20}$/), url: `http://portal.test/${rooms[0].name}` });
    expect(rooms[0].name).not.toBe(rooms[1].name);
    expect(await database().class.count()).toBe(before);
  });

  it('need the access code when there is one', async () => {
    await switchSpreed(account, { accessCode: 'ALGEBRA2026' });
    expect(await spreed.send('POST', '/api/v1/rooms', new URLSearchParams())).toMatchObject({ status: 403, type: json, body: { success: false, code: 'invalid_token' } });
    expect(await spreed.send('POST', '/api/v1/rooms', new URLSearchParams({ a: 'algebra2026' }))).toMatchObject({ status: 200, body: { success: true } });
  });
});

describe('sessions', () => {
  const later = Math.floor(Date.now() / 1000) + 3600;

  it('prove their user, with and without the slash, and get a nonce good once', async () => {
    const session = await spreed.session();
    for (const path of [`/api/v1/sessions/${session.id}/`, `/api/v1/sessions/${session.id}`]) {
      const answer = await patch(path, { ...session, ...userOf(later) });
      expect(answer).toMatchObject({ status: 200, type: json, body: { success: true, userid: 'sara@school', nonce: expect.any(String) } });
      const { nonce } = z.object({ nonce: z.string() }).parse(answer.body);
      expect(await redeemNonce(account.id, `${nonce}x`)).toBeNull();
      expect(await redeemNonce(account.id, nonce, Date.now() + 301_000)).toBeNull();
      expect(await Promise.all([redeemNonce(account.id, nonce), redeemNonce(account.id, nonce)])).toContain('sara@school');
      expect(await redeemNonce(account.id, nonce)).toBeNull();
    }
  });

  it('fail in one way, whatever is wrong', async () => {
    const session = await spreed.session();
    const other = await spreed.session();
    const stranger = await makeAccount(account.ownerId);
    const good = { ...session, ...userOf(later) };
    const path = `/api/v1/sessions/${session.id}/`;
    const wrong: Record<string, unknown>[] = [
      {}, { ...good, sid: other.sid }, { ...good, id: other.id }, { ...good, sid: '' }, { ...good, ...userOf(later - 7200) }, { ...good, ...userOf(later, 'sara@school', stranger.secrets[0]) }, { ...good, secret: '' },
      { ...good, useridcombo: `${later}:ali@school` }, { ...good, useridcombo: 'sara' }, { ...good, id: 7 }, { ...good, sid: null }, { ...good, ...userOf(later, 'a\u0000b') }, { ...good, ...userOf(later, '') },
    ];
    for (const body of wrong) expect(await patch(path, body), JSON.stringify(body)).toMatchObject(patchFailed);
    expect(await patch(`/api/v1/sessions/${other.id}/`, good)).toMatchObject(patchFailed);
    for (const body of ['', '{', '[]', 'null']) expect(await spreed.send('PATCH', path, body)).toMatchObject(patchFailed);
    expect(await patch(path, good)).toMatchObject({ status: 200 });
  });

  it('go by the original\'s way of signing', () => {
    expect(comboSecret('the-default-secret-do-not-keep', '1430688014:someone')).toBe(createHmac('sha256', 'the-default-secret-do-not-keep').update('1430688014:someone').digest('base64'));
    expect(provenUser({ useridcombo: '1430688014:someone', secret: comboSecret('s', '1430688014:someone') }, ['other', 's'], 1_430_688_000_000)).toBe('someone');
    expect(provenUser({ useridcombo: '1430688014:someone', secret: comboSecret('s', '1430688014:someone') }, ['s'], 1_430_688_015_000)).toBeNull();
  });
});

describe('users', () => {
  it('are made for a session, and prove themselves with what they got', async () => {
    const session = await spreed.session();
    const made = await spreed.send('POST', '/api/v1/users', session);
    expect(made).toMatchObject({ status: 200, type: json, body: { success: true } });
    const user = userAnswer.parse(made.body);
    expect(user.userid).toMatch(/^[0-9a-f-]{36}@portal\.test$/);
    expect(user.useridcombo).toBe(`${user.timestamp}:${user.userid}`);
    expect(user.timestamp - Date.now() / 1000).toBeGreaterThan(371 * 24 * 3600);
    expect(await spreed.send('PATCH', `/api/v1/sessions/${session.id}/`, { ...session, useridcombo: user.useridcombo, secret: user.secret })).toMatchObject({ status: 200, body: { userid: user.userid } });
    expect(await spreed.send('POST', '/api/v1/users', new URLSearchParams(session))).toMatchObject({ status: 200 });
    expect(await redeemNonce(account.id, user.nonce)).toBe(user.userid);
  });

  it('are not there while only the system makes them', async () => {
    await switchSpreed(account, { mayRegister: false });
    expect(await spreed.send('POST', '/api/v1/users', await spreed.session())).toMatchObject(gone);
  });

  it('are refused with the right words', async () => {
    const session = await spreed.session();
    expect(await spreed.send('POST', '/api/v1/users', '{')).toMatchObject(bad('users_bad_request', 'Failed to parse request'));
    for (const body of [{}, { id: session.id }, { id: '', sid: '' }, { id: 1, sid: 2 }]) expect(await spreed.send('POST', '/api/v1/users', body)).toMatchObject(bad('users_bad_request', 'Incomplete request'));
    expect(await spreed.send('POST', '/api/v1/users', 'x', { 'content-type': 'text/plain' })).toMatchObject(bad('users_invalid_request', 'Invalid request type'));
    expect(await spreed.send('POST', '/api/v1/users', { ...session, sid: `${session.sid}x` })).toMatchObject(bad('users_invalid_session', 'Invalid session', 403));
  });

  it('are made five times a minute from one address', async () => {
    const session = await spreed.session();
    const statuses = [];
    for (let at = 0; at < 6; at += 1) statuses.push((await spreed.send('POST', '/api/v1/users', session, { 'x-forwarded-for': '192.0.2.78' })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('pictures of users', () => {
  it('are kept as squares of any size, without what else was in the file', async () => {
    const proof = proofOf();
    const withText = await sharp(await png()).jpeg().withExif({ IFD0: { Copyright: 'a secret place' } }).toBuffer();
    expect(withText.includes('a secret place')).toBe(true);
    const answer = await upload(withText, proof);
    expect(answer).toMatchObject({ status: 200, body: { success: true, imageid: expect.any(String), idx: expect.stringMatching(/^[\w-]{12}\/picture\.jpg$/) } });
    const { url, imageid } = z.object({ url: z.string(), imageid: z.string() }).parse(answer.body);
    expect(url).toMatch(/^http:\/\/portal\.test\/static\/img\/buddy\/s46\//);
    for (const side of [46, 1, 256]) {
      const picture = await spreed.send('GET', new URL(url).pathname.replace('s46', `s${side}`));
      expect(picture).toMatchObject({ status: 200, type: 'image/jpeg' });
      expect(picture.headers.get('cache-control')).toBe('public, no-transform, max-age=86400');
      expect(picture.headers.get('expires')).toMatch(/GMT$/);
      expect(picture.bytes.includes('a secret place')).toBe(false);
      expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: side, height: side, format: 'jpeg' });
      const again = await spreed.send('GET', new URL(url).pathname.replace('s46', `s${side}`), undefined, { 'if-none-match': picture.headers.get('etag') ?? '' });
      expect(again).toMatchObject({ status: 304, body: '' });
    }
    const next = await upload(await png(), proof);
    expect(next.body).toMatchObject({ imageid });
    expect(await spreed.send('GET', new URL(url).pathname)).toMatchObject({ status: 404 });
  });

  it('are known at their own address only', async () => {
    const { url } = z.object({ url: z.string() }).parse((await upload(await png())).body);
    const path = new URL(url).pathname;
    const unknown = { status: 404, type: 'text/plain; charset=utf-8', body: 'Unknown image' };
    for (const wrong of [path.replace('s46', 's0'), path.replace('s46', 's257'), path.replace('s46', '46'), path.replace('s46', 's46s'), path.replace('s46', 's-1'), `${path}x`, `${path}/more`, path.replace('picture.jpg', ''), '/static/img/buddy/s46/..%2f..%2fsecrets/x', '/static/img/buddy/s46/a%00b/c']) {
      expect(await spreed.send('GET', wrong), wrong).toMatchObject(unknown);
    }
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>, number]>([
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 415],
    ['a drawing that may call other servers', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/"/></svg>'), 415],
    ['nothing', () => new Uint8Array(), 415],
    ['the beginning of a picture', async () => (await png()).subarray(0, 60), 415],
    ['a page that begins as a picture', () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from('<script>')]), 415],
    ['more points than fit into memory', async () => sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } }).png({ compressionLevel: 9 }).toBuffer(), 415],
    ['half a megabyte and more', () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(520 * 1024)]), 413],
  ])('are not %s, whatever it is called', async (_what, bytes, status) => {
    expect(await upload(await bytes(), proofOf(), 'picture.jpg')).toMatchObject({ status, type: json, body: { success: false } });
  });

  it('are their user\'s alone', async () => {
    const stranger = await makeAccount(account.ownerId);
    expect(await upload(await png(), proofOf(stranger.secrets[0]))).toMatchObject({ status: 403, body: { code: 'users_invalid_user' } });
    expect(await spreed.send('POST', '/api/v1/users/picture', 'x')).toMatchObject({ status: 400, body: { code: 'users_bad_request' } });
    expect(await spreed.send('POST', '/api/v1/users/picture', new FormData())).toMatchObject({ status: 400, body: { code: 'users_bad_request' } });
  });
});

describe('hostile requests', () => {
  const pieces = ['', '{', '[]', 'null', '"x"', '{"id":', '\u0000', '%', 'a=%', 'a=%ff', '{"id":"\\ud800","sid":"\\u0000","useridcombo":{},"secret":[]}', `{"id":"${'9'.repeat(5000)}","sid":"x"}`, '{"__proto__":{"id":1}}', `${'['.repeat(20_000)}`];
  const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain', 'application/json; charset=utf-16', ''];
  const ids = ['x', '%00', '..%2f..', '%ff', '\u202e', 'a'.repeat(3000)];

  it('never find an unexpected answer', async () => {
    await switchSpreed(account, { accessCode: 'ALGEBRA2026' });
    const targets = [...['tokens', 'rooms', 'users', 'users/picture', 'sessions'].map((path) => ['POST', `/api/v1/${path}`] as const), ...ids.map((id) => ['PATCH', `/api/v1/sessions/${id}/`] as const)];
    let sent = 0;
    for (const [method, path] of targets) {
      for (const type of types) {
        for (const body of pieces) {
          const { status } = await spreed.send(method, path, body, { 'content-type': type });
          expect(status, `${method} ${path} ${type} ${body.slice(0, 60)}`).toBeLessThan(500);
          sent += 1;
        }
      }
    }
    for (const id of ids) expect((await spreed.send('GET', `/static/img/buddy/s46/${id}/${id}`)).status).toBe(404);
    for (const query of ['?details=1', '?details=%', '?details[]=1', '?details=1&details=2']) expect((await spreed.send('GET', `/api/v1/stats${query}`)).status).toBe(200);
    expect(sent).toBe(targets.length * types.length * pieces.length);
  });
});
