import { ConnectionState, LocalAudioTrack, LocalVideoTrack, RoomEvent, Track, TrackEvent } from 'livekit-client';
import type { CapturedMedia, DeviceKind } from './capture.ts';
import type { MediaEncryption } from './encryption/media-encryption.ts';
import { lossFor, newRoom, playAudio, stopAudio, wakeWebRtc, type MediaLoss } from './live-room.ts';
import { createMediaAside, type MediaAside } from './media-aside.ts';
import { noMedia, readMediaState, sameMediaState, type MediaState } from './media-state.ts';
import type { MediaServer } from './parse-room.ts';
import { createSlice, type ReadonlySlice } from './slice.ts';

export type { MediaLoss };
export type LocalSource = 'microphone' | 'camera' | 'screenShare';

export interface MediaEvents {
  onLost: (loss: MediaLoss) => void;
  onMutedByServer: (source: LocalSource) => void;
  /** The device was pulled out or taken away, and no other could take its place. */
  onDeviceLost: (source: LocalSource) => void;
  /** What this participant sends was encrypted with another key. */
  onUnreadable: (participantId: string) => void;
}

export interface Media extends Pick<MediaAside, 'release' | 'pause' | 'resume'> {
  state: ReadonlySlice<MediaState>;
  /** The media server has answered; what follows is between it and the browser's WebRTC. */
  answered: ReadonlySlice<boolean>;
  /** Before connecting: from here on nothing leaves or enters unencrypted. */
  encrypt: (encryption: MediaEncryption) => Promise<void>;
  /** Opens the way to the media server ahead of time. */
  warm: (server: MediaServer) => void;
  connect: (server: MediaServer) => Promise<void>;
  publish: (captured: CapturedMedia) => Promise<void>;
  setEnabled: (source: LocalSource, on: boolean) => Promise<void>;
  /** Takes a source down for good, as when it is locked; false when there was none. */
  unpublish: (source: LocalSource) => Promise<boolean>;
  changeDevice: (kind: DeviceKind, deviceId: string) => Promise<void>;
  startAudio: () => Promise<void>;
  /** What the microphone hears right now; null while it is off. */
  microphoneTrack: () => MediaStreamTrack | null;
  disconnect: () => Promise<void>;
}

const sources = { microphone: Track.Source.Microphone, camera: Track.Source.Camera, screenShare: Track.Source.ScreenShare } as const;
const changes = [
  RoomEvent.ParticipantConnected, RoomEvent.ParticipantDisconnected, RoomEvent.TrackSubscribed, RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackPublished, RoomEvent.TrackUnpublished, RoomEvent.TrackMuted, RoomEvent.TrackUnmuted, RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished, RoomEvent.ActiveSpeakersChanged, RoomEvent.ConnectionQualityChanged,
  RoomEvent.ParticipantNameChanged, RoomEvent.AudioPlaybackStatusChanged,
] as const;

/** Sound and pictures over LiveKit (wire §5). */
export function createMedia(events: MediaEvents): Media {
  const state = createSlice<MediaState>(noMedia);
  const answered = createSlice(false);
  let status: MediaState['status'] = 'idle';
  let leaving = false;
  const muting = new Set<string>();
  /** Whose device has ended: LiveKit looks for another, and mutes the track when it finds none. */
  const ended = new Set<LocalSource>();
  let room = newRoom();
  let aside = createMediaAside(room);

  let readAsked = false;
  /** LiveKit tells of one change in many events: they are read once, together. */
  const read = (): void => {
    if (readAsked) return;
    readAsked = true;
    queueMicrotask(() => {
      readAsked = false;
      const next = readMediaState(room, state.get(), status);
      if (!sameMediaState(state.get(), next)) state.set(next);
    });
  };
  function listen(): void {
    for (const event of changes) room.on(event, read);
    room
      .on(RoomEvent.ConnectionStateChanged, (connection) => {
        if (connection === ConnectionState.Connected) status = 'connected';
        else if (connection === ConnectionState.Disconnected) status = 'idle';
        else status = connection === ConnectionState.Connecting ? 'connecting' : 'reconnecting';
        read();
      })
      .on(RoomEvent.SignalConnected, () => {
        // Who is here is known now; their tiles are drawn while the connection for their pictures is made.
        read();
        answered.set(true);
      })
      .on(RoomEvent.TrackSubscribed, playAudio)
      .on(RoomEvent.TrackUnsubscribed, stopAudio)
      .on(RoomEvent.TrackMuted, (publication, participant) => {
        const source = localSource(publication.source);
        if (!participant.isLocal || !source || muting.has(source)) return;
        if (ended.delete(source)) events.onDeviceLost(source);
        else events.onMutedByServer(source);
      })
      .on(RoomEvent.LocalTrackPublished, ({ source: name, track }) => {
        const source = localSource(name);
        if (!source || !track) return;
        track.on(TrackEvent.Ended, () => ended.add(source)).on(TrackEvent.Restarted, () => ended.delete(source));
      })
      .on(RoomEvent.EncryptionError, (_, participant) => {
        if (participant && !participant.isLocal) events.onUnreadable(participant.identity);
      })
      .on(RoomEvent.Disconnected, (reason) => {
        if (!leaving) events.onLost(lossFor(reason));
      });
  }
  listen();

  async function setEnabled(source: LocalSource, on: boolean): Promise<void> {
    const { localParticipant } = room;
    muting.add(source);
    try {
      if (source === 'microphone') await localParticipant.setMicrophoneEnabled(on);
      else if (source === 'camera') await localParticipant.setCameraEnabled(on);
      else await localParticipant.setScreenShareEnabled(on, { audio: true, selfBrowserSurface: 'include' });
    } finally {
      muting.delete(source);
      read();
    }
  }

  return {
    state,
    answered,
    async encrypt(encryption) {
      // LiveKit is told when a room is made; this one was not connected yet.
      room = newRoom(encryption);
      aside = createMediaAside(room);
      listen();
      await room.setE2EEEnabled(true);
    },
    warm(server) {
      void room.prepareConnection(server.url, server.token);
      void wakeWebRtc().catch(() => undefined);
    },
    async connect(server) {
      leaving = false;
      await room.connect(server.url, server.token, {
        autoSubscribe: true,
        rtcConfig: {
          ...(server.iceServers.length > 0 ? { iceServers: server.iceServers } : {}),
          ...(server.forceRelay ? { iceTransportPolicy: 'relay' } : {}),
        },
      });
    },
    async publish({ camera, microphone, devices }) {
      const work: Promise<unknown>[] = [];
      for (const [kind, deviceId] of Object.entries(devices)) if (isDeviceKind(kind)) void room.switchActiveDevice(kind, deviceId).catch(() => undefined);
      // Handed to LiveKit as its own, so that it closes them when muted and reopens them on the same device.
      if (camera) work.push(room.localParticipant.publishTrack(new LocalVideoTrack(camera, { ...camera.getConstraints() }, false), { source: Track.Source.Camera }));
      if (microphone) work.push(room.localParticipant.publishTrack(new LocalAudioTrack(microphone, { ...microphone.getConstraints() }, false), { source: Track.Source.Microphone }));
      await Promise.all(work);
    },
    setEnabled,
    async unpublish(source) {
      const publications = source === 'screenShare' ? [sources.screenShare, Track.Source.ScreenShareAudio] : [sources[source]];
      const tracks = publications.map((name) => room.localParticipant.getTrackPublication(name)?.track).filter((track) => track !== undefined);
      await room.localParticipant.unpublishTracks(tracks);
      read();
      return tracks.length > 0;
    },
    async changeDevice(kind, deviceId) {
      await room.switchActiveDevice(kind, deviceId);
    },
    startAudio: () => room.startAudio(),
    microphoneTrack: () => room.localParticipant.getTrackPublication(Track.Source.Microphone)?.track?.mediaStreamTrack ?? null,
    release: () => aside.release(),
    pause: () => aside.pause(),
    resume: () => aside.resume(),
    async disconnect() {
      leaving = true;
      await room.disconnect(!aside.released());
      status = 'idle';
      read();
    },
  };
}

function localSource(source: Track.Source): LocalSource | undefined {
  if (source === sources.microphone) return 'microphone';
  if (source === sources.camera) return 'camera';
  return source === sources.screenShare ? 'screenShare' : undefined;
}

function isDeviceKind(kind: string): kind is DeviceKind {
  return kind === 'audioinput' || kind === 'videoinput' || kind === 'audiooutput';
}
