import { NatsSystemNotificationTypes } from '#generated/proto/plugnmeet/enums_pb.js';
import { NatsMsgClientToServerEvents as Request, NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { NatsMsgClientToServer } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { takeClientEvent } from '#engine/analytics/client-events.ts';
import type { EngineContext } from '#engine/context.ts';
import { mediaConnection } from '#engine/media/connection.ts';
import { isLive, isOnline } from '#engine/rooms/records.ts';
import { lowerHand, raiseHand } from '#engine/rooms/hands.ts';
import { renewToken } from '#engine/rooms/tokens.ts';
import { roomInfoJson, userInfoJson } from '#engine/rooms/user-info.ts';
import { markPing } from './presence.ts';
import { deliverPrivately } from '#engine/relay/private.ts';

/** Who sent a request: the subject says so, and NATS lets nobody publish on another's. */
export interface Sender {
  roomId: string;
  userId: string;
}

type Handler = (context: EngineContext, sender: Sender, request: NatsMsgClientToServer) => Promise<void>;

async function initialData(context: EngineContext, { roomId, userId }: Sender): Promise<void> {
  const { store, notifier } = context;
  const room = await store.findRoom(roomId);
  const user = await store.findUser(roomId, userId);
  if (!isLive(room) || !user) {
    const text = isLive(room) ? 'no user found' : 'room information not found';
    notifier.notifyUser(roomId, userId, { type: NatsSystemNotificationTypes.NATS_SYSTEM_NOTIFICATION_ERROR, text });
    return;
  }
  notifier.toUser(roomId, userId, Event.RES_INITIAL_DATA, JSON.stringify({ room: roomInfoJson(room), local_user: userInfoJson(user) }));
}

function onlineUsers(event: Event.RES_JOINED_USERS_LIST | Event.RESP_ONLINE_USERS_LIST): Handler {
  return async ({ store, notifier }, { roomId, userId }) => {
    const users = store.users(roomId).filter((user) => isOnline(user) && (!user.isHidden || user.userId === userId));
    if (users.length > 0) notifier.toUser(roomId, userId, event, JSON.stringify(users.map(userInfoJson)));
  };
}

async function mediaServerData(context: EngineContext, { roomId, userId }: Sender): Promise<void> {
  const info = await mediaConnection(context, roomId, userId);
  if (info) context.notifier.toUser(roomId, userId, Event.RES_MEDIA_SERVER_DATA, JSON.stringify(info));
}

async function renew(context: EngineContext, { roomId, userId }: Sender, { msg }: NatsMsgClientToServer): Promise<void> {
  const token = await renewToken(context, roomId, userId, msg);
  if (token !== undefined) context.notifier.toUser(roomId, userId, Event.RESP_RENEW_PNM_TOKEN, token);
}

async function ping(context: EngineContext, { roomId, userId }: Sender): Promise<void> {
  await markPing(context, roomId, userId);
  context.notifier.toUser(roomId, userId, Event.PONG, String(Date.now()));
}

const handlers: Readonly<Partial<Record<Request, Handler>>> = {
  [Request.REQ_INITIAL_DATA]: initialData,
  [Request.REQ_JOINED_USERS_LIST]: onlineUsers(Event.RES_JOINED_USERS_LIST),
  [Request.REQ_ONLINE_USERS_LIST]: onlineUsers(Event.RESP_ONLINE_USERS_LIST),
  [Request.REQ_MEDIA_SERVER_DATA]: mediaServerData,
  [Request.REQ_RENEW_PNM_TOKEN]: renew,
  [Request.PING]: ping,
  [Request.REQ_RAISE_HAND]: async (context, sender, { msg }) => await raiseHand(context, sender, msg),
  [Request.REQ_LOWER_HAND]: async (context, sender) => await lowerHand(context, sender, sender.userId),
  [Request.REQ_LOWER_OTHER_USER_HAND]: async (context, sender, { msg }) => await lowerHand(context, sender, msg),
  [Request.PUSH_ANALYTICS_DATA]: async (context, sender, { msg }) => await Promise.resolve(takeClientEvent(context, sender, msg)),
  [Request.REQ_PRIVATE_DATA_DELIVERY]: deliverPrivately,
};

/** Answers one client message (wire §4.7). Events without a handler are taken and ignored. */
export async function handleRequest(context: EngineContext, sender: Sender, request: NatsMsgClientToServer): Promise<void> {
  await handlers[request.event]?.(context, sender, request);
}
