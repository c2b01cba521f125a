import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { DataMsgBodyType } from '#generated/proto/plugnmeet/enums_pb.js';
import { DataChannelMessageSchema, type DataChannelMessage } from '#generated/proto/plugnmeet/datamessage_pb.js';
import {
  ChatMessageSchema,
  NatsMsgClientToServerEvents as ClientEvent,
  NatsMsgClientToServerSchema,
  NatsMsgServerToClientEvents as ServerEvent,
  NatsMsgServerToClientSchema,
  type NatsMsgServerToClient,
} from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { ChatLine } from './types.ts';
import { cleanName } from './parse.ts';

export { ClientEvent, ServerEvent, DataMsgBodyType };
export type { DataChannelMessage, NatsMsgServerToClient };

/** NatsMsgClientToServer (wire §4.4). */
export function encodeClientMessage(event: ClientEvent, msg = '', binMsg?: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return toBinary(NatsMsgClientToServerSchema, create(NatsMsgClientToServerSchema, { event, msg, binMsg }));
}

/** NatsMsgServerToClient; undefined when the bytes are none. */
export function decodeServerMessage(bytes: Uint8Array): NatsMsgServerToClient | undefined {
  return attempt(() => fromBinary(NatsMsgServerToClientSchema, bytes));
}

export interface DataMessageParts {
  type: DataMsgBodyType;
  from: string;
  to?: string;
  id?: string;
  message?: string;
  bytes?: Uint8Array<ArrayBuffer>;
}

/** DataChannelMessage (wire §4.10). */
export function encodeDataMessage({ type, from, to, id = '', message = '', bytes }: DataMessageParts): Uint8Array<ArrayBuffer> {
  return toBinary(DataChannelMessageSchema, create(DataChannelMessageSchema, { id, type, fromUserId: from, toUserId: to, message, binMessage: bytes }));
}

export function decodeDataMessage(bytes: Uint8Array): DataChannelMessage | undefined {
  return attempt(() => fromBinary(DataChannelMessageSchema, bytes));
}

/** ChatMessage (wire §4.9). */
export function encodeChat(line: ChatLine): Uint8Array<ArrayBuffer> {
  return toBinary(
    ChatMessageSchema,
    create(ChatMessageSchema, {
      id: line.id,
      fromName: line.fromName,
      fromUserId: line.fromId,
      fromAdmin: line.fromModerator,
      sentAt: BigInt(line.sentAt),
      message: line.html,
      ...(line.toId === undefined ? {} : { isPrivate: true, toUserId: line.toId }),
    }),
  );
}

/** A chat message from others; undefined when the bytes are none. */
export function decodeChat(bytes: Uint8Array): ChatLine | undefined {
  const message = attempt(() => fromBinary(ChatMessageSchema, bytes));
  if (!message || !message.id || !message.fromUserId) return undefined;
  return {
    id: message.id.slice(0, 64),
    fromId: message.fromUserId,
    ...(message.isPrivate ? { toId: message.toUserId ?? '' } : {}),
    fromName: cleanName(message.fromName),
    fromModerator: message.fromAdmin,
    sentAt: Number(message.sentAt),
    html: message.message,
    isOwn: false,
    isSystem: false,
    state: 'sent',
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
