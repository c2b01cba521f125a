import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { TrackSource, WebhookReceiver } from 'livekit-server-sdk';
import type { TrackInfo, WebhookEvent as MediaEvent } from 'livekit-server-sdk';
import { statusText } from '#engine/analytics/events.ts';
import type { EngineContext } from '#engine/context.ts';
import { KeyedQueue } from '#engine/keyed-queue.ts';
import { text } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { header } from '#engine/http/request.ts';
import type { EngineRequest } from '#engine/http/request.ts';
import { readRoomMetadata, writeRoomMetadata } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { roomStarted, trackEvent } from '#engine/webhooks/events.ts';
import type { MediaRoom } from '#engine/webhooks/events.ts';
import { mediaJson, noteJoined, noteLeft } from './stays.ts';

function mediaRoom(event: MediaEvent): MediaRoom | undefined {
  if (!event.room) return undefined;
  const { creationTime, numParticipants, enabledCodecs } = event.room;
  return { creationTime, numParticipants, codecs: enabledCodecs.map(({ mime }) => ({ mime })) };
}

const trackEvents: Readonly<Partial<Record<TrackSource, 'mic_status' | 'webcam_status' | 'screen_share_status'>>> = {
  [TrackSource.MICROPHONE]: 'mic_status',
  [TrackSource.CAMERA]: 'webcam_status',
  [TrackSource.SCREEN_SHARE]: 'screen_share_status',
};

/** For the figures: somebody's microphone, camera or screen came on the air or went off it. */
function noteTrack({ analytics, store }: EngineContext, room: RoomRecord, userId: string, { sid, source }: TrackInfo, isOn: boolean, at: number): void {
  const name = trackEvents[source];
  if (name && store.user(room.roomId, userId)) analytics.note(room, { name, userId, value: statusText(isOn), at, key: `${sid}-${isOn}` });
}

/** Takes LiveKit's webhooks (wire §5): they tell who is in the media and go on to the webhook receivers. */
export class MediaWebhooks {
  readonly #context: EngineContext;
  readonly #receiver: WebhookReceiver;
  /** A room's events are noted in the order LiveKit sent them. */
  readonly #order = new KeyedQueue();

  constructor(context: EngineContext) {
    this.#context = context;
    this.#receiver = new WebhookReceiver(context.env.LIVEKIT_API_KEY, context.env.LIVEKIT_API_SECRET);
  }

  /** `POST /webhook`. */
  async answer({ headers, body }: EngineRequest): Promise<Reply> {
    let event: MediaEvent;
    try {
      event = await this.#receiver.receive(body.toString('utf8'), header(headers, 'authorization'));
    } catch (error) {
      this.#context.log.warn({ err: error }, 'a media webhook was refused');
      return text('forbidden', 403);
    }
    const roomId = event.room?.name ?? '';
    if (roomId === '') return text('OK');
    // An answer other than 2xx makes LiveKit send it again.
    await this.#order.run(roomId, async () => await this.#take(roomId, event));
    return text('OK');
  }

  async #take(roomId: string, event: MediaEvent): Promise<void> {
    const room = await this.#context.store.findRoom(roomId);
    if (!room) {
      if (event.event === 'room_started') await this.#context.media.deleteRoom(roomId);
      return;
    }
    const createdAt = Number(event.createdAt);
    const { participant, track } = event;
    switch (event.event) {
      case 'room_started':
        await this.#noteStarted(room, createdAt, mediaRoom(event));
        break;
      case 'participant_joined':
        if (participant) await noteJoined(this.#context, room, participant, createdAt, mediaRoom(event));
        break;
      case 'participant_left':
        if (participant) await noteLeft(this.#context, room, participant, createdAt, mediaRoom(event));
        break;
      case 'track_published':
      case 'track_unpublished':
        if (participant && track) {
          noteTrack(this.#context, room, participant.identity, track, event.event === 'track_published', createdAt * 1000);
          await this.#context.outbox.record([trackEvent(room, event.event, mediaJson(participant), mediaJson(track), createdAt)]);
        }
        break;
      default:
        // The media room's end is not the session's: LiveKit also closes rooms that were left for a moment.
        break;
    }
  }

  /** Media began: the room is active, and its time runs from now. */
  async #noteStarted(room: RoomRecord, startedAt: number, media: MediaRoom | undefined): Promise<void> {
    const started = await this.#context.store.updateRoom(room.roomId, (current) => {
      if (current.startedAt > 0) return undefined;
      const metadata = readRoomMetadata(current.metadata);
      metadata.startedAt = BigInt(startedAt);
      return { ...current, startedAt, status: current.status === 'created' ? 'active' : current.status, metadata: writeRoomMetadata(metadata) };
    });
    if (started) this.#context.notifier.toRoom(room.roomId, Event.ROOM_METADATA_UPDATE, started.metadata);
    const current = started ?? room;
    if (current.startedAt > 0) await this.#context.outbox.record([roomStarted(current, current.startedAt, media)]);
  }
}
