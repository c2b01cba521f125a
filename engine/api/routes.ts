import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { RoomEndReqSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import {
  ApproveWaitingUsersReqSchema,
  ChangeVisibilityResSchema,
  MuteUnMuteTrackReqSchema,
  RemoveParticipantReqSchema,
  SwitchPresenterReqSchema,
  UpdateUserLockSettingsReqSchema,
  UpdateWaitingRoomMessageReqSchema,
  VerifyTokenReqSchema,
  VerifyTokenResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { approveWaiting, changeVisibility, changeWaitingMessage } from '#engine/moderation/room-changes.ts';
import { updateLocks } from '#engine/moderation/lock-settings.ts';
import { muteTrack, removeParticipant } from '#engine/moderation/participants.ts';
import { switchPresenter } from '#engine/moderation/presenter.ts';
import { entryRefusal } from '#engine/rooms/admission.ts';
import { endRoom } from '#engine/rooms/end.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { streams, subjectNames } from '#lib/plugnmeet/subjects.ts';
import type { JoinClaims } from '#lib/plugnmeet/tokens.ts';
import { Refused } from './refused.ts';

/** The dialect spoken; clients look at it to know what the server can do. */
const serverVersion = '2.4.0';

/** A call by somebody whose token was found good. */
export interface ApiCall {
  context: EngineContext;
  claims: JoinClaims;
  notBefore: number;
  room: RoomRecord;
}

interface ApiRoute {
  isForAdmins: boolean;
  /** Answers the reply's bytes, or nothing for a plain success. */
  handle(call: ApiCall, body: Uint8Array): Promise<Uint8Array | undefined>;
}

function read<Desc extends DescMessage>(schema: Desc, body: Uint8Array): MessageShape<Desc> {
  try {
    return fromBinary(schema, body);
  } catch {
    throw new Refused('proto: cannot parse the request');
  }
}

function adminRoute<Desc extends DescMessage>(schema: Desc, act: (call: ApiCall, request: MessageShape<Desc>) => Promise<void>): ApiRoute {
  return {
    isForAdmins: true,
    handle: async (call, body) => {
      await act(call, read(schema, body));
      return undefined;
    },
  };
}

/** A room named in a request must be the token's (wire §3.1). */
function requireSameRoom(call: ApiCall, roomId: string): void {
  if (roomId !== call.claims.roomId) throw new Refused('requested roomId & token roomId mismatched');
}

async function verifyToken({ context, claims, notBefore, room }: ApiCall, body: Uint8Array): Promise<Uint8Array> {
  read(VerifyTokenReqSchema, body);
  const refusal = await entryRefusal(context, claims, notBefore, room);
  if (refusal) throw new Refused(refusal);
  const encryption = roomMetadataOf(room).roomFeatures?.endToEndEncryptionFeatures;
  const answer = create(VerifyTokenResSchema, {
    status: true,
    msg: 'token is valid',
    natsWsUrls: context.env.NATS_WS_URL,
    serverVersion,
    roomId: claims.roomId,
    userId: claims.userId,
    roomStreamName: streams.room,
    natsSubjects: subjectNames,
    enabledSelfInsertEncryptionKey: (encryption?.isEnabled && encryption.enabledSelfInsertEncryptionKey) ?? false,
    clientType: claims.clientType,
  });
  return toBinary(VerifyTokenResSchema, answer);
}

/** The `/api` calls served (wire §3.2). */
export const apiRoutes: ReadonlyMap<string, ApiRoute> = new Map<string, ApiRoute>([
  ['/api/verifyToken', { isForAdmins: false, handle: verifyToken }],
  [
    '/api/endRoom',
    adminRoute(RoomEndReqSchema, async (call, { roomId }) => {
      requireSameRoom(call, roomId);
      if (!(await endRoom(call.context, roomId))) throw new Refused('room not found or not active');
    }),
  ],
  ['/api/changeVisibility', adminRoute(ChangeVisibilityResSchema, async (call, request) => await changeVisibility(call, request))],
  ['/api/waitingRoom/approveUsers', adminRoute(ApproveWaitingUsersReqSchema, async (call, { userId }) => await approveWaiting(call, userId))],
  ['/api/waitingRoom/updateMsg', adminRoute(UpdateWaitingRoomMessageReqSchema, async (call, { msg }) => await changeWaitingMessage(call, msg))],
  ['/api/updateLockSettings', adminRoute(UpdateUserLockSettingsReqSchema, updateLocks)],
  ['/api/muteUnmuteTrack', adminRoute(MuteUnMuteTrackReqSchema, muteTrack)],
  ['/api/removeParticipant', adminRoute(RemoveParticipantReqSchema, removeParticipant)],
  ['/api/switchPresenter', adminRoute(SwitchPresenterReqSchema, switchPresenter)],
]);
