import { ConnectionQuality, Track, type Participant, type Room, type TrackPublication } from 'livekit-client';
import { isHiddenId } from './people.ts';

/** Something a video element can show. LiveKit's tracks are this. */
export interface VideoSource {
  attach: (element: HTMLVideoElement) => unknown;
  detach: (element: HTMLVideoElement) => unknown;
}

export type Quality = 'good' | 'poor' | 'lost';

/** What one participant sends right now. Replaced only when something in it changed. */
export interface ParticipantMedia {
  id: string;
  name: string;
  isLocal: boolean;
  camera: VideoSource | null;
  screen: VideoSource | null;
  microphone: 'none' | 'muted' | 'on';
  /** The server's names of the tracks that are on, for stopping one of them. */
  trackIds: Readonly<Record<'microphone' | 'camera' | 'screenShare', string>>;
  speaking: boolean;
  quality: Quality;
}

export interface MediaState {
  status: 'idle' | 'connecting' | 'connected' | 'reconnecting';
  participants: ReadonlyMap<string, ParticipantMedia>;
  /** Who speaks, or spoke last; null before anybody did. Stays put in silence, so the stage does not jump. */
  speakerId: string | null;
  /** False when the browser wants a click before it plays sound. */
  canPlayAudio: boolean;
}

export const noMedia: MediaState = { status: 'idle', participants: new Map(), speakerId: null, canPlayAudio: true };

/** Reads the media state off LiveKit's room, keeping every object that did not change. */
export function readMediaState(room: Room, previous: MediaState, status: MediaState['status']): MediaState {
  const participants = new Map<string, ParticipantMedia>();
  const present: Participant[] = status === 'idle' ? [] : [room.localParticipant, ...room.remoteParticipants.values()];
  for (const participant of present) {
    if (!participant.identity || isHiddenId(participant.identity)) continue;
    const media = describe(participant);
    const before = previous.participants.get(media.id);
    participants.set(media.id, before && same(before, media) ? before : media);
  }
  const speaker = room.activeSpeakers.find((participant) => !participant.isLocal) ?? room.activeSpeakers[0];
  const unchanged = participants.size === previous.participants.size && [...participants].every(([id, media]) => previous.participants.get(id) === media);
  return {
    status,
    participants: unchanged ? previous.participants : participants,
    speakerId: speaker?.identity ?? previous.speakerId,
    canPlayAudio: room.canPlaybackAudio,
  };
}

export function sameMediaState(a: MediaState, b: MediaState): boolean {
  return a.status === b.status && a.participants === b.participants && a.speakerId === b.speakerId && a.canPlayAudio === b.canPlayAudio;
}

function describe(participant: Participant): ParticipantMedia {
  const microphone = participant.getTrackPublication(Track.Source.Microphone);
  return {
    id: participant.identity,
    name: participant.name ?? '',
    isLocal: participant.isLocal,
    camera: video(participant.getTrackPublication(Track.Source.Camera)),
    screen: video(participant.getTrackPublication(Track.Source.ScreenShare)),
    microphone: microphone ? (microphone.isMuted ? 'muted' : 'on') : 'none',
    trackIds: {
      microphone: microphone?.trackSid ?? '',
      camera: participant.getTrackPublication(Track.Source.Camera)?.trackSid ?? '',
      screenShare: participant.getTrackPublication(Track.Source.ScreenShare)?.trackSid ?? '',
    },
    speaking: participant.isSpeaking,
    quality: quality(participant.connectionQuality),
  };
}

function video(publication: TrackPublication | undefined): VideoSource | null {
  return publication?.videoTrack && !publication.isMuted ? publication.videoTrack : null;
}

function quality(value: ConnectionQuality): Quality {
  if (value === ConnectionQuality.Lost) return 'lost';
  return value === ConnectionQuality.Poor ? 'poor' : 'good';
}

function same(a: ParticipantMedia, b: ParticipantMedia): boolean {
  return (
    a.name === b.name &&
    a.camera === b.camera &&
    a.screen === b.screen &&
    a.microphone === b.microphone &&
    a.trackIds.microphone === b.trackIds.microphone &&
    a.trackIds.camera === b.trackIds.camera &&
    a.trackIds.screenShare === b.trackIds.screenShare &&
    a.speaking === b.speaking &&
    a.quality === b.quality
  );
}
