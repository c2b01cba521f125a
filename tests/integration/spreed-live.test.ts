import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { findAccountById } from '#lib/api-accounts/acting.ts';
import { createAccountAction } from '#lib/api-accounts/definitions.ts';
import { listAccounts } from '#lib/api-accounts/queries.ts';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { requestTicketAction } from '#lib/meetings/definitions.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { configureSpreedAction } from '#lib/spreed/definitions.ts';
import { enterRoom } from '#lib/spreed/enter.ts';
import { participantIdFor } from '#lib/visits/create.ts';
import { openVisit } from '#lib/visits/open.ts';
import { joinMedia } from '#tests/contract/support/media.ts';
import { Participant } from '#tests/contract/support/participant.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { runExample } from './support/example.ts';
import { HttpPortal } from './support/http-portal.ts';
import { call, succeed, usePortal } from './support/portal.ts';
import { roomAnswer, SpreedCaller } from './support/spreed.ts';

const portal = new HttpPortal(['api/v1', 'api/webhooks']);
const hub = z.object({ Hub: z.object({ rooms: z.number(), connections: z.number(), users: z.number(), idsinroom: z.record(z.string(), z.array(z.string())).optional() }) });
let base: string;
let engine: TestEngine;
let admin: UserActor;
let account: ActingAccount;

beforeAll(async () => {
  process.env['TRUST_PROXY'] = '1';
  const services = inject('services');
  base = await portal.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: `${base}/api/webhooks/plugnmeet` } });
  await usePortal(services, 'spreed_live', engine.url);
  admin = await makePerson('admin');
  const { accountId } = await succeed(call(createAccountAction, admin, { name: 'School', ownerId: admin.userId }));
  const found = await findAccountById(accountId);
  if (!found) throw new Error('the account was just made');
  account = found;
});

afterAll(async () => {
  await engine.stop();
  await portal.close();
});

function configure(fields: Record<string, unknown>, accountId = account.id) {
  return call(configureSpreedAction, admin, { accountId, isOn: true, ...fields });
}

/** Follows the path a room's address leads to, up to the room's token. */
async function follow(path: string | null, name?: string) {
  const [, kind, value = ''] = (path ?? '').split('/');
  const who = kind === 'visit' ? await openVisit(value, () => undefined).then(({ joinCode, cookie }) => ({ code: joinCode, visit: cookie })) : { code: value, name };
  return (await succeed(call(requestTicketAction, guest, who))).ticket;
}

async function hubNow() {
  return hub.parse((await new SpreedCaller(base).send('GET', '/api/v1/stats?details=1')).body).Hub;
}

it('the example of the documentation leads a user into a room, a guest follows, and the figures tell of both', async () => {
  await succeed(configure({ showsStats: true }));
  const shown = z.object({ room: roomAnswer, userid: z.literal('sara@school.example'), link: z.string() }).parse(await runExample('api/spreed.md', { KELAS: base, SECRET: account.secrets[0] ?? '' }));
  const { pathname, searchParams } = new URL(shown.link);
  expect(pathname).toBe(`/${shown.room.name}`);
  const nonce = searchParams.get('nonce') ?? '';
  const origin = requestOf(guest);

  const sara = await follow(await enterRoom(shown.room.name, { nonce, name: searchParams.get('name') ?? undefined }, origin));
  expect(sara).toMatchObject({ name: 'Sara Ahmadi', isModerator: false, participantId: participantIdFor(account.id, 'sara@school.example') });
  const saraIn = await Participant.join(engine.url, sara.token ?? '');
  const saraMedia = await joinMedia(saraIn);
  expect(await enterRoom(shown.room.name, { nonce }, origin), 'a nonce is good once').toMatch(/^\/join\//);
  const ali = await follow(await enterRoom(shown.room.name, {}, origin), 'علی');
  expect(ali.roomId).toBe(sara.roomId);
  const aliIn = await Participant.join(engine.url, ali.token ?? '');
  const aliMedia = await joinMedia(aliIn);

  await expect.poll(hubNow, { timeout: 30_000 }).toMatchObject({ rooms: 1, connections: 2, users: 1 });
  expect((await hubNow()).idsinroom?.[shown.room.name]?.toSorted()).toEqual([ali.participantId, sara.participantId].toSorted());
  await aliMedia.disconnect();
  await expect.poll(hubNow, { timeout: 30_000 }).toMatchObject({ rooms: 1, connections: 1, users: 1 });

  await plugnmeet().endRoom(sara.roomId);
  await expect.poll(hubNow, { timeout: 30_000 }).toMatchObject({ rooms: 0, connections: 0, users: 0 });
  const again = await follow(await enterRoom(shown.room.name, {}, origin), 'علی');
  expect(again.roomId, 'the room opens again').not.toBe(sara.roomId);
  await Promise.all([saraMedia.disconnect(), saraIn.leave(), aliIn.leave()]);
});

it('a name made up opens nothing, and a code that was set later counts', async () => {
  await succeed(configure({}));
  const { name } = await new SpreedCaller(base).room();
  const before = await database().class.count();
  for (const wrong of ['classes', name.slice(1), `${name}0`, name.replace(/.$/, (last) => (last === '0' ? '1' : '0')), '', 'r'.repeat(21)]) expect(await enterRoom(wrong, {}, requestOf(guest))).toBeNull();
  expect(await database().class.count()).toBe(before);
  await succeed(configure({ accessCode: 'algebra۲۰۲۶' }));
  const path = await enterRoom(name, {}, requestOf(guest));
  expect(await call(requestTicketAction, guest, { code: path?.split('/')[2], name: 'Reza' })).toMatchObject({ ok: false, code: 'accessCodeNeeded' });
});

it('speaks for one system at a time', async () => {
  const { accountId: other } = await succeed(call(createAccountAction, admin, { name: 'Other', ownerId: admin.userId }));
  await succeed(configure({ accessCode: 'ALGEBRA2026', mayRegister: true }));
  const shown = async () => Object.fromEntries((await listAccounts(admin)).map(({ name, spreed }) => [name, spreed]));
  expect(await shown()).toEqual({ School: { accessCode: 'ALGEBRA2026', mayRegister: true, showsStats: false }, Other: null });
  await succeed(configure({}, other));
  expect(await shown()).toEqual({ School: null, Other: { accessCode: null, mayRegister: false, showsStats: false } });
  await succeed(configure({ isOn: false }));
  expect((await shown())['Other'], 'switching off what is not on takes it from nobody').not.toBeNull();
  await succeed(configure({ isOn: false }, other));
  expect(await shown()).toEqual({ School: null, Other: null });
  expect(await configure({ accessCode: 'short' })).toMatchObject({ ok: false, code: 'invalidInput', field: 'accessCode' });
});
