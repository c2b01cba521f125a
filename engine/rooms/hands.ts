import { create } from '@bufbuild/protobuf';
import { NatsSystemNotificationTypes } from '#generated/proto/plugnmeet/enums_pb.js';
import { UserRaisedHandSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { roomMetadataOf } from './metadata.ts';
import { isOnline } from './records.ts';
import { takesPart } from './taking-part.ts';
import { changeUserMetadata } from './user-metadata.ts';

const longestText = 256;

/** Raises somebody's hand where the room allows it; moderators get the text the client worded (wire §4.7). */
export async function raiseHand(context: EngineContext, { roomId, userId }: { roomId: string; userId: string }, text: string): Promise<void> {
  const room = context.store.room(roomId);
  const known = context.store.user(roomId, userId);
  if (!room || !known || known.isHidden || !takesPart(known, Date.now()) || !roomMetadataOf(room).roomFeatures?.allowRaiseHand) return;
  const user = await changeUserMetadata(context, roomId, userId, (metadata) => {
    metadata.raisedHand = create(UserRaisedHandSchema, { isRaised: true, raisedAt: BigInt(Date.now()) });
    return true;
  });
  if (user) context.analytics.note(room, { name: 'raise_hand', userId, value: String(Date.now()) });
  if (!user || text === '') return;
  for (const admin of context.store.users(roomId)) {
    if (!admin.isAdmin || !isOnline(admin) || admin.userId === userId) continue;
    context.notifier.notifyUser(roomId, admin.userId, {
      type: NatsSystemNotificationTypes.NATS_SYSTEM_NOTIFICATION_INFO,
      text: text.slice(0, longestText),
      withSound: true,
    });
  }
}

/** Lowers a hand: one's own, or as a moderator anybody's. */
export async function lowerHand(context: EngineContext, { roomId, userId }: { roomId: string; userId: string }, targetId: string): Promise<void> {
  if (targetId !== userId && !(await context.store.findUser(roomId, userId))?.isAdmin) return;
  await changeUserMetadata(context, roomId, targetId, (metadata) => {
    if (!metadata.raisedHand?.isRaised) return false;
    metadata.raisedHand = create(UserRaisedHandSchema, { isRaised: false, raisedAt: 0n });
    return true;
  });
}
