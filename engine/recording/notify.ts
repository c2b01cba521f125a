import { create, fromBinary } from '@bufbuild/protobuf';
import type { JsonObject } from '@bufbuild/protobuf';
import { NatsSystemNotificationTypes as Notice, RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { RecorderToPlugNmeetSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import type { RecorderToPlugNmeet } from '#generated/proto/plugnmeet/recorder_pb.js';
import { statusText } from '#engine/analytics/events.ts';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { insertRecording } from '#engine/db/recordings.ts';
import { text } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { readRoomMetadata, writeRoomMetadata } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { recordingEvent } from '#engine/webhooks/events.ts';
import type { EventName } from '#engine/webhooks/events.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import { readChapters, writeInfoFile } from './files.ts';
import { releaseMerge } from './merge-lock.ts';
import { isRecordingPath } from './paths.ts';
import type { RecordingRecord } from './record.ts';
import { recordedSession } from './session.ts';
import type { RecordedSession } from './session.ts';

type Flag = 'isRecording' | 'isActiveRtmp';

function eventInfo(told: RecorderToPlugNmeet): JsonObject & { record_id: string } {
  return {
    record_id: told.recordingId,
    recorder_id: told.recorderId,
    recorder_msg: told.msg,
    file_path: told.filePath,
    file_size: megabytes(told.fileSize),
  };
}

/** A 32-bit float as the decimal number it was made from. */
function megabytes(size: number): number {
  return Number.isFinite(size) && size > 0 ? Number(size.toFixed(3)) : 0;
}

async function tell(context: EngineContext, { room }: RecordedSession, told: RecorderToPlugNmeet, name: EventName): Promise<void> {
  await context.outbox.record([recordingEvent(room, name, eventInfo(told))]);
}

/** The room's flag, what people are told, and the webhook. */
async function setRunning(context: EngineContext, session: RecordedSession, told: RecorderToPlugNmeet, flag: Flag, isRunning: boolean): Promise<void> {
  const { roomId, sid } = session.room;
  const changed = await context.store.updateRoom(roomId, (current) => {
    const metadata = readRoomMetadata(current.metadata);
    if (current.sid !== sid || metadata[flag] === isRunning) return undefined;
    metadata[flag] = isRunning;
    return { ...current, metadata: writeRoomMetadata(metadata) };
  });
  const what = flag === 'isRecording' ? 'recording' : 'rtmp';
  if (changed) {
    const status = statusText(isRunning);
    context.analytics.note(changed, { name: `${what}_status`, value: isRunning ? `${status}:${told.recorderId}` : status });
    context.notifier.toRoom(roomId, Event.ROOM_METADATA_UPDATE, changed.metadata);
    const end = told.status ? 'ended' : 'ended-with-error';
    const type = told.status ? Notice.NATS_SYSTEM_NOTIFICATION_INFO : Notice.NATS_SYSTEM_NOTIFICATION_ERROR;
    context.notifier.notifyRoom(roomId, { type, text: `notifications.${what}-${isRunning ? 'started' : end}` });
  }
  await tell(context, session, told, `${isRunning ? 'start' : 'end'}_${what}`);
}

function timestamp(date: Date | null): string {
  return date ? date.toISOString().replace(/\.\d+Z$/u, 'Z') : '0001-01-01T00:00:00Z';
}

const seconds = (date: Date | null): number => Math.floor((date?.getTime() ?? 0) / 1000);

async function addRecording(context: EngineContext, session: RecordedSession, told: RecorderToPlugNmeet): Promise<void> {
  const { room, title, createdAt, endedAt } = session;
  const { recordingId: recordId, recorderId, filePath } = told;
  const fileSize = megabytes(told.fileSize);
  const fields = { recordId, roomId: room.roomId, roomSid: room.sid, recorderId, filePath, fileSize };
  const metadata = {
    title,
    subtitles: {},
    extra_data: { ...(await readChapters(context.env, filePath)), 'meeting-created': timestamp(createdAt), 'meeting-ended': timestamp(endedAt), 'meeting-title': title },
  };
  await context.outbox.record([recordingEvent(room, 'recording_proceeded', eventInfo(told))], async (transaction) => {
    await insertRecording(transaction, { ...fields, variant: told.recordingVariant ?? 0, roomCreatedAt: createdAt, metadata });
  });
  const info = { ...fields, roomTableId: BigInt(room.dbId), roomTitle: title, roomCreated: seconds(createdAt), roomEnded: seconds(endedAt), created: nowSeconds() };
  await writeInfoFile(context.env, info).catch((error: unknown) => context.log.warn({ err: error, recordId }, 'no info file beside a recording'));
}

/** Says in the room and to the webhooks that a recording is over because nobody records any more. */
export async function announceEnd(context: EngineContext, room: RoomRecord, kind: RecordingRecord['kind'], recordingId: string): Promise<void> {
  const session = await recordedSession(context, room.roomId, room.sid);
  if (!session) return;
  const task = kind === 'recording' ? Task.END_RECORDING : Task.END_RTMP;
  const told = create(RecorderToPlugNmeetSchema, { task, status: false, msg: 'no recorder is left', recordingId });
  await setRunning(context, session, told, kind === 'recording' ? 'isRecording' : 'isActiveRtmp', false);
}

/**
 * Notes how a recorder that gives up leaves its recording. Answers whether the room is to hear that it is over: not while
 * another recorder carries on, and not from one that was replaced.
 */
async function noteEnd({ store }: EngineContext, { room, isRunning }: RecordedSession, told: RecorderToPlugNmeet, kind: RecordingRecord['kind']): Promise<boolean> {
  const isInterrupted = !told.status && told.msg.startsWith(recorderNames.interrupted);
  if (!isRunning) return !isInterrupted;
  const known = await store.recordings.find(room.roomId, kind);
  if (known?.recordingId !== told.recordingId || known.sid !== room.sid) return !isInterrupted;
  if (known.recorderId !== told.recorderId) return false;
  const state = isInterrupted && known.state !== 'over' ? 'lost' : 'over';
  await store.recordings.write(room.roomId, kind, (current) =>
    current?.recorderId === told.recorderId ? { ...current, state, lostAt: current.lostAt || Date.now() } : undefined,
  );
  return state === 'over';
}

/** A recorder said that it records: whatever broke off before goes on. */
async function noteStart({ store }: EngineContext, { room, isRunning }: RecordedSession, told: RecorderToPlugNmeet, kind: RecordingRecord['kind']): Promise<void> {
  if (!isRunning) return;
  await store.recordings.write(room.roomId, kind, (current) =>
    current?.recordingId === told.recordingId && current.recorderId === told.recorderId && current.lostAt !== 0 ? { ...current, lostAt: 0 } : undefined,
  );
}

async function take(context: EngineContext, session: RecordedSession, told: RecorderToPlugNmeet): Promise<void> {
  switch (told.task) {
    case Task.START_RECORDING:
      // A start that failed changes nothing: the room was not told of it.
      if (!told.status) return undefined;
      await noteStart(context, session, told, 'recording');
      return await setRunning(context, session, told, 'isRecording', true);
    case Task.END_RECORDING:
      return (await noteEnd(context, session, told, 'recording')) ? await setRunning(context, session, told, 'isRecording', false) : undefined;
    case Task.START_RTMP:
      if (!told.status) return undefined;
      await noteStart(context, session, told, 'rtmp');
      return await setRunning(context, session, told, 'isActiveRtmp', true);
    case Task.END_RTMP:
      return (await noteEnd(context, session, told, 'rtmp')) ? await setRunning(context, session, told, 'isActiveRtmp', false) : undefined;
    case Task.RECORDING_PROCEEDED:
      return await addRecording(context, session, told);
    case Task.RECORDING_TRANSCODING_FINISHED:
      await releaseMerge(context.kv, session.room);
      return await tell(context, session, told, 'recording_transcoding_finished');
    default:
      return undefined;
  }
}

function read(bytes: Uint8Array): RecorderToPlugNmeet | undefined {
  try {
    return fromBinary(RecorderToPlugNmeetSchema, bytes);
  } catch {
    return undefined;
  }
}

/** `/auth/recorder/notify`: what a recorder tells, in protobuf; answers plain text (wire §6.8). */
export async function recorderNotify(context: EngineContext, bytes: Uint8Array): Promise<Reply> {
  const told = read(bytes);
  if (!told || told.from !== 'recorder') return text('cannot parse the request', 400);
  const needsFile = told.task === Task.RECORDING_PROCEEDED;
  if (needsFile && (told.recordingId === '' || !isRecordingPath(told.filePath) || !isRecordingPath(told.recordingId))) return text('invalid file path', 400);
  const session = await recordedSession(context, told.roomId, told.roomSid);
  if (!session) return text('Not Found', 404);
  await take(context, session, told);
  return text('OK');
}
