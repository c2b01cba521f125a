import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { DataChannelMessageSchema } from '#generated/proto/plugnmeet/datamessage_pb.js';
import type { DataChannelMessage } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { DataMsgBodyType as Type } from '#generated/proto/plugnmeet/enums_pb.js';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { ChatMessage } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { PeerChannel } from '#lib/plugnmeet/subjects.ts';
import { acceptedChat, mayChat } from './chat.ts';
import { dataRules, meant, questionTypes } from './data-messages.ts';
import type { Audience, Rule } from './data-messages.ts';
import { isEncrypted, mayDraw } from './rules.ts';
import type { Scene } from './rules.ts';
import { privateWhiteboardTypes, whiteboardRules } from './whiteboard.ts';

/** A message that may be passed on, as the others get it. */
export interface Accepted {
  bytes: Uint8Array;
  audience: Audience;
  /** Readable chat; undefined for other messages. */
  chat?: ChatMessage;
  /** Type and id of a readable message other than chat. */
  type?: Type;
  id?: string;
  /** Set when it asks others for a state: the question's id. */
  question?: string;
}

/** The longest message of each channel, in bytes; the server's max_payload bounds all of them. */
const longest: Readonly<Record<PeerChannel, number>> = { chat: 64 * 1024, whiteboard: 2 * 1024 * 1024, dataChannel: 2 * 1024 * 1024 };
const longestId = 128;

/** Who may send what the engine cannot read: whoever may use the channel at all (wire §4.11). */
function mayWhisper(channel: PeerChannel, scene: Scene): boolean {
  if (channel === 'chat') return mayChat(scene);
  if (scene.sender.isHidden && !scene.receiver) return false;
  if (channel === 'dataChannel') return true;
  const isAllowed = Boolean(roomMetadataOf(scene.room).roomFeatures?.whiteboardFeatures?.isAllow);
  return isAllowed && (scene.receiver !== undefined || mayDraw(scene.room, scene.sender));
}

function ruleFor(channel: PeerChannel, { type }: DataChannelMessage, scene: Scene): Rule | undefined {
  const isOld = channel === 'dataChannel' && scene.receiver !== undefined && privateWhiteboardTypes.has(type);
  return channel === 'whiteboard' || isOld ? whiteboardRules.get(type) : dataRules.get(type);
}

/** The chat so far, which the engine tells itself in the name of whoever is asked: others' answers are not taken. */
function isHistory(type: Type): boolean {
  return type === Type.REQ_PUBLIC_CHAT_DATA || type === Type.RES_PUBLIC_CHAT_DATA;
}

function judgeData(channel: PeerChannel, bytes: Uint8Array, scene: Scene): Accepted | undefined {
  const message = fromBinary(DataChannelMessageSchema, bytes);
  const { sender, receiver } = scene;
  if (message.fromUserId !== '' && message.fromUserId !== sender.userId) return undefined;
  if (receiver && message.toUserId && message.toUserId !== receiver.userId) return undefined;
  if (message.id.length > longestId) return undefined;
  message.fromUserId = sender.userId;
  const { type } = message;
  if (channel === 'dataChannel' && isHistory(type)) {
    return type === Type.REQ_PUBLIC_CHAT_DATA && receiver ? { bytes, type, id: message.id, audience: meant(message, scene) } : undefined;
  }
  // Hidden people ask, privately, for what the others see; nobody learns of them otherwise.
  if (sender.isHidden && (!receiver || !questionTypes.has(type))) return undefined;
  const audience = ruleFor(channel, message, scene)?.(message, scene);
  if (!audience) return undefined;
  const question = questionTypes.has(type) && message.id !== '' ? { question: message.id } : {};
  return { bytes: toBinary(DataChannelMessageSchema, message), audience, type, id: message.id, ...question };
}

function judgeChat(bytes: Uint8Array, scene: Scene): Accepted | undefined {
  const chat = acceptedChat(fromBinary(ChatMessageSchema, bytes), scene);
  return chat && { bytes: toBinary(ChatMessageSchema, chat), audience: scene.receiver ? { only: scene.receiver.userId } : 'everybody', chat };
}

/**
 * Decides about what a participant says to others on a channel, or privately to one. Answers what they may get, with
 * the sender put right; undefined: nothing. Throws on bytes that are no message.
 */
export function judge(channel: PeerChannel, bytes: Uint8Array, scene: Scene): Accepted | undefined {
  if (bytes.byteLength > longest[channel]) return undefined;
  if (isEncrypted(scene.room, channel)) {
    if (!mayWhisper(channel, scene)) return undefined;
    return { bytes, audience: scene.receiver ? { only: scene.receiver.userId } : 'everybody' };
  }
  return channel === 'chat' ? judgeChat(bytes, scene) : judgeData(channel, bytes, scene);
}
