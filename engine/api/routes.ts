import { create, toBinary } from '@bufbuild/protobuf';
import { RoomEndReqSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import {
  ApproveWaitingUsersReqSchema,
  ChangeSharedNotepadStatusReqSchema,
  ChangeVisibilityResSchema,
  EnableSipDialInReqSchema,
  ExternalDisplayLinkReqSchema,
  ExternalMediaPlayerReqSchema,
  MuteUnMuteTrackReqSchema,
  RemoveParticipantReqSchema,
  SwitchPresenterReqSchema,
  UpdateUserLockSettingsReqSchema,
  UpdateWaitingRoomMessageReqSchema,
  VerifyTokenReqSchema,
  VerifyTokenResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { CreateIngressReqSchema } from '#generated/proto/plugnmeet/ingress_pb.js';
import { RecordingReqSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import { approveWaiting, changeVisibility, changeWaitingMessage } from '#engine/moderation/room-changes.ts';
import { updateLocks } from '#engine/moderation/lock-settings.ts';
import { muteTrack, removeParticipant } from '#engine/moderation/participants.ts';
import { switchPresenter } from '#engine/moderation/presenter.ts';
import { changeNotepad, shareLink, shareMedia } from '#engine/moderation/sharing.ts';
import { clientFiles } from '#engine/http/client-files.ts';
import { insightsRoutes } from '#engine/insights/routes.ts';
import { createIngress } from '#engine/media/ingress.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import { recordRoom } from '#engine/recording/start-stop.ts';
import { entryRefusal } from '#engine/rooms/admission.ts';
import { endRoom } from '#engine/rooms/end.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { streams, subjectNamesFor } from '#lib/plugnmeet/subjects.ts';
import { breakoutRoutes } from './breakout-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { pollRoutes } from './poll-routes.ts';
import { Refused } from './refused.ts';
import { adminRoute, readMessage } from './route.ts';
import type { ApiCall, ApiRoute } from './route.ts';

/** The dialect spoken; clients look at it to know what the server can do. */
const serverVersion = '2.4.0';

/** A room named in a request must be the token's (wire §3.1). */
function requireSameRoom(call: ApiCall, roomId: string): void {
  if (roomId !== call.claims.roomId) throw new Refused('requested roomId & token roomId mismatched');
}

async function verifyToken({ context, claims, notBefore, room }: ApiCall, body: Uint8Array): Promise<Uint8Array> {
  readMessage(VerifyTokenReqSchema, body);
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
    natsSubjects: subjectNamesFor(claims.userId),
    enabledSelfInsertEncryptionKey: (encryption?.isEnabled && encryption.enabledSelfInsertEncryptionKey) ?? false,
    clientType: claims.clientType,
  });
  return toBinary(VerifyTokenResSchema, answer);
}

async function record(call: ApiCall, body: Uint8Array): Promise<undefined> {
  await recordRoom(call, readMessage(RecordingReqSchema, body));
  return undefined;
}

/** The `/api` calls served (wire §3.2–3.5). */
export const apiRoutes: ReadonlyMap<string, ApiRoute> = new Map<string, ApiRoute>([
  ['/api/verifyToken', { method: 'POST', callers: 'token', paramCount: 0, handle: verifyToken }],
  [
    '/api/endRoom',
    adminRoute(RoomEndReqSchema, async (call, { roomId }) => {
      requireSameRoom(call, roomId);
      if (!(await endRoom(call.context, roomId))) throw new Refused('room not found or not active');
    }),
  ],
  ['/api/changeVisibility', adminRoute(ChangeVisibilityResSchema, async (call, request) => await changeVisibility(call, request))],
  ['/api/waitingRoom/approveUsers', adminRoute(ApproveWaitingUsersReqSchema, approveWaiting)],
  ['/api/waitingRoom/updateMsg', adminRoute(UpdateWaitingRoomMessageReqSchema, changeWaitingMessage)],
  ['/api/updateLockSettings', adminRoute(UpdateUserLockSettingsReqSchema, updateLocks)],
  ['/api/muteUnmuteTrack', adminRoute(MuteUnMuteTrackReqSchema, muteTrack)],
  ['/api/removeParticipant', adminRoute(RemoveParticipantReqSchema, removeParticipant)],
  ['/api/switchPresenter', adminRoute(SwitchPresenterReqSchema, switchPresenter)],
  ['/api/externalDisplayLink', adminRoute(ExternalDisplayLinkReqSchema, shareLink)],
  ['/api/externalMediaPlayer', adminRoute(ExternalMediaPlayerReqSchema, shareMedia)],
  ['/api/sharedNotepad/changeStatus', adminRoute(ChangeSharedNotepadStatusReqSchema, changeNotepad)],
  ['/api/recording', { method: 'POST', callers: 'participants', paramCount: 0, handle: record }],
  ['/api/rtmp', { method: 'POST', callers: 'participants', paramCount: 0, handle: record }],
  [
    '/api/ingress/create',
    { method: 'POST', callers: 'admins', paramCount: 0, handle: async (call, body) => await createIngress(call, readMessage(CreateIngressReqSchema, body)) },
  ],
  [
    '/api/enableSipDialIn',
    adminRoute(EnableSipDialInReqSchema, async (call, { roomId }) => {
      checkRoom(call, roomId, '');
      await Promise.reject(new Refused("sip dial-in feature wasn't configured"));
    }),
  ],
  ['/api/getClientFiles', { method: 'ANY', callers: 'token', paramCount: 0, handle: async () => await Promise.resolve(clientFiles()) }],
  ...insightsRoutes(undefined),
  ...pollRoutes,
  ...breakoutRoutes,
  ...fileRoutes,
]);
