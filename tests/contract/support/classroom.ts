import { fromBinary } from '@bufbuild/protobuf';
import { z } from 'zod';
import { DataChannelMessageSchema } from '#generated/proto/plugnmeet/datamessage_pb.js';
import type { DataChannelMessage } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './calls.ts';
import { Participant } from './participant.ts';
import { Peer } from './peers.ts';

/** RES_PUBLIC_CHAT_DATA as clients write it (wire §4.10). */
export const historySchema = z.array(
  z.object({ $typeName: z.literal('plugnmeet.ChatMessage'), id: z.string(), fromUserId: z.string(), sentAt: z.string(), isPrivate: z.boolean(), message: z.string() }),
);

export const privateChats = (peer: Peer): string[] => peer.privately.map(({ bytes }) => fromBinary(ChatMessageSchema, bytes).message);
export const privateData = (peer: Peer): DataChannelMessage[] => peer.privately.map(({ bytes }) => fromBinary(DataChannelMessageSchema, bytes));

let present: Participant[] = [];

/** Lets somebody into a room, listening to the others. */
export async function enter(engine: TestEngine, roomId: string, userId: string, more: Parameters<typeof ticket>[3] & { ownInbox?: boolean } = {}): Promise<Peer> {
  const participant = await Participant.join(engine.url, await ticket(engine.url, roomId, userId, more), more);
  present.push(participant);
  return await Peer.listen(participant);
}

/** Everybody let in so far leaves. */
export async function everybodyLeaves(): Promise<void> {
  await Promise.all(present.map(async (one) => await one.leave()));
  present = [];
}

/** A room in which Ann teaches, Bob and Cy learn. */
export async function classOf(engine: TestEngine, roomId: string, options: Parameters<typeof openRoom>[2] = {}): Promise<{ ann: Peer; bob: Peer; cy: Peer }> {
  await openRoom(engine.url, roomId, options);
  return {
    ann: await enter(engine, roomId, 'ann', { isAdmin: true }),
    bob: await enter(engine, roomId, 'bob', { name: 'Bob' }),
    cy: await enter(engine, roomId, 'cy'),
  };
}
