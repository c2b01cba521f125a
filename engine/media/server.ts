import { RoomServiceClient, TrackSource, TwirpError } from 'livekit-server-sdk';
import type { ParticipantInfo } from 'livekit-server-sdk';
import type { EngineEnv } from '#engine/env.ts';
import type { Source } from './grants.ts';

const requestTimeoutSeconds = 5;
/** For how long a list of participants may be told again: many ask for the same room at once. */
const listLifeMilliseconds = 200;

const trackSources: Readonly<Record<Source, TrackSource>> = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TwirpError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** LiveKit's room service, as far as the engine needs it (wire §5). Rooms and people that are gone are no error. */
export class MediaServer {
  readonly #client: RoomServiceClient;
  readonly #lists = new Map<string, { until: number; participants: Promise<ParticipantInfo[]> }>();

  constructor(env: EngineEnv) {
    this.#client = new RoomServiceClient(env.LIVEKIT_API_URL, env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET, { requestTimeout: requestTimeoutSeconds });
  }

  async participants(roomId: string): Promise<ParticipantInfo[]> {
    return (await unlessGone(this.#client.listParticipants(roomId))) ?? [];
  }

  /** As {@link participants}, at most 0.2 s old. */
  async recentParticipants(roomId: string): Promise<ParticipantInfo[]> {
    const now = Date.now();
    const known = this.#lists.get(roomId);
    if (known && known.until > now) return await known.participants;
    const participants = this.participants(roomId);
    this.#lists.set(roomId, { until: now + listLifeMilliseconds, participants });
    const forget = setTimeout(() => this.#lists.delete(roomId), listLifeMilliseconds);
    forget.unref();
    return await participants;
  }

  async participant(roomId: string, userId: string): Promise<ParticipantInfo | undefined> {
    return await unlessGone(this.#client.getParticipant(roomId, userId));
  }

  /** Allows exactly these sources from now on; tracks of other sources are taken down by LiveKit. */
  async allowSources(roomId: string, userId: string, sources: readonly Source[], isHidden: boolean): Promise<void> {
    await unlessGone(
      this.#client.updateParticipant(roomId, userId, {
        permission: {
          canPublish: sources.length > 0,
          canSubscribe: true,
          canPublishData: true,
          canPublishSources: sources.map((source) => trackSources[source]),
          hidden: isHidden,
        },
      }),
    );
  }

  async muteTrack(roomId: string, userId: string, trackSid: string, isMuted: boolean): Promise<void> {
    await this.#client.mutePublishedTrack(roomId, userId, trackSid, isMuted);
  }

  async remove(roomId: string, userId: string): Promise<void> {
    await unlessGone(this.#client.removeParticipant(roomId, userId));
  }

  async deleteRoom(roomId: string): Promise<void> {
    await unlessGone(this.#client.deleteRoom(roomId));
  }
}
