import { AudioSource, LocalAudioTrack, LocalVideoTrack, TrackPublishOptions, TrackSource, VideoSource } from '@livekit/rtc-node';
import type { Room } from '@livekit/rtc-node';

/** What a scripted person sends; each is taken down again by its key. */
export interface Published {
  microphone: string;
  camera: string;
}

/** Publishes a microphone and a camera, as a client of the protocol names them; answers their track ids. */
export async function publishBoth({ localParticipant }: Room): Promise<Published> {
  if (!localParticipant) throw new Error('not connected to media');
  const audio = LocalAudioTrack.createAudioTrack('', new AudioSource(48_000, 1));
  const microphone = await localParticipant.publishTrack(audio, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
  const video = LocalVideoTrack.createVideoTrack('', new VideoSource(320, 180));
  const camera = await localParticipant.publishTrack(video, new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA }));
  return { microphone: microphone.sid ?? '', camera: camera.sid ?? '' };
}
