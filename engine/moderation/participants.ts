import { TrackSource } from 'livekit-server-sdk';
import type { ParticipantInfo } from 'livekit-server-sdk';
import type { MuteUnMuteTrackReq, RemoveParticipantReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { NatsSystemNotificationTypes } from '#generated/proto/plugnmeet/enums_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { nowSeconds } from '#engine/clock.ts';
import { isOnline } from '#engine/rooms/records.ts';
import { checkRoom } from './call.ts';
import type { ModeratorCall } from './call.ts';

const everybody = 'all';

function microphoneOf(participant: ParticipantInfo): string | undefined {
  return participant.tracks.find((track) => track.source === TrackSource.MICROPHONE)?.sid;
}

/** Mutes somebody's track (the microphone when none is named), or with `all` every other microphone (wire §5). */
export async function muteTrack(call: ModeratorCall, request: MuteUnMuteTrackReq): Promise<void> {
  checkRoom(call, request.roomId, request.sid);
  const { context, claims } = call;
  const { media } = context;
  if (request.userId === everybody) {
    for (const participant of await media.participants(claims.roomId)) {
      const trackSid = microphoneOf(participant);
      if (trackSid && participant.identity !== claims.userId) await media.muteTrack(claims.roomId, participant.identity, trackSid, request.muted);
    }
    return;
  }
  const participant = await media.participant(claims.roomId, request.userId);
  if (!participant) throw new Refused('footer.notice.failed-to-load-participant-info');
  const trackSid = request.trackSid || microphoneOf(participant);
  // LiveKit takes any track's name and does nothing.
  if (!trackSid || !participant.tracks.some(({ sid }) => sid === trackSid)) throw new Refused('footer.notice.no-suitable-track-found');
  try {
    await media.muteTrack(claims.roomId, request.userId, trackSid, request.muted);
  } catch (error) {
    context.log.warn({ err: error, roomId: claims.roomId }, 'LiveKit did not mute the track');
    throw new Refused('footer.notice.failed-to-mute-unmute-track');
  }
}

/** Takes somebody out of the room, for good when `block_user` is set (wire §3.2). */
export async function removeParticipant(call: ModeratorCall, request: RemoveParticipantReq): Promise<void> {
  checkRoom(call, request.roomId, request.sid);
  const { context, claims } = call;
  const { store, notifier } = context;
  const { roomId } = claims;
  if (request.userId === claims.userId) throw new Refused('you can\'t remove yourself"');
  const user = await store.findUser(roomId, request.userId);
  if (!user || (!isOnline(user) && user.status !== 'disconnected')) throw new Refused("user isn't active now");
  if (request.msg !== '') {
    notifier.notifyUser(roomId, user.userId, { type: NatsSystemNotificationTypes.NATS_SYSTEM_NOTIFICATION_ERROR, text: request.msg });
  }
  notifier.toUser(roomId, user.userId, Event.SESSION_ENDED, 'notifications.room-disconnected-participant-removed');
  await store.updateUser(roomId, user.userId, (current) => ({
    ...current,
    sessionOver: true,
    isBlocked: current.isBlocked || request.blockUser,
    tokensFrom: nowSeconds() + 1,
  }));
  await context.media.remove(roomId, user.userId);
}
