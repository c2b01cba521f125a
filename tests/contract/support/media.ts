import { Room } from '@livekit/rtc-node';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { ParticipantInfo } from 'livekit-server-sdk';
import { vi } from 'vitest';
import { z } from 'zod';
import type { Services } from '#tests/harness/services.ts';
import type { Participant } from './participant.ts';

const connectionSchema = z.object({ url: z.string(), token: z.string() });

/** Takes a participant into the media with the token that came over NATS. */
export async function joinMedia(participant: Participant): Promise<Room> {
  const { msg } = await participant.ask('REQ_MEDIA_SERVER_DATA', 'RES_MEDIA_SERVER_DATA');
  const { url, token } = connectionSchema.parse(JSON.parse(msg));
  const room = new Room();
  await room.connect(url, token, { autoSubscribe: false, dynacast: false });
  return room;
}

/** LiveKit's own view, to compare with. */
export function mediaAdmin(services: Services): RoomServiceClient {
  return new RoomServiceClient(services.livekitUrl.replace(/^ws/u, 'http'), services.livekitKey, services.livekitSecret);
}

/** Somebody in LiveKit's list, once there and as wanted. */
export async function mediaParticipant(
  admin: RoomServiceClient,
  roomId: string,
  userId: string,
  isWanted: (participant: ParticipantInfo) => boolean = () => true,
): Promise<ParticipantInfo> {
  return await vi.waitUntil(
    async () => {
      const participants = await admin.listParticipants(roomId).catch(() => []);
      return participants.find((participant) => participant.identity === userId && isWanted(participant));
    },
    { timeout: 10_000 },
  );
}
