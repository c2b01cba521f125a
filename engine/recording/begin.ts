import { create, fromBinary } from '@bufbuild/protobuf';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { UserInfoSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { EngineContext } from '#engine/context.ts';
import { admit } from '#engine/rooms/join.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { writeAccessToken } from '#lib/plugnmeet/recording-design.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import type { RecordingRecord } from './record.ts';
import { bestRecorder, listRecorders } from './recorders.ts';
import { recorderMessage } from './stop.ts';

/** Wire §6.8. */
const answerMilliseconds = 3000;

const bots = {
  recording: { id: 'RECORDER_BOT', task: Task.START_RECORDING },
  rtmp: { id: 'RTMP_BOT', task: Task.START_RTMP },
} as const;

/** Asks recorders and waits for the one that is meant. Throws Refused when it does not answer or refuses. */
export async function askRecorders(context: EngineContext, body: Uint8Array): Promise<void> {
  const answer = await context.nats.request(recorderNames.channel, body, { timeout: answerMilliseconds }).catch(() => {
    throw new Refused('Timed out waiting for a response from the NATS recorder channel');
  });
  let response;
  try {
    response = fromBinary(CommonResponseSchema, answer.data);
  } catch {
    throw new Refused('Recorder returned a non-successful response');
  }
  if (response.status) return;
  context.log.warn({ answer: response.msg.slice(0, 500) }, 'a recorder refused');
  throw new Refused('Recorder returned a non-successful response');
}

/** What is to be recorded or streamed; a known `recordingId` goes on with that recording. */
export type Wanted = Pick<RecordingRecord, 'kind' | 'rtmpUrl' | 'design'> & Partial<Pick<RecordingRecord, 'recordingId' | 'lostAt'>>;

/** Gives the task to the recorder that has most room, and notes which one has it. Throws Refused when none takes it. */
export async function beginRecording(context: EngineContext, room: RoomRecord, wanted: Wanted): Promise<void> {
  const { kind, rtmpUrl, design, recordingId = `${room.sid}-${Date.now()}`, lostAt = 0 } = wanted;
  const { id: userId, task } = bots[kind];
  const recorder = bestRecorder(await listRecorders(context.recorders), Date.now());
  if (!recorder) throw new Refused(`Failed to add token for ${kind} bot`);
  const token = await admit(context, room, create(UserInfoSchema, { userId, name: '', isAdmin: true, isHidden: true }));
  const body = recorderMessage(room, task, {
    recordingId,
    recorderId: recorder.id,
    accessToken: writeAccessToken(token, design),
    ...(rtmpUrl !== '' && { rtmpUrl }),
  });
  const record: RecordingRecord = { kind, sid: room.sid, recordingId, recorderId: recorder.id, rtmpUrl, design, state: 'running', lostAt, askedAt: Date.now() };
  await askRecorders(context, body);
  await context.store.recordings.write(room.roomId, kind, () => record);
}
