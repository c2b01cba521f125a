import { create, toBinary } from '@bufbuild/protobuf';
import { jetstream } from '@nats-io/jetstream';
import { MergeRecordingsReqSchema } from '#generated/proto/plugnmeet/auth_recording_pb.js';
import type { MergeRecordingsReq } from '#generated/proto/plugnmeet/auth_recording_pb.js';
import { TranscodingTaskMergeRecordingsSchema, TranscodingTaskSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { findSession } from '#engine/db/history.ts';
import { findRecording, findRecordings } from '#engine/db/recordings.ts';
import type { RecordingRow } from '#engine/db/recordings.ts';
import { ApiError, envelope, json } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { violationText } from '#engine/rooms/validation.ts';
import type { Violation } from '#engine/rooms/validation.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import { claimMerge } from './merge-lock.ts';
import type { MergeScope } from './merge-lock.ts';

/** Wire §1.3: the newest so many of a session. */
const mostOfSession = 20;
const mostIds = 100;

type Scope = MergeRecordingsReq['mergeScope'];

function violations(scope: Scope): Violation[] {
  if (scope.case === undefined) return [{ path: '', message: 'one of by_session, by_ids must be set' }];
  if (scope.case === 'bySession') return scope.value.roomSid === '' ? [{ path: 'by_session.room_sid', message: 'value is required' }] : [];
  const { roomId, recordingIds } = scope.value;
  return [
    ...(roomId === '' ? [{ path: 'by_ids.room_id', message: 'value is required' }] : []),
    ...(recordingIds.length < 2 ? [{ path: 'by_ids.recording_ids', message: 'must contain at least 2 item(s)' }] : []),
    ...(recordingIds.length > mostIds ? [{ path: 'by_ids.recording_ids', message: `must contain at most ${mostIds} item(s)` }] : []),
  ];
}

/** The recordings of a scope in the order they were made. */
async function recordingsOf({ db }: EngineContext, scope: Scope): Promise<RecordingRow[]> {
  if (scope.case === 'bySession') {
    const { roomSid, excludeRecordingIds } = scope.value;
    const { rows } = await findRecordings(db, { roomIds: [], roomSid, from: 0, limit: mostOfSession, ascending: false });
    return rows.filter(({ recordId }) => !excludeRecordingIds.includes(recordId)).toReversed();
  }
  if (scope.case !== 'byIds') return [];
  const { roomId, recordingIds } = scope.value;
  const rows = await Promise.all(recordingIds.map(async (recordId) => await findRecording(db, recordId)));
  return rows.map((row) => {
    if (row?.roomId !== roomId) throw new ApiError('recording not found', 'NOT_FOUND');
    return row;
  });
}

/** `/auth/recording/mergeRecordings`: gives recorders a file to make of several (wire §1.3, §6.8). */
export async function mergeRecordings(context: EngineContext, body: string): Promise<Reply> {
  const { mergeScope } = parseWireJson(MergeRecordingsReqSchema, body).message;
  const wrong = violations(mergeScope);
  if (wrong.length > 0) throw new ApiError(violationText(wrong), 'INVALID_PARAMETERS');
  const rows = await recordingsOf(context, mergeScope);
  const [first] = rows;
  if (!first) throw new ApiError('no recording found', 'NOT_FOUND');
  if (rows.length < 2) throw new ApiError('at least 2 recordings are needed to merge', 'INVALID_PARAMETERS');
  const scope: MergeScope = mergeScope.case === 'bySession' ? { sid: first.roomSid } : { roomId: first.roomId };
  if (!(await claimMerge(context.kv, scope))) throw new ApiError('another request for this scope already registered, rejecting new one', 'CONFLICT');
  const session = await findSession(context.db, first.roomSid);
  const task = create(TranscodingTaskSchema, {
    recordingId: `${first.roomSid}-${Date.now()}`,
    roomId: first.roomId,
    roomSid: first.roomSid,
    roomTableId: session?.id ?? 0n,
    recorderId: first.recorderId,
    taskDetails: { case: 'mergeRecordings', value: create(TranscodingTaskMergeRecordingsSchema, { filePaths: rows.map(({ filePath }) => filePath) }) },
  });
  await jetstream(context.nats).publish(recorderNames.jobs, toBinary(TranscodingTaskSchema, task));
  return json(envelope(true, 'successfully registered new recording merging task', 'SUCCESS'));
}
