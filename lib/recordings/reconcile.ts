import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { lockMeeting, notifyMeeting } from '#lib/meetings/lifecycle.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { registerRecording } from './register.ts';

/** Takes note of recordings whose webhook was lost. A server that does not answer changes nothing, and nothing is ever deleted here. */
export async function reconcileRecordings(client: Pick<PlugnmeetClient, 'fetchRecordings'> = plugnmeet()): Promise<void> {
  const db = database();
  try {
    const upstream = await client.fetchRecordings();
    const known = await db.recording.findMany({ where: { recordId: { in: upstream.map(({ record_id: id }) => id) } }, select: { recordId: true } });
    const knownIds = new Set(known.map(({ recordId }) => recordId));
    for (const { record_id: recordId, room_id: roomId, creation_time: seconds } of upstream.filter(({ record_id: id }) => !knownIds.has(id))) {
      await db.$transaction(async (tx) => {
        const meeting = await lockMeeting(tx, { roomId });
        if (meeting && await registerRecording(tx, { recordId, meetingId: meeting.id, recordedAt: new Date(seconds * 1000) })) await notifyMeeting(tx, meeting);
      });
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
