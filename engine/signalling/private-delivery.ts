import { z } from 'zod';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { NatsMsgClientToServer } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { isLocked } from '#engine/rooms/locks-in-force.ts';
import { isOnline } from '#engine/rooms/records.ts';

/** The envelope as clients write it, in camelCase (wire §4.7); it travels on as it came. */
const envelopeSchema = z.object({
  toUserId: z.string().min(1),
  echoToSender: z.boolean().default(false),
  type: z.enum(['CHAT', 'DATA_MSG', 'WHITEBOARD_MSG']),
});

function parseEnvelope(text: string): z.infer<typeof envelopeSchema> | undefined {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Hands a private message to its receiver, unless the sender's private chat is locked. */
export async function deliverPrivately(
  context: EngineContext,
  { roomId, userId }: { roomId: string; userId: string },
  { msg, binMsg }: NatsMsgClientToServer,
): Promise<void> {
  const envelope = parseEnvelope(msg);
  const sender = await context.store.findUser(roomId, userId);
  const room = await context.store.findRoom(roomId);
  if (!envelope || !sender || !room) return;
  const receiver = await context.store.findUser(roomId, envelope.toUserId);
  if (!receiver || !isOnline(receiver)) return;
  const isChat = envelope.type === 'CHAT';
  if (isChat && !receiver.isAdmin && (isLocked(room, sender, 'lockChat') || isLocked(room, sender, 'lockPrivateChat'))) return;
  context.notifier.toUser(roomId, envelope.toUserId, Event.DELIVERY_PRIVATE_DATA, msg, binMsg);
  if (envelope.echoToSender && envelope.toUserId !== userId) {
    context.notifier.toUser(roomId, userId, Event.DELIVERY_PRIVATE_DATA, msg, binMsg);
  }
}
