import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { deliverDue } from '#lib/outbox/deliver.ts';
import { longestBody } from '#lib/bbb/body.ts';
import { database } from '#lib/db/client.ts';
import { participantIdFor } from '#lib/visits/create.ts';
import { failedWith, openSchool, passwords, succeededWith, textOf } from './support/bbb.ts';
import { openReceiver } from './support/receiver.ts';
import { EventsOfRoom, send } from './support/webhooks.ts';

const receiver = await openReceiver();
const { account, caller, stranger, created, sessionOf } = await openSchool('bbb_callbacks');

/** Delivers until nothing is due any more. */
async function deliverAll(): Promise<void> {
  while ((await deliverDue()) > 0);
}

async function hookFor(path: string, query: Record<string, string> = {}): Promise<string> {
  return textOf(await caller.call('hooks/create', { callbackURL: `${receiver.url}${path}`, eventID: '', ...query }), 'hookID');
}

const xml = (documents: string) => `<modules><module name="presentation">${documents}</module></modules>`;
const post = (body: string) => ({ method: 'POST', type: 'application/xml', body }) as const;

describe('at the end of a meeting', () => {
  it('calls back with the marks and the meeting, once', async () => {
    const { meetingID } = await created({ meta_endCallbackUrl: `${receiver.url}/ended?meetingID=own`, meetingEndedURL: `${receiver.url}/also` });
    await caller.call('end', { meetingID });
    await caller.call('end', { meetingID });
    await deliverAll();
    expect(receiver.heard.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([`GET /also?recordingmarks=false&meetingID=${meetingID}`, `GET /ended?meetingID=own&recordingmarks=false&meetingID=${meetingID}`]);
  });

  it('tries again when nobody answers as hoped, and gives up after five times', async () => {
    receiver.status = 500;
    const { meetingID } = await created({ meta_endCallbackUrl: `${receiver.url}/failing` });
    await caller.call('end', { meetingID });
    for (let tries = 0; tries < 6; tries += 1) {
      await database().outboxMessage.updateMany({ where: { deliveredAt: null }, data: { nextAttemptAt: new Date(0) } });
      await deliverDue();
    }
    expect(receiver.heard).toHaveLength(5);
    expect(await database().outboxMessage.findFirstOrThrow({ where: { url: { contains: '/failing' } } })).toMatchObject({ attempts: 5, lastError: 'HTTP 500', deliveredAt: null, failedAt: expect.any(Date) });
  });

  it.each(['http://127.0.0.1:1/x', 'https://169.254.169.254/latest', 'https://[::1]/', 'file:///etc/passwd', 'http://lms.example/plain'])('never calls %s', async (url) => {
    const { meetingID } = await created({ meta_endCallbackUrl: url });
    await caller.call('end', { meetingID });
    await deliverAll();
    expect(await database().outboxMessage.findFirstOrThrow({ where: { url: { startsWith: url } } })).toMatchObject({ attempts: 1, lastError: 'notAllowed', failedAt: expect.any(Date) });
    expect(receiver.heard).toHaveLength(0);
  });

  it('tells a dashboard who was there, signed', async () => {
    const { meetingID } = await created({ 'meta_analytics-callback-url': `${receiver.url}/analytics` });
    const { meetingId, internalId } = await sessionOf(meetingID);
    const joinedAt = new Date(Date.now() - 60_000);
    await caller.call('join', { meetingID, fullName: 'Sara', role: 'moderator', userID: 't-1', redirect: 'false' });
    await database().attendance.create({ data: { meetingId: meetingId ?? '', participantSid: randomUUID(), participantId: participantIdFor(account.id, 't-1'), name: 'Sara', isModerator: true, joinedAt, leftAt: new Date(joinedAt.getTime() + 45_000) } });
    await caller.call('end', { meetingID });
    await deliverAll();
    const [told] = receiver.heard;
    expect(told?.headers.get('user-agent')).toBe('BigBlueButton Analytics Callback');
    const { protectedHeader, payload } = await jwtVerify((told?.headers.get('authorization') ?? '').replace('Bearer ', ''), new TextEncoder().encode(account.secrets[0]));
    expect(protectedHeader.alg).toBe('HS512');
    expect(payload.exp).toBeGreaterThan(Date.now() / 1000 + 23 * 3600);
    expect(JSON.parse(told?.body ?? '')).toMatchObject({ meeting_id: meetingID, internal_meeting_id: internalId, data: { attendees: [{ ext_user_id: 't-1', name: 'Sara', moderator: true, duration: 45, joins: [joinedAt.toISOString()] }] } });
  });
});

describe('hooks', () => {
  it('are made, found again, listed and destroyed, by their own account', async () => {
    const callbackURL = `${receiver.url}/listed?a=1&b=2`;
    const hookID = await hookFor('/listed?a=1&b=2', { meetingID: 'only-this', eventID: 'User-Joined,user-left', getRaw: 'true' });
    const escaped = callbackURL.replace('&', '&amp;');
    expect(await caller.call('hooks/create', { callbackURL })).toBe(succeededWith(`<hookID>${hookID}</hookID><messageKey>duplicateWarning</messageKey><message>There is already a hook for this callback URL.</message>`));
    expect(await caller.call('hooks/list', { meetingID: 'only-this' })).toBe(succeededWith(`<hooks><hook><hookID>${hookID}</hookID><callbackURL>${escaped}</callbackURL><meetingID>only-this</meetingID><eventID>user-joined,user-left</eventID><permanentHook>false</permanentHook><rawData>true</rawData></hook></hooks>`));
    expect(await caller.call('hooks/list', { meetingID: 'another' })).toBe(succeededWith('<hooks></hooks>'));
    expect(await stranger.call('hooks/list')).toBe(succeededWith('<hooks></hooks>'));
    expect(await stranger.call('hooks/destroy', { hookID })).toBe(failedWith('destroyMissingHook', 'The hook informed was not found.'));
    expect(await caller.call('hooks/destroy', { hookID })).toBe(succeededWith('<removed>true</removed>'));
    expect(await caller.call('hooks/destroy', { hookID })).toBe(failedWith('destroyMissingHook', 'The hook informed was not found.'));
    expect(await caller.call('hooks/destroy')).toBe(failedWith('missingParamHookID', 'You must specify a hookID in the parameters.'));
    expect(await caller.call('hooks/create')).toBe(failedWith('missingParamCallbackURL', 'You must specify a callbackURL in the parameters.'));
    for (const inside of ['http://127.0.0.1:1/', 'https://10.0.0.1/', 'gopher://x']) expect(textOf(await caller.call('hooks/create', { callbackURL: inside }), 'messageKey')).toBe('createHookError');
  });

  it('hear of a meeting and who comes and goes, each once, signed', async () => {
    const hookID = await hookFor('/told');
    const { meetingID } = await created();
    const { meetingId, internalId } = await sessionOf(meetingID);
    const { roomId, roomSid } = await database().meeting.findUniqueOrThrow({ where: { id: meetingId ?? '' } });
    await caller.call('join', { meetingID, fullName: 'Sara', role: 'viewer', userID: 'u-1', redirect: 'false' });
    const room = new EventsOfRoom(roomId, roomSid ?? '');
    const now = Math.floor(Date.now() / 1000);
    const joined = room.joined('PA_1', participantIdFor(account.id, 'u-1'), now, 'Sara');
    await send(joined);
    await send(joined);
    await send(room.joined('PA_R', 'RECORDER_BOT', now, 'Recorder'));
    await send(room.left('PA_1', participantIdFor(account.id, 'u-1'), now, now + 5, 'Sara'));
    expect(await database().attendance.findMany({ where: { meetingId: meetingId ?? '' } })).toMatchObject([{ name: 'Sara', isModerator: false, userId: null }]);
    await caller.call('end', { meetingID });
    await deliverAll();
    const events = receiver.heard.map(({ body }) => JSON.parse(new URLSearchParams(body).get('event') ?? '')[0]);
    expect(events.map(({ data }) => data.id).toSorted()).toEqual(['meeting-created', 'meeting-ended', 'user-joined', 'user-left']);
    const join = events.find(({ data }) => data.id === 'user-joined');
    expect(join.data.attributes).toMatchObject({ 'meeting': { 'internal-meeting-id': internalId, 'external-meeting-id': meetingID }, 'user': { 'external-user-id': 'u-1', 'name': 'Sara', 'role': 'VIEWER' } });
    for (const { body, path, method, headers } of receiver.heard) {
      expect([method, headers.get('content-type')]).toEqual(['POST', 'application/x-www-form-urlencoded']);
      expect([...new URLSearchParams(body).keys()]).toEqual(['domain', 'event', 'timestamp']);
      expect(path).toBe(`/told?checksum=${createHash('sha1').update(`${receiver.url}/told${body}${account.secrets[0]}`).digest('hex')}`);
    }
    await caller.call('hooks/destroy', { hookID });
  });

  it('hear of chosen events only, count 401 as heard, and hear no more once destroyed', async () => {
    receiver.status = 401;
    const hookID = await hookFor('/chosen', { eventID: 'meeting-ended' });
    const first = await created();
    await caller.call('end', { meetingID: first.meetingID });
    await deliverAll();
    expect(receiver.heard).toHaveLength(1);
    expect(await database().outboxMessage.count({ where: { hookId: Number(hookID), deliveredAt: { not: null } } })).toBe(1);
    const second = await created();
    await caller.call('end', { meetingID: second.meetingID });
    await caller.call('hooks/destroy', { hookID });
    await deliverAll();
    expect(receiver.heard).toHaveLength(1);
  });

  it('are tried again with growing pauses, by one portal at a time', async () => {
    receiver.status = 503;
    const hookID = await hookFor('/pausing', { eventID: 'meeting-created' });
    await created();
    await Promise.all([deliverDue(), deliverDue(), deliverDue()]);
    expect(receiver.heard).toHaveLength(1);
    receiver.status = 200;
    await delay(120);
    await deliverAll();
    expect(receiver.heard).toHaveLength(2);
    await caller.call('hooks/destroy', { hookID });
  });
});

describe('documents', () => {
  it('in a create that is refused make no meeting', async () => {
    for (const [body, key] of [['<!DOCTYPE a><modules/>', 'invalidXml'], ['x'.repeat(longestBody + 1), 'fileTooLarge']] as const) {
      expect(textOf(await caller.call('create', { meetingID: 'refused', ...passwords }, post(body)), 'messageKey')).toBe(key);
    }
    expect(await database().bbbSession.count({ where: { externalId: 'refused' } })).toBe(0);
    expect(await database().outsideClass.count({ where: { externalId: 'refused' } })).toBe(0);
  });

  it('that cannot be had do not stand in the way', async () => {
    const meetingID = `slides-${randomUUID()}`;
    expect(textOf(await caller.call('create', { meetingID }, post(xml('<document url="https://169.254.169.254/a.pdf"/><document name="a.pdf">***</document>'))), 'returncode')).toBe('SUCCESS');
    expect(await caller.call('insertDocument', { meetingID }, post(xml('<document name="a.pdf">AAAA</document>')))).toBe(succeededWith('<message>Presentation is being uploaded</message>'));
  });

  it('are for running meetings with a whiteboard', async () => {
    expect(await caller.call('insertDocument', { meetingID: 'nobody' }, post(xml('')))).toBe(failedWith('notFound', 'Meeting with id [nobody] not found.'));
    const { meetingID } = await created({ disabledFeatures: 'presentation' });
    expect(textOf(await caller.call('insertDocument', { meetingID }, post(xml(''))), 'message')).toBe('Presentation feature is disabled, ignoring.');
    expect(textOf(await stranger.call('insertDocument', { meetingID }, post(xml(''))), 'messageKey')).toBe('notFound');
  });

  it('may be announced without being sent, as PHP does on every call', async () => {
    const { meetingID } = await created();
    expect(textOf(await caller.call('getMeetingInfo', { meetingID }, { type: 'application/xml' }), 'returncode')).toBe('SUCCESS');
  });
});

it('metadata of any size does no harm', async () => {
  const huge = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`meta_k${index}`, 'x'.repeat(20)]));
  const { meetingID } = await created({ ...huge, 'meta_long': 'y'.repeat(100_000), 'meta_<b>': 'no', 'meta_1st': 'no' });
  const info = await caller.call('getMeetingInfo', { meetingID });
  expect(textOf(info, 'k0')).toBe('x'.repeat(20));
  expect(info.length).toBeLessThan(64 * 1024);
  expect(info).not.toContain('>no<');
});
