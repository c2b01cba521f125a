import { createBus, type Bus } from './bus.ts';
import type { Encryption } from './encryption/encryption.ts';
import type { Link } from './link.ts';
import { ClientEvent, decodeDataMessage, encodeDataMessage, type DataChannelMessage, type DataMsgBodyType } from './wire.ts';

/** A message from another participant (wire §4.10). `isPrivate` ones came to oneself alone. */
export interface PeerMessage {
  id: string;
  type: DataMsgBodyType;
  fromId: string;
  message: string;
  bytes: Uint8Array<ArrayBuffer>;
  isPrivate: boolean;
}

export type PeerMessages = Bus<DataMsgBodyType, PeerMessage>;

export interface OutgoingPeerMessage {
  type: DataMsgBodyType;
  message?: string;
  bytes?: Uint8Array<ArrayBuffer>;
  /** Pairs questions with answers. */
  id?: string;
  /** Only for this participant, through the server. */
  to?: string;
  /** The channel the type belongs to; the whiteboard has its own (wire §6.6). */
  channel?: 'dataChannel' | 'whiteboard';
}

/** The one place where messages between participants are written and read. */
export function createPeerData(selfId: string, link: () => Pick<Link, 'publish' | 'send'>, seal: Encryption['seal']) {
  const messages: PeerMessages = createBus();
  return {
    messages,
    /** Resolves when it is on its way, rejects when it could not be sent. */
    async send({ type, message = '', bytes, id, to, channel = 'dataChannel' }: OutgoingPeerMessage): Promise<void> {
      const plain = encodeDataMessage({ type, from: selfId, message, ...(bytes ? { bytes } : {}), ...(id ? { id } : {}), ...(to ? { to } : {}) });
      const encoded = await seal(channel, plain);
      if (to === undefined) return link().publish(channel, encoded);
      const envelope = { toUserId: to, echoToSender: false, type: channel === 'whiteboard' ? 'WHITEBOARD_MSG' : 'DATA_MSG' };
      return link().send(ClientEvent.REQ_PRIVATE_DATA_DELIVERY, JSON.stringify(envelope), encoded);
    },
    /** Takes in what arrived; one's own, those for others and anything malformed are dropped. */
    receive(encoded: Uint8Array, isPrivate: boolean): void {
      const data = decodeDataMessage(encoded);
      if (!data || !isForMe(data, selfId)) return;
      const { id, type, fromUserId: fromId, message } = data;
      messages.emit(type, { id, type, fromId, message, bytes: new Uint8Array(data.binMessage ?? []), isPrivate });
    },
  };
}

function isForMe(data: DataChannelMessage, selfId: string): boolean {
  return data.fromUserId !== '' && data.fromUserId !== selfId && (!data.toUserId || data.toUserId === selfId);
}

export type PeerData = Pick<ReturnType<typeof createPeerData>, 'send'>;
