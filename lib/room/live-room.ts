import { DisconnectReason, Room, Track, VideoPresets, type RemoteTrack } from 'livekit-client';
import type { MediaEncryption } from './encryption/media-encryption.ts';

/** Why a media connection is over. */
export type MediaLoss = 'moved' | 'removed' | 'roomClosed' | 'broken';

/** A LiveKit room as classes need it, not connected yet. */
export function newRoom(encryption?: MediaEncryption): Room {
  return new Room({
    adaptiveStream: true,
    dynacast: true,
    // Two connections: the socket opens 100 ms earlier without an offer to prepare, and the first picture comes sooner.
    singlePeerConnection: false,
    videoCaptureDefaults: { resolution: VideoPresets.h720.resolution },
    publishDefaults: { simulcast: true, videoEncoding: VideoPresets.h720.encoding },
    ...(encryption ? { encryption } : {}),
  });
}

/** The first peer connection of a page loads the codecs: better while devices are checked than after the click. */
export async function wakeWebRtc(): Promise<void> {
  const connection = new RTCPeerConnection();
  connection.addTransceiver('video');
  connection.addTransceiver('audio');
  await connection.createOffer();
  connection.close();
}

export function playAudio(track: RemoteTrack): void {
  if (track.kind === Track.Kind.Audio) track.attach();
}

export function stopAudio(track: RemoteTrack): void {
  if (track.kind === Track.Kind.Audio) for (const element of track.detach()) element.remove();
}

export function lossFor(reason: DisconnectReason | undefined): MediaLoss {
  switch (reason) {
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'moved';
    case DisconnectReason.PARTICIPANT_REMOVED:
      return 'removed';
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return 'roomClosed';
    default:
      return 'broken';
  }
}
