import { LocalTrack, RoomEvent, Track, type Room, type RemoteTrackPublication } from 'livekit-client';
import type { CapturedMedia } from './capture.ts';

/** Being connected to a room without sending or receiving anything, as while somebody is in a breakout room. */
export interface MediaAside {
  /** The devices in use, to go on with elsewhere: this connection no longer closes them. Muted ones are closed. */
  release: () => CapturedMedia;
  /** Takes down what is sent and receives nothing from here on. */
  pause: () => Promise<void>;
  resume: () => void;
  /** Whether devices were handed on, so that disconnecting must leave them open. */
  released: () => boolean;
}

export function createMediaAside(room: Room): MediaAside {
  let aside = false;
  let released = false;
  const receive = (): void => {
    for (const participant of room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) publication.setSubscribed(!aside);
    }
  };
  const refuse = (publication: RemoteTrackPublication): void => {
    if (aside) publication.setSubscribed(false);
  };
  // The media server sends new tracks, and all of them after a reconnect, unless it is told otherwise.
  room.on(RoomEvent.TrackPublished, refuse).on(RoomEvent.TrackSubscribed, (_, publication) => refuse(publication));

  function hand(source: Track.Source): MediaStreamTrack | null {
    const track = room.localParticipant.getTrackPublication(source)?.track;
    if (!(track instanceof LocalTrack)) return null;
    if (!track.isMuted && track.mediaStreamTrack.readyState === 'live') return track.mediaStreamTrack;
    track.stop();
    return null;
  }

  return {
    release() {
      released = true;
      const devices: CapturedMedia['devices'] = {};
      for (const kind of ['audioinput', 'videoinput', 'audiooutput'] as const) {
        const device = room.getActiveDevice(kind);
        if (device) devices[kind] = device;
      }
      const captured = { camera: hand(Track.Source.Camera), microphone: hand(Track.Source.Microphone), devices };
      for (const source of [Track.Source.ScreenShare, Track.Source.ScreenShareAudio]) {
        const track = room.localParticipant.getTrackPublication(source)?.track;
        if (track instanceof LocalTrack) track.stop();
      }
      return captured;
    },
    async pause() {
      aside = true;
      receive();
      const tracks = [...room.localParticipant.trackPublications.values()].map(({ track }) => track).filter((track) => track instanceof LocalTrack);
      await Promise.all(tracks.map((track) => room.localParticipant.unpublishTrack(track, false)));
      released = false;
    },
    resume() {
      aside = false;
      receive();
    },
    released: () => released,
  };
}
