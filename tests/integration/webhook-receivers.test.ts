import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { database } from '#lib/db/client.ts';
import { deliverDue, forgetOldMessages } from '#lib/outbox/deliver.ts';
import { enqueue } from '#lib/outbox/enqueue.ts';
import { report } from '#lib/recordings/work.ts';
import { participantIdFor } from '#lib/visits/create.ts';
import { listReceivers } from '#lib/webhook-receivers/service.ts';
import { eventTypes } from '#lib/webhook-receivers/event-types.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { usePortal } from './support/portal.ts';
import { openReceiver, type Heard } from './support/receiver.ts';
import { algebra, RestCaller } from './support/rest.ts';
import { EventsOfRoom, send } from './support/webhooks.ts';

let engine: TestEngine;
const receiver = await openReceiver();
let caller: RestCaller;

const webhookMade = z.object({ webhookId: z.uuid(), secret: z.string() });

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'webhook_receivers', engine.url);
});

afterAll(() => engine.stop());

beforeEach(async () => {
  caller = await RestCaller.open();
});

async function webhook(fields: Record<string, unknown> = {}): Promise<z.output<typeof webhookMade>> {
  const { status, body } = await caller.send('POST', '/webhooks', { url: `${receiver.url}/hook`, ...fields });
  expect(status).toBe(201);
  return webhookMade.parse(body);
}

/** Delivers until nothing is due any more. */
async function deliverAll(): Promise<void> {
  while ((await deliverDue()) > 0);
}

async function retryNow(): Promise<void> {
  await database().outboxMessage.updateMany({ where: { deliveredAt: null, failedAt: null }, data: { nextAttemptAt: new Date(0) } });
}

function typesHeard(): unknown[] {
  return receiver.heard.map(({ body }) => JSON.parse(body).type);
}

function signaturesOf({ headers, body }: Heard, secrets: readonly string[]): string {
  const signed = `${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.${body}`;
  return secrets.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(signed).digest('base64')}`).join(' ');
}

function put(title: string, name = 'lesson') {
  return caller.send('PUT', `/classes/${name}`, { ...algebra, title });
}

describe('a webhook', () => {
  it('hears of a class from its making to its cancelling, in order, each once, signed', async () => {
    const { secret } = await webhook();
    await put('Algebra');
    await put('Algebra II');
    await put('Algebra II');
    const { body: started } = await caller.send('POST', '/classes/lesson/start');
    await caller.send('POST', '/classes/lesson/start');
    const meeting = await database().meeting.findUniqueOrThrow({ where: { id: z.string().parse(started['meetingId']) } });
    await caller.send('POST', '/classes/lesson/visits', { externalUserId: 'u-7', name: 'Sara', isModerator: false });
    const room = new EventsOfRoom(meeting.roomId, meeting.roomSid ?? '');
    const now = Math.floor(Date.now() / 1000);
    const participantId = participantIdFor(caller.account.id, 'u-7');
    const joined = room.joined('PA_1', participantId, now, 'Sara');
    for (const event of [joined, joined, room.joined('PA_R', 'RECORDER_BOT', now, 'Recorder'), room.left('PA_1', participantId, now, now + 5, 'Sara')]) await send(event);
    await caller.send('POST', '/classes/lesson/end');
    await send(room.room('session_ended', now + 10));
    const recording = await makeRecording({ id: meeting.id, classId: meeting.classId }, { published: false, visibility: 'private', state: 'importing' });
    await report(recording.id, { state: 'ready' });
    await report(recording.id, { state: 'ready' });
    for (const isPublished of [true, true, false]) await caller.send('PATCH', `/recordings/${recording.id}`, { isPublished });
    await caller.send('DELETE', `/recordings/${recording.id}`);
    await caller.send('POST', `/recordings/${recording.id}/restore`);
    await caller.send('DELETE', '/classes/lesson');
    await deliverAll();
    expect(typesHeard()).toEqual([
      'class.created', 'class.updated', 'meeting.started', 'participant.joined', 'participant.left', 'meeting.ended',
      'recording.ready', 'recording.published', 'recording.unpublished', 'recording.deleted', 'recording.restored', 'class.cancelled',
    ]);
    expect(new Set(typesHeard())).toEqual(new Set(eventTypes.options));
    const [made, , , came] = receiver.heard.map(({ body }) => JSON.parse(body));
    expect(made).toMatchObject({ type: 'class.created', timestamp: expect.stringMatching(/Z$/), data: { class: { externalId: 'lesson', source: 'rest', title: 'Algebra', isCancelled: false } } });
    expect(came.data).toMatchObject({ meeting: { meetingId: meeting.id, class: { externalId: 'lesson' } }, participant: { participantId, externalUserId: 'u-7', name: 'Sara', isModerator: false, leftAt: null } });
    for (const heard of receiver.heard) {
      expect(heard.headers.get('webhook-signature')).toBe(signaturesOf(heard, [secret]));
      expect(Math.abs(Number(heard.headers.get('webhook-timestamp')) - Date.now() / 1000)).toBeLessThan(60);
      expect(heard.headers.get('content-type')).toBe('application/json');
    }
    expect(new Set(receiver.heard.map(({ headers }) => headers.get('webhook-id'))).size).toBe(receiver.heard.length);
  });

  it('hears what it chose, of its own account, while it is switched on', async () => {
    await webhook({ events: ['class.updated'] });
    const off = await webhook({ url: `${receiver.url}/off` });
    await caller.send('PATCH', `/webhooks/${off.webhookId}`, { isEnabled: false });
    const stranger = await RestCaller.open(caller.account.ownerId);
    await stranger.send('POST', '/webhooks', { url: `${receiver.url}/stranger` });
    await put('Algebra');
    await put('Algebra II');
    await deliverAll();
    expect(receiver.heard.map(({ path }) => path)).toEqual(['/hook']);
    expect(typesHeard()).toEqual(['class.updated']);
  });

  it('hears nothing of what did not come to be', async () => {
    const { webhookId } = await webhook();
    await put('Algebra');
    await expect(database().$transaction(async (db) => {
      await enqueue(db, [{ accountId: caller.account.id, kind: 'webhook', receiverId: webhookId, onceKey: 'undone', payload: { type: 'class.updated', timestamp: '', data: {} } }]);
      throw new Error('undone');
    })).rejects.toThrow('undone');
    await deliverAll();
    expect(typesHeard()).toEqual(['class.created']);
  });

  it('that does not answer well hears the same message again, and later ones only after it', async () => {
    await webhook();
    receiver.status = 503;
    await put('Algebra');
    await put('Algebra II');
    await deliverAll();
    await retryNow();
    await deliverAll();
    expect(typesHeard()).toEqual(['class.created', 'class.created']);
    expect(await listReceivers(await makePerson('admin'), caller.account.id)).toMatchObject([{ waiting: 2, isFailing: true }]);
    const [first, second] = receiver.heard.map(({ headers }) => headers.get('webhook-id'));
    expect(second).toBe(first);
    receiver.reset();
    await retryNow();
    await deliverAll();
    expect(typesHeard()).toEqual(['class.created', 'class.updated']);
    expect(await listReceivers(await makePerson('admin'), caller.account.id)).toMatchObject([{ waiting: 0, isFailing: false }]);
  });

  it('is given up on after a day, with longer and longer pauses, and then hears the next', async () => {
    const { webhookId } = await webhook();
    receiver.status = 500;
    await put('Algebra');
    await put('Algebra II');
    const pauses: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      await retryNow();
      const before = Date.now();
      await deliverDue();
      const { nextAttemptAt } = await database().outboxMessage.findFirstOrThrow({ where: { receiverId: webhookId }, orderBy: { id: 'asc' } });
      pauses.push(nextAttemptAt.getTime() - before);
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(5000);
    expect(pauses[1]).toBeGreaterThan(Number(pauses[0]));
    expect(pauses[2]).toBeGreaterThan(Number(pauses[1]));
    await database().outboxMessage.updateMany({ where: { receiverId: webhookId }, data: { queuedAt: new Date(Date.now() - 86_400_000) } });
    await retryNow();
    await deliverDue();
    receiver.reset();
    await deliverAll();
    expect(typesHeard()).toEqual(['class.updated']);
    expect(await caller.send('GET', `/webhooks/${webhookId}/deliveries?state=failed`)).toMatchObject({ body: { deliveries: [{ event: 'class.created', attempts: 4, lastError: 'HTTP 500', nextAttemptAt: null }] } });
  });

  it('whose message cannot be made is told later, as one that does not answer, and holds up nobody', async () => {
    const { webhookId } = await webhook();
    const { webhookId: other } = await webhook({ url: `${receiver.url}/other` });
    await put('Algebra');
    await database().webhookReceiver.update({ where: { id: webhookId }, data: { secret: 'sealed with a key that is gone' } });
    await deliverAll();
    expect(receiver.heard.map(({ path }) => path)).toEqual(['/other']);
    expect(await caller.send('GET', `/webhooks/${webhookId}/deliveries`)).toMatchObject({ body: { deliveries: [{ state: 'pending', attempts: 1, lastError: 'unexpected' }] } });
    expect(await caller.send('GET', `/webhooks/${other}/deliveries`)).toMatchObject({ body: { deliveries: [{ state: 'delivered' }] } });
    await database().outboxMessage.updateMany({ where: { receiverId: webhookId }, data: { queuedAt: new Date(Date.now() - 86_400_000) } });
    await retryNow();
    await deliverAll();
    expect(await caller.send('GET', `/webhooks/${webhookId}/deliveries`)).toMatchObject({ body: { deliveries: [{ state: 'failed', attempts: 2 }] } });
  });

  it('is switched off by 410', async () => {
    const { webhookId } = await webhook();
    receiver.status = 410;
    await put('Algebra');
    await put('Algebra II');
    await deliverAll();
    expect(receiver.heard).toHaveLength(1);
    expect(await caller.send('GET', `/webhooks/${webhookId}`)).toMatchObject({ body: { isEnabled: false } });
    expect(await caller.send('GET', `/webhooks/${webhookId}/deliveries`)).toMatchObject({ body: { deliveries: [{ state: 'failed', lastError: 'switchedOff' }, { state: 'failed', lastError: 'HTTP 410' }] } });
  });

  it('hears a message again when somebody asks, and a test whatever waits', async () => {
    const { webhookId } = await webhook();
    await put('Algebra');
    await deliverAll();
    const [id] = receiver.heard.map(({ headers }) => headers.get('webhook-id')?.replace('msg_', ''));
    expect(await caller.send('POST', `/webhooks/${webhookId}/deliveries/${id}/resend`)).toMatchObject({ status: 200 });
    expect(await caller.send('POST', `/webhooks/${webhookId}/deliveries/${id}/resend`)).toMatchObject({ status: 409, body: { code: 'deliveryUnderWay' } });
    receiver.status = 500;
    await deliverAll();
    receiver.status = 200;
    expect(await caller.send('POST', `/webhooks/${webhookId}/test`)).toMatchObject({ status: 200 });
    await deliverAll();
    expect(typesHeard()).toEqual(['class.created', 'class.created', 'webhook.test']);
    expect(receiver.heard[1]?.headers.get('webhook-id')).toBe(`msg_${id}`);
    await caller.send('PATCH', `/webhooks/${webhookId}`, { isEnabled: false });
    expect(await caller.send('POST', `/webhooks/${webhookId}/test`)).toMatchObject({ status: 409, body: { code: 'webhookDisabled' } });
  });

  it('has its secret shown once, sealed, and changed with a day of both', async () => {
    const { webhookId, secret } = await webhook();
    expect(JSON.stringify((await caller.send('GET', `/webhooks/${webhookId}`)).body)).not.toContain('whsec_');
    const stored = await database().webhookReceiver.findUniqueOrThrow({ where: { id: webhookId } });
    expect(stored.secret).not.toContain(secret.slice(6, 20));
    const { body: { secret: newer } } = await caller.send('POST', `/webhooks/${webhookId}/secret`);
    await caller.send('POST', `/webhooks/${webhookId}/test`);
    await deliverAll();
    const [both] = receiver.heard;
    expect(both && both.headers.get('webhook-signature') === signaturesOf(both, [String(newer), secret])).toBe(true);
    await database().webhookReceiver.update({ where: { id: webhookId }, data: { previousSecretUntil: new Date() } });
    await caller.send('POST', `/webhooks/${webhookId}/test`);
    await deliverAll();
    const last = receiver.heard.at(-1);
    expect(last && last.headers.get('webhook-signature') === signaturesOf(last, [String(newer)])).toBe(true);
  });

  it.each(['http://127.0.0.1:1/x', 'https://169.254.169.254/latest', 'https://[::1]/', 'https://10.1.2.3/', 'file:///etc/passwd', 'http://lms.example/plain', 'https://user:word@lms.example/', 'no address'])('is never at %s', async (url) => {
    expect(await caller.send('POST', '/webhooks', { url })).toMatchObject({ status: 400, body: { code: 'addressNotAllowed', field: 'url' } });
    const { webhookId } = await webhook();
    expect(await caller.send('PATCH', `/webhooks/${webhookId}`, { url })).toMatchObject({ status: 400, body: { code: 'addressNotAllowed' } });
  });

  it('is not called when its name leads inside', async () => {
    const { webhookId } = await webhook({ url: 'https://localhost/hook' });
    await put('Algebra');
    await deliverAll();
    expect(await caller.send('GET', `/webhooks/${webhookId}/deliveries`)).toMatchObject({ body: { deliveries: [{ state: 'failed', attempts: 1, lastError: 'notAllowed' }] } });
  });

  it('hears each message once, however many portals send', async () => {
    await webhook();
    for (const name of ['a', 'b', 'c']) await put('Algebra', name);
    await Promise.all(Array.from({ length: 8 }, deliverAll));
    await deliverAll();
    expect(receiver.heard.map(({ body }) => JSON.parse(body).data.class.externalId)).toEqual(['a', 'b', 'c']);
  });

  it('is one of twenty at most, is changed, and goes with what waits for it', async () => {
    const made = await Promise.all(Array.from({ length: 22 }, () => caller.send('POST', '/webhooks', { url: `${receiver.url}/x` })));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(made.find(({ status }) => status !== 201)).toMatchObject({ status: 409, body: { code: 'tooMany' } });
    const { webhookId } = webhookMade.parse(made.find(({ status }) => status === 201)?.body);
    expect(await caller.send('PATCH', `/webhooks/${webhookId}`, { description: 'Timetable', events: ['meeting.ended', 'meeting.ended'] })).toMatchObject({ body: { description: 'Timetable', events: ['meeting.ended'], url: `${receiver.url}/x` } });
    expect(await caller.send('PATCH', `/webhooks/${webhookId}`, { events: ['poetry'] })).toMatchObject({ status: 400, body: { field: 'events.0' } });
    await caller.send('POST', `/webhooks/${webhookId}/test`);
    expect(await caller.send('DELETE', `/webhooks/${webhookId}`)).toMatchObject({ status: 200 });
    await deliverAll();
    expect(receiver.heard).toEqual([]);
    expect(await caller.send('GET', `/webhooks/${webhookId}`)).toMatchObject({ status: 404 });
  });

  it('has what was settled forgotten after a month, and what waits kept', async () => {
    const { webhookId } = await webhook();
    for (const name of ['a', 'b', 'c']) await put('Algebra', name);
    const [delivered, failed, waiting] = await database().outboxMessage.findMany({ where: { receiverId: webhookId }, orderBy: { id: 'asc' } });
    const long = new Date(Date.now() - 31 * 86_400_000);
    for (const [message, data] of [[delivered, { deliveredAt: long }], [failed, { failedAt: long }], [waiting, { createdAt: long }]] as const) await database().outboxMessage.update({ where: { id: message?.id ?? 0n }, data });
    await forgetOldMessages();
    expect(await database().outboxMessage.findMany({ where: { receiverId: webhookId }, select: { id: true } })).toEqual([{ id: waiting?.id }]);
  });
});
