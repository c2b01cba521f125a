import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { create } from '@bufbuild/protobuf';
import type { JsonObject } from '@bufbuild/protobuf';
import { GenerateTokenReqSchema, LockSettingsSchema, UserMetadataSchema, UserRaisedHandSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import type { GenerateTokenReq, LockSettings, UserInfo, UserMetadata } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { ApiError } from '#engine/http/reply.ts';
import { parseWireJson, readWireJson, toWireJson } from '#lib/plugnmeet/json.ts';
import { joinViolations, userIdProblem } from './join-rules.ts';
import { readUserMetadata, roomMetadataOf, writeUserMetadata } from './metadata.ts';
import { isBot, isLive, isOnline } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';
import { makeJoinToken } from './tokens.ts';
import { violationText } from './validation.ts';

const pollMilliseconds = 50;
const politeWaitMilliseconds = 1500;
const longestWaitMilliseconds = 5000;

function lockJson(locks: LockSettings | undefined): JsonObject {
  return locks ? toWireJson(LockSettingsSchema, locks) : {};
}

function isPresenterNeeded(context: EngineContext, roomId: string, userId: string): boolean {
  return !context.store.users(roomId).some((user) => user.userId !== userId && user.isPresenter && isOnline(user));
}

/** Metadata of somebody who gets a token (wire §2.1). What a person had earlier in the session outlives a new token. */
function newUserMetadata(context: EngineContext, room: RoomRecord, info: UserInfo, before: UserRecord | undefined): UserMetadata {
  const earlier = before && readUserMetadata(before.metadata);
  const metadata = create(UserMetadataSchema, info.userMetadata ?? {});
  const { roomFeatures, defaultLockSettings } = roomMetadataOf(room);
  metadata.recordWebcam ??= true;
  metadata.exUserId ||= info.userId;
  metadata.profilePic ||= undefined;
  metadata.raisedHand = earlier?.raisedHand ?? create(UserRaisedHandSchema);
  metadata.isAdmin = info.isAdmin;
  if (info.isAdmin) {
    metadata.waitForApproval = false;
    metadata.isPresenter = !info.isHidden && isPresenterNeeded(context, room.roomId, info.userId);
    metadata.lockSettings = create(LockSettingsSchema, metadata.isPresenter ? {} : { lockWhiteboard: defaultLockSettings?.lockWhiteboard });
    return metadata;
  }
  metadata.isPresenter = false;
  metadata.waitForApproval = earlier?.waitForApproval ?? roomFeatures?.waitingRoomFeatures?.isActive ?? false;
  metadata.lockSettings = readWireJson(LockSettingsSchema, {
    ...lockJson(defaultLockSettings),
    ...lockJson(metadata.lockSettings ?? earlier?.lockSettings),
  });
  return metadata;
}

function newUserRecord(room: RoomRecord, info: UserInfo, metadata: UserMetadata, before: UserRecord | undefined): UserRecord {
  const isFresh = !before || before.status === 'added' || before.status === 'offline';
  return {
    userId: info.userId,
    userSid: randomUUID(),
    roomId: room.roomId,
    name: info.name,
    isAdmin: info.isAdmin,
    isHidden: info.isHidden,
    isPresenter: metadata.isPresenter,
    isBlocked: false,
    clientType: info.clientType,
    metadata: writeUserMetadata(metadata),
    status: isFresh ? 'added' : 'disconnected',
    connection: before?.connection ?? '',
    tokensFrom: before?.tokensFrom ?? 0,
    sessionOver: false,
    seatTakenAt: 0,
    isSeatKept: before?.isSeatKept ?? true,
    hasConsumer: false,
    isCleanedUp: before?.isCleanedUp ?? false,
    joinedAt: before?.joinedAt ?? 0,
    reconnectedAt: before?.reconnectedAt ?? 0,
    disconnectedAt: before?.disconnectedAt ?? 0,
    lastPingAt: before?.lastPingAt ?? 0,
    media: before?.media ?? null,
    hasJoinedMedia: before?.hasJoinedMedia ?? false,
  };
}

/** Ends the session somebody still has and waits until its connection is gone, at most 5 s (wire §2.1). */
async function endOlderSession(context: EngineContext, user: UserRecord): Promise<void> {
  const { store, notifier } = context;
  const { roomId, userId } = user;
  await store.updateUser(roomId, userId, (current) => ({ ...current, tokensFrom: nowSeconds() + 1 }));
  notifier.toUser(roomId, userId, Event.SESSION_ENDED, 'notifications.room-disconnected-duplicate-entry');
  const start = Date.now();
  let isKicked = false;
  for (;;) {
    await sleep(pollMilliseconds);
    const current = store.user(roomId, userId);
    const waited = Date.now() - start;
    if (!current || !isOnline(current) || waited > longestWaitMilliseconds) return;
    if (!isKicked && waited > politeWaitMilliseconds) {
      context.kick(current.connection);
      isKicked = true;
    }
  }
}

function checkRequest(request: GenerateTokenReq): UserInfo {
  const violations = joinViolations(request);
  if (violations.length > 0 || !request.userInfo) throw new ApiError(violationText(violations), 'INVALID_PARAMETERS');
  return request.userInfo;
}

function settleUserId(room: RoomRecord, info: UserInfo): void {
  const isGenerated = roomMetadataOf(room).roomFeatures?.autoGenUserId ?? false;
  const problem = isGenerated && info.userId === '' ? undefined : userIdProblem(info);
  if (problem) throw new ApiError(problem, 'INTERNAL_SERVER_ERROR');
  if (!isGenerated || isBot(info.userId)) return;
  info.userMetadata ??= create(UserMetadataSchema);
  info.userMetadata.exUserId ||= info.userId;
  info.userId = randomUUID();
}

/** Notes somebody as a participant of a room and answers the join token. */
export async function admit(context: EngineContext, room: RoomRecord, info: UserInfo): Promise<string> {
  const { store } = context;
  const known = await store.findUser(room.roomId, info.userId);
  if (known?.isBlocked) throw new ApiError('this user is blocked to join this session', 'USER_BLOCKED');
  if (known && isOnline(known)) await endOlderSession(context, known);
  // What the older session had not yet received must not reach the new one.
  if (known?.hasConsumer) await context.consumers.remove(room.roomId, info.userId);
  const user = await store.upsertUser(room.roomId, info.userId, (before) =>
    newUserRecord(room, info, newUserMetadata(context, room, info, before), before),
  );
  const { userId, name, isAdmin, isHidden, clientType } = info;
  return makeJoinToken(context, { roomId: room.roomId, userId, name, isAdmin, isHidden, clientType }, user?.tokensFrom);
}

/** `/auth/room/getJoinToken`: notes the person and answers the token (wire §2.1). */
export async function makeTicket(context: EngineContext, body: string): Promise<string> {
  const request = parseWireJson(GenerateTokenReqSchema, body).message;
  const info = checkRequest(request);
  const room = await context.store.findRoom(request.roomId);
  if (!isLive(room)) throw new ApiError('room is not active', 'ROOM_NOT_FOUND');
  settleUserId(room, info);
  return await admit(context, room, info);
}
