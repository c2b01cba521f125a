import { randomUUID } from 'node:crypto';
import { create, toBinary } from '@bufbuild/protobuf';
import type { NatsConnection } from '@nats-io/nats-core';
import type { NatsSystemNotificationTypes } from '#generated/proto/plugnmeet/enums_pb.js';
import { NatsMsgServerToClientEvents as Event, NatsMsgServerToClientSchema, NatsSystemNotificationSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { isOnline } from '#engine/rooms/records.ts';
import type { RoomStore } from '#engine/rooms/store.ts';
import { userInfoJson } from '#engine/rooms/user-info.ts';
import type { UserRecord } from '#engine/rooms/records.ts';
import { toWireJsonText } from '#lib/plugnmeet/json.ts';
import { privateSubject, publicSubject } from '#lib/plugnmeet/subjects.ts';

/** A text shown to people: an i18n key of the client or plain text. */
export interface Notification {
  type: NatsSystemNotificationTypes;
  text: string;
  withSound?: boolean;
}

/** Sends the server's messages to participants, each event in the scope wire §4.6 gives it. */
export class Notifier {
  readonly #nats: NatsConnection;
  readonly #store: RoomStore;

  constructor(nats: NatsConnection, store: RoomStore) {
    this.#nats = nats;
    this.#store = store;
  }

  toRoom(roomId: string, event: Event, msg: string): void {
    this.#publish(publicSubject(roomId), event, msg);
  }

  toUser(roomId: string, userId: string, event: Event, msg: string, binary?: Uint8Array): void {
    this.#publish(privateSubject(roomId, userId), event, msg, binary);
  }

  /** To each person who is online, except one. */
  toOthers(roomId: string, exceptUserId: string, event: Event, msg: string): void {
    const bytes = encode(event, msg);
    for (const user of this.#store.users(roomId)) {
      if (isOnline(user) && user.userId !== exceptUserId) this.#nats.publish(privateSubject(roomId, user.userId), bytes);
    }
  }

  /** Tells the others about a change of somebody's presence; hidden people are nobody's business. */
  presence(user: UserRecord, event: Event): void {
    if (!user.isHidden) this.toOthers(user.roomId, user.userId, event, JSON.stringify(userInfoJson(user)));
  }

  userMetadata(user: UserRecord): void {
    this.toRoom(user.roomId, Event.USER_METADATA_UPDATE, JSON.stringify({ user_id: user.userId, metadata: user.metadata }));
  }

  notifyRoom(roomId: string, notification: Notification): void {
    this.toRoom(roomId, Event.SYSTEM_NOTIFICATION, notificationJson(notification));
  }

  notifyUser(roomId: string, userId: string, notification: Notification): void {
    this.toUser(roomId, userId, Event.SYSTEM_NOTIFICATION, notificationJson(notification));
  }

  #publish(subject: string, event: Event, msg: string, binary?: Uint8Array): void {
    this.#nats.publish(subject, encode(event, msg, binary));
  }
}

function encode(event: Event, msg: string, binary?: Uint8Array): Uint8Array {
  return toBinary(NatsMsgServerToClientSchema, create(NatsMsgServerToClientSchema, { id: randomUUID(), event, msg, ...(binary && { binMsg: binary }) }));
}

function notificationJson({ type, text, withSound = false }: Notification): string {
  const notification = create(NatsSystemNotificationSchema, { id: randomUUID(), type, msg: text, sentAt: BigInt(Date.now()), withSound });
  return toWireJsonText(NatsSystemNotificationSchema, notification);
}
