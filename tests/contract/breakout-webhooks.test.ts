import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { BreakoutRoomResSchema, CreateBreakoutRoomsReqSchema, JoinBreakoutRoomReqSchema } from '#generated/proto/plugnmeet/breakout_room_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, ticket } from './support/calls.ts';
import { joinMedia } from './support/media.ts';
import { Participant, api } from './support/participant.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const [everywhere, own] = [new WebhookTarget(), new WebhookTarget()];
const [parentId, childId] = ['hooked-class', 'hooked-class-1'];
let engine: TestEngine;

beforeAll(async () => {
  await Promise.all([everywhere.listen(), own.listen()]);
  engine = await startEngine(inject('services'), { env: { WEBHOOK_URL: everywhere.url } });
});

afterAll(async () => {
  await engine.stop();
  await Promise.all([everywhere.close(), own.close()]);
});

async function arrived(target: WebhookTarget, roomId: string, event: string): Promise<void> {
  await expect.poll(() => target.events(roomId), { timeout: 20_000 }).toContain(event);
}

it('tells of a breakout room as of any room, at the address of the class too', async () => {
  const opened = await auth(engine.url, '/auth/room/create', { room_id: parentId, metadata: { room_title: 'Class', webhook_url: own.url, room_features: { breakout_room_features: { is_allow: true } } } });
  expect(opened.json).toMatchObject({ status: true });
  const tokens = { ann: await ticket(engine.url, parentId, 'ann', { isAdmin: true }), bob: await ticket(engine.url, parentId, 'bob') };
  const ann = await Participant.join(engine.url, tokens.ann);
  const bob = await Participant.join(engine.url, tokens.bob);
  const rooms = create(CreateBreakoutRoomsReqSchema, { duration: 10n, rooms: [{ id: '1', title: 'Group', users: [{ id: 'bob', name: 'bob' }] }] });
  const made = await api(engine.url, 'breakoutRoom/create', tokens.ann, { schema: CreateBreakoutRoomsReqSchema, message: rooms }, BreakoutRoomResSchema);
  expect(made.message.status).toBe(true);
  const joining = create(JoinBreakoutRoomReqSchema, { breakoutRoomId: childId, userId: 'bob' });
  const { message: admission } = await api(engine.url, 'breakoutRoom/join', tokens.bob, { schema: JoinBreakoutRoomReqSchema, message: joining }, BreakoutRoomResSchema);
  const inGroup = await Participant.join(engine.url, admission.token ?? '');
  const media = await joinMedia(inGroup);

  for (const target of [everywhere, own]) await arrived(target, childId, 'participant_joined');
  await media.disconnect();
  await arrived(everywhere, childId, 'participant_left');
  await Promise.all([inGroup.leave(), ann.leave(), bob.leave()]);
  await auth(engine.url, '/auth/room/endRoom', { room_id: parentId });

  for (const target of [everywhere, own]) {
    await arrived(target, childId, 'room_finished');
    await arrived(target, parentId, 'session_ended');
    expect(target.events(childId)).toEqual(['room_created', 'room_started', 'participant_joined', 'participant_left', 'session_ended', 'room_finished']);
    expect(target.received.every(({ isSigned }) => isSigned)).toBe(true);
    const child = target.received.find(({ room }) => room.room_id === childId);
    const metadata = z.object({ room_title: z.string(), is_breakout_room: z.boolean(), parent_room_id: z.string() }).parse(JSON.parse(String(child?.room['metadata'])));
    expect(metadata).toEqual({ room_title: 'Group', is_breakout_room: true, parent_room_id: parentId });
  }
});
