import { Refused } from '#engine/api/refused.ts';
import type { EngineContext } from '#engine/context.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { isBot, isOnline } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { languageKey, writeDesign } from '#lib/plugnmeet/recording-design.ts';
import { beginRecording } from './begin.ts';
import { announceEnd } from './notify.ts';
import type { RecordingRecord } from './record.ts';
import { isAlive, listRecorders } from './recorders.ts';
import type { RecorderInfo } from './recorders.ts';

/** How long another recorder is looked for before a recording is given up. */
const patienceMilliseconds = 60_000;
/** A recorder that was just asked may not have begun. */
const askAgainMilliseconds = 5000;

async function carryOn(context: EngineContext, room: RoomRecord, record: RecordingRecord, now: number): Promise<void> {
  const { kind, rtmpUrl, design, recordingId, lostAt, askedAt } = record;
  if (now - lostAt > patienceMilliseconds) {
    context.log.error({ roomId: room.roomId, recordingId, kind }, 'no recorder carries on with a recording');
    await context.store.recordings.write(room.roomId, kind, (current) => current && { ...current, state: 'over' });
    return await announceEnd(context, room, kind, recordingId);
  }
  if (now - askedAt < askAgainMilliseconds) return;
  try {
    await beginRecording(context, room, { kind, rtmpUrl, design, recordingId, lostAt });
    context.log.warn({ roomId: room.roomId, recordingId, kind, lost: record.recorderId }, 'another recorder carries on with a recording');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await context.store.recordings.write(room.roomId, kind, (current) => current?.state === 'lost' ? { ...current, askedAt: now } : undefined);
  }
}

async function superviseOne(context: EngineContext, room: RoomRecord, record: RecordingRecord, recorders: readonly RecorderInfo[], now: number): Promise<void> {
  if (record.state === 'lost') return await carryOn(context, room, record, now);
  const recorder = recorders.find(({ id }) => id === record.recorderId);
  if (recorder && isAlive(recorder, now)) return;
  context.log.warn({ roomId: room.roomId, recordingId: record.recordingId, recorderId: record.recorderId }, 'a recorder is gone');
  await context.store.recordings.write(room.roomId, record.kind, (current) =>
    current?.state === 'running' && current.recorderId === record.recorderId ? { ...current, state: 'lost', lostAt: current.lostAt || now } : undefined,
  );
}

/** A room that records by itself does so from the first moderator on; whoever stops it has the last word. */
function isToBegin({ store }: EngineContext, room: RoomRecord, known: RecordingRecord | undefined): boolean {
  if (known?.sid === room.sid) return false;
  const { roomFeatures, isRecording } = roomMetadataOf(room);
  const features = roomFeatures?.recordingFeatures;
  if (isRecording || !features?.isAllow || !features.isAllowCloud || !features.enableAutoCloudRecording) return false;
  return store.users(room.roomId).some((user) => user.isAdmin && !isBot(user.userId) && isOnline(user));
}

/** Begins what is to be recorded without being asked, and has recordings carried on whose recorder is gone. */
export async function superviseRecordings(context: EngineContext, rooms: readonly RoomRecord[], now: number): Promise<void> {
  const work = rooms.map((room) => ({ room, records: context.store.recordings.list(room.roomId).filter(({ sid }) => sid === room.sid) }));
  const isWatched = work.some(({ records }) => records.some(({ state }) => state !== 'over'));
  const recorders = isWatched ? await listRecorders(context.recorders) : [];
  for (const { room, records } of work) {
    for (const record of records) if (record.state !== 'over') await superviseOne(context, room, record, recorders, now);
    if (!isToBegin(context, room, records.find(({ kind }) => kind === 'recording'))) continue;
    const language = roomMetadataOf(room).extraData[languageKey];
    await beginRecording(context, room, { kind: 'recording', rtmpUrl: '', design: writeDesign({ language }) }).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      context.log.debug({ roomId: room.roomId, err: error }, 'a recording could not yet begin by itself');
    });
  }
}
