import { create, toBinary } from '@bufbuild/protobuf';
import { DataChannelMessageSchema } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { DataMsgBodyType as Type } from '#generated/proto/plugnmeet/enums_pb.js';
import { NatsMsgServerToClientEvents as Event, PrivateDataDeliverySchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { NatsMsgClientToServer, PrivateDataDelivery } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import type { PeerChannel } from '#lib/plugnmeet/subjects.ts';
import { judge } from './judge.ts';
import { takesPart } from '#engine/rooms/taking-part.ts';
import type { Scene } from './rules.ts';
import { sceneOf } from './scene.ts';

/** What the envelope's `type` says about its content (wire §4.7). */
const channels: ReadonlyMap<string, PeerChannel> = new Map<string, PeerChannel>([
  ['CHAT', 'chat'],
  ['DATA_MSG', 'dataChannel'],
  ['WHITEBOARD_MSG', 'whiteboard'],
]);

/** The envelope with exactly its three fields: clients know no others. */
function envelopeText({ toUserId, echoToSender, type }: Pick<PrivateDataDelivery, 'toUserId' | 'echoToSender' | 'type'>): string {
  return JSON.stringify({ toUserId, echoToSender, type });
}

/** Tells a newcomer the public chat so far, in the name of whoever was asked (wire §4.10). */
async function answerHistory({ chatHistory, notifier }: EngineContext, { room, sender, receiver }: Scene, id: string): Promise<void> {
  if (!receiver || !chatHistory.isDue(room.sid, sender.userId)) return;
  const message = await chatHistory.json(room.sid);
  const answer = create(DataChannelMessageSchema, { id, type: Type.RES_PUBLIC_CHAT_DATA, fromUserId: receiver.userId, toUserId: sender.userId, message });
  const envelope = envelopeText({ toUserId: sender.userId, echoToSender: false, type: 'DATA_MSG' });
  notifier.toUser(room.roomId, sender.userId, Event.DELIVERY_PRIVATE_DATA, envelope, toBinary(DataChannelMessageSchema, answer));
}

/** Hands a message to one other participant, if its sender may send it (wire §4.7 REQ_PRIVATE_DATA_DELIVERY). Throws on what is no message. */
export async function deliverPrivately(
  context: EngineContext,
  { roomId, userId }: { roomId: string; userId: string },
  { msg, binMsg }: Pick<NatsMsgClientToServer, 'msg' | 'binMsg'>,
): Promise<void> {
  const { message: envelope } = parseWireJson(PrivateDataDeliverySchema, msg);
  const channel = channels.get(envelope.type);
  const receiver = context.store.user(roomId, envelope.toUserId);
  if (!channel || !receiver || receiver.userId === userId || !takesPart(receiver, Date.now())) return;
  if (channel === 'chat' && !context.floods.allows('chat', roomId, userId, binMsg.byteLength)) return;
  const scene = sceneOf(context, roomId, userId, receiver);
  const accepted = scene && judge(channel, binMsg, scene);
  if (!accepted) return;
  if (accepted.type === Type.REQ_PUBLIC_CHAT_DATA) return await answerHistory(context, scene, accepted.id ?? '');
  if (accepted.question !== undefined) context.questions.ask({ roomId, id: accepted.question, askerId: userId, askedId: receiver.userId });
  if (accepted.audience !== 'everybody' && accepted.audience.only !== receiver.userId) return;
  if (channel === 'chat') context.analytics.note(scene.room, { name: 'private_chat', userId, amount: 1 });
  const text = envelopeText(envelope);
  context.notifier.toUser(roomId, receiver.userId, Event.DELIVERY_PRIVATE_DATA, text, accepted.bytes);
  if (envelope.echoToSender) context.notifier.toUser(roomId, userId, Event.DELIVERY_PRIVATE_DATA, text, accepted.bytes);
}
