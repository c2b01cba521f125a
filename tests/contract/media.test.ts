import { create } from '@bufbuild/protobuf';
import { dispose } from '@livekit/rtc-node';
import type { Room } from '@livekit/rtc-node';
import { TrackSource } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import {
  ApproveWaitingUsersReqSchema,
  CommonResponseSchema,
  RemoveParticipantReqSchema,
  UpdateUserLockSettingsReqSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { joinMedia, mediaAdmin, mediaParticipant } from './support/media.ts';
import { Participant, api } from './support/participant.ts';
import { recordedExchanges } from './support/recorded.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const services = inject('services');
const admin = mediaAdmin(services);
const target = new WebhookTarget();
const everySource = [TrackSource.MICROPHONE, TrackSource.CAMERA, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO];
let engine: TestEngine;
let open: { leave(): Promise<void> }[] = [];

async function enter(roomId: string, userId: string, more: { isAdmin?: boolean; isHidden?: boolean } = {}): Promise<Participant> {
  const participant = await Participant.join(engine.url, await ticket(engine.url, roomId, userId, more));
  open.push(participant);
  return participant;
}

async function media(participant: Participant): Promise<Room> {
  const room = await joinMedia(participant);
  open.push({ leave: async () => await room.disconnect() });
  return room;
}

async function lock(roomId: string, service: string, direction: string, userId = 'all'): Promise<string> {
  const token = await ticket(engine.url, roomId, 'moderator', { isAdmin: true });
  const message = create(UpdateUserLockSettingsReqSchema, { roomId, userId, service, direction });
  return (await api(engine.url, 'updateLockSettings', token, { schema: UpdateUserLockSettingsReqSchema, message }, CommonResponseSchema)).message.msg;
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
});

afterEach(async () => {
  await Promise.all(open.map(async (one) => await one.leave()));
  open = [];
});

afterAll(async () => {
  await engine.stop();
  await target.close();
  await dispose();
});

describe('media', () => {
  it('lets a moderator publish everything and a student what is not locked', async () => {
    await openRoom(engine.url, 'media-grants');
    await media(await enter('media-grants', 'ann', { isAdmin: true }));
    await media(await enter('media-grants', 'bob'));
    expect((await mediaParticipant(admin, 'media-grants', 'ann')).permission?.canPublishSources).toEqual(everySource);
    expect((await mediaParticipant(admin, 'media-grants', 'bob')).permission?.canPublishSources).toEqual([TrackSource.MICROPHONE, TrackSource.CAMERA]);
  });

  it('enforces a lock at once on who is in, and later on who comes', async () => {
    await openRoom(engine.url, 'media-locks', { locks: { lock_microphone: false, lock_webcam: false, lock_screen_sharing: false } });
    await media(await enter('media-locks', 'bob'));
    expect((await mediaParticipant(admin, 'media-locks', 'bob')).permission?.canPublishSources).toEqual(everySource);
    expect(await lock('media-locks', 'mic', 'lock')).toBe('success');
    const withoutMicrophone = everySource.slice(1);
    await mediaParticipant(admin, 'media-locks', 'bob', ({ permission }) => String(permission?.canPublishSources) === String(withoutMicrophone));
    await media(await enter('media-locks', 'cy'));
    expect((await mediaParticipant(admin, 'media-locks', 'cy')).permission?.canPublishSources).toEqual(withoutMicrophone);
    expect(await lock('media-locks', 'mic', 'unlock', 'bob')).toBe('success');
    await mediaParticipant(admin, 'media-locks', 'bob', ({ permission }) => String(permission?.canPublishSources) === String(everySource));
    expect(await lock('media-locks', 'mic', 'lock', 'moderator')).toBe('notifications.cannot-lock-admin');
  });

  it('hides who is hidden, and lets them publish nothing', async () => {
    await openRoom(engine.url, 'media-hidden');
    const ann = await enter('media-hidden', 'ann', { isAdmin: true });
    await media(await enter('media-hidden', 'watcher', { isAdmin: true, isHidden: true }));
    const { permission } = await mediaParticipant(admin, 'media-hidden', 'watcher');
    expect({ hidden: permission?.hidden, canPublish: permission?.canPublish }).toEqual({ hidden: true, canPublish: false });
    expect((await ann.ask('REQ_JOINED_USERS_LIST', 'RES_JOINED_USERS_LIST')).msg).not.toContain('watcher');
  });

  it('gives no media token to who waits, and lets everybody in with "all"', async () => {
    await openRoom(engine.url, 'media-waiting', { features: { waiting_room_features: { is_active: true } } });
    const bob = await enter('media-waiting', 'bob');
    const cy = await enter('media-waiting', 'cy');
    bob.send('REQ_MEDIA_SERVER_DATA');
    await bob.ask('PING', 'PONG');
    expect(bob.received.map(({ event }) => event)).not.toContain('RES_MEDIA_SERVER_DATA');
    const request = { schema: ApproveWaitingUsersReqSchema, message: create(ApproveWaitingUsersReqSchema, { userId: 'all' }) };
    const student = await ticket(engine.url, 'media-waiting', 'di');
    expect((await api(engine.url, 'waitingRoom/approveUsers', student, request, CommonResponseSchema)).message.msg).toBe('only admin can perform this task');
    const moderator = await ticket(engine.url, 'media-waiting', 'ann', { isAdmin: true });
    expect((await api(engine.url, 'waitingRoom/approveUsers', moderator, request, CommonResponseSchema)).message.msg).toBe('success');
    for (const participant of [bob, cy]) {
      await participant.next('USER_METADATA_UPDATE', ({ msg }) => msg.includes(`"${participant.userId}"`) && msg.includes('\\"wait_for_approval\\":false'));
      await participant.ask('REQ_MEDIA_SERVER_DATA', 'RES_MEDIA_SERVER_DATA');
    }
  });

  it('tells getActiveRoomInfo who is there with the recorded fields', async () => {
    await openRoom(engine.url, 'media-info');
    await media(await enter('media-info', 'ann', { isAdmin: true }));
    await mediaParticipant(admin, 'media-info', 'ann');
    const schema = z.object({ room: z.object({ participants_info: z.array(z.record(z.string(), z.unknown())) }) });
    const recorded = (await recordedExchanges('auth-during-meeting')).find(({ name }) => name.startsWith('005'));
    const [expected] = schema.parse(recorded?.response.body).room.participants_info;
    const actual = await vi.waitUntil(
      async () => schema.parse((await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: 'media-info' })).json).room.participants_info[0],
      { timeout: 5000 },
    );
    for (const [name, value] of Object.entries(expected ?? {})) expect(typeof actual[name], name).toBe(typeof value);
    expect(actual).toMatchObject({ identity: 'ann', state: 'ACTIVE', kind: 'STANDARD' });
    expect(JSON.parse(String(actual['metadata']))).toMatchObject({ is_admin: true, ex_user_id: 'ann' });
  });

  it('takes a removed participant out of NATS and LiveKit, for good when blocked', async () => {
    await openRoom(engine.url, 'media-removal');
    const bob = await enter('media-removal', 'bob');
    await media(bob);
    const moderator = await ticket(engine.url, 'media-removal', 'ann', { isAdmin: true });
    const message = create(RemoveParticipantReqSchema, { roomId: 'media-removal', userId: 'bob', msg: 'bye', blockUser: true });
    await api(engine.url, 'removeParticipant', moderator, { schema: RemoveParticipantReqSchema, message }, CommonResponseSchema);
    await bob.next('SYSTEM_NOTIFICATION', ({ msg }) => msg.includes('"bye"'));
    expect((await bob.next('SESSION_ENDED')).msg).toBe('notifications.room-disconnected-participant-removed');
    await vi.waitUntil(async () => (await admin.listParticipants('media-removal').catch(() => [])).length === 0, { timeout: 5000 });
    const again = await auth(engine.url, '/auth/room/getJoinToken', { room_id: 'media-removal', user_info: { name: 'bob', user_id: 'bob' } });
    expect(again.json).toMatchObject({ status: false, msg: 'this user is blocked to join this session', status_code: 'USER_BLOCKED' });
  });

  it('tells the webhooks the whole story in order, signed', async () => {
    const { sid } = await openRoom(engine.url, 'media-story');
    const bob = await enter('media-story', 'bob');
    const room = await media(bob);
    await vi.waitUntil(() => target.events('media-story').includes('participant_joined'), { timeout: 10_000 });
    await room.disconnect();
    await bob.leave();
    await vi.waitUntil(() => target.events('media-story').includes('participant_left'), { timeout: 10_000 });
    await auth(engine.url, '/auth/room/endRoom', { room_id: 'media-story' });
    await vi.waitUntil(() => target.events('media-story').includes('room_finished'), { timeout: 15_000 });
    expect(target.events('media-story')).toEqual(['room_created', 'room_started', 'participant_joined', 'participant_left', 'session_ended', 'room_finished']);
    const story = target.received.filter((webhook) => webhook.room.room_id === 'media-story');
    expect(story.every((webhook) => webhook.isSigned && webhook.room.sid === sid)).toBe(true);
    const joined = story.find(({ event }) => event === 'participant_joined')?.participant;
    expect(joined).toMatchObject({ identity: 'bob', name: 'bob', state: 'ACTIVE', joined_at: expect.stringMatching(/^\d{10}$/u) });
    expect(JSON.parse(String(joined?.['metadata']))).toMatchObject({ is_admin: false });
  });

  it('takes media that ends without a goodbye as over when the room ends', async () => {
    await openRoom(engine.url, 'media-abrupt');
    const bob = await enter('media-abrupt', 'bob');
    await media(bob);
    await vi.waitUntil(() => target.events('media-abrupt').includes('participant_joined'), { timeout: 10_000 });
    await auth(engine.url, '/auth/room/endRoom', { room_id: 'media-abrupt' });
    await vi.waitUntil(() => target.events('media-abrupt').includes('room_finished'), { timeout: 20_000 });
    expect(target.events('media-abrupt').slice(-3)).toEqual(['participant_left', 'session_ended', 'room_finished']);
  });
});
