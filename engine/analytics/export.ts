import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RoomArtifactType } from '#generated/proto/plugnmeet/enums_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { insertArtifact } from '#engine/db/artifacts.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { analyticsProceeded, artifactCreated } from '#engine/webhooks/events.ts';
import type { WebhookEvent } from '#engine/webhooks/events.ts';
import { analyticsFile } from './file.ts';
import { gatherMilliseconds, isCounted } from './notes.ts';

/** Other engines write what they gathered within this. */
const othersMilliseconds = gatherMilliseconds * 2;
const mimeType = 'application/json';

/** Where a session's analytics are kept, relative to ARTIFACTS_PATH (wire §6.10). */
function pathOf({ roomId, sid, endedAt }: RoomRecord): string {
  return `meeting_analytics/${roomId}/analytics-${sid}-${endedAt}.json`;
}

/**
 * Writes the analytics file of a session that ended and tells the webhooks of it; nothing when no figures are wanted or nobody came.
 * May be done twice: it makes the same file.
 */
export async function exportAnalytics({ env, db, analytics, outbox }: EngineContext, room: RoomRecord, users: readonly UserRecord[]): Promise<void> {
  if (!isCounted(room) || !users.some(({ hasJoinedMedia }) => hasJoinedMedia)) return;
  await sleep(othersMilliseconds);
  await analytics.flush();
  const notes = await db.analyticsNote.findMany({ where: { roomSid: room.sid }, orderBy: { id: 'asc' } });
  const text = analyticsFile(room, users, notes);
  const filePath = pathOf(room);
  await writeWhole(join(env.ARTIFACTS_PATH, filePath), text);
  const file = { filePath, fileSize: Buffer.byteLength(text), mimeType };
  const events: WebhookEvent[] = [];
  await outbox.record(events, async (transaction) => {
    const artifactId = await insertArtifact(transaction, { roomId: room.roomId, roomSid: room.sid, type: RoomArtifactType.MEETING_ANALYTICS, ...file });
    events.push(artifactCreated(room, artifactId, file), analyticsProceeded(room, artifactId));
    await transaction.analyticsNote.deleteMany({ where: { roomSid: room.sid } });
  });
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.part`;
  await writeFile(draft, text);
  await rename(draft, path);
}
