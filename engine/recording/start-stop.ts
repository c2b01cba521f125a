import { create, fromBinary } from '@bufbuild/protobuf';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { UserInfoSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import type { RecordingReq } from '#generated/proto/plugnmeet/recording_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import type { EngineContext } from '#engine/context.ts';
import { changeRoomMetadata } from '#engine/moderation/call.ts';
import { admit } from '#engine/rooms/join.ts';
import { tryLock } from '#engine/rooms/locks.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import { bestRecorder, listRecorders } from './recorders.ts';
import { recorderMessage } from './stop.ts';

/** Wire §6.8. */
const answerMilliseconds = 3000;
const lockMilliseconds = 10_000;
const longestDesign = 16_384;

type RoomTask = Task.START_RECORDING | Task.STOP_RECORDING | Task.START_RTMP | Task.STOP_RTMP;

const botIds: Readonly<Record<'recording' | 'rtmp', string>> = { recording: 'RECORDER_BOT', rtmp: 'RTMP_BOT' };

function readTask(task: Task): RoomTask {
  switch (task) {
    case Task.START_RECORDING:
    case Task.STOP_RECORDING:
    case Task.START_RTMP:
    case Task.STOP_RTMP:
      return task;
    default:
      throw new Refused('task is not one that can be asked for');
  }
}

function isRtmpAddress(address: string): boolean {
  return URL.canParse(address) && ['rtmp:', 'rtmps:'].includes(new URL(address).protocol);
}

function requireStartable(room: RoomRecord, kind: 'recording' | 'rtmp', request: RecordingReq): void {
  const { roomFeatures, isRecording, isActiveRtmp } = roomMetadataOf(room);
  if (kind === 'recording') {
    const features = roomFeatures?.recordingFeatures;
    if (!features?.isAllow || !features.isAllowCloud) throw new Refused("recording isn't allowed for this room");
    if (isRecording) throw new Refused('notifications.recording-already-running');
    return;
  }
  const features = roomFeatures?.externalBroadcastingFeatures;
  if (!features?.isAllow || !features.isAllowRtmp) throw new Refused("broadcasting isn't allowed for this room");
  if (!request.rtmpUrl) throw new Refused('rtmpUrl required');
  if (!isRtmpAddress(request.rtmpUrl)) throw new Refused('rtmpUrl must be an rtmp or rtmps address');
  if (isActiveRtmp) throw new Refused('notifications.rtmp-already-running');
}

function requireStoppable(room: RoomRecord, kind: 'recording' | 'rtmp'): void {
  const { isRecording, isActiveRtmp } = roomMetadataOf(room);
  if (kind === 'recording' && !isRecording) throw new Refused('notifications.recording-not-running');
  if (kind === 'rtmp' && !isActiveRtmp) throw new Refused('notifications.rtmp-not-running');
}

async function askRecorders(context: EngineContext, body: Uint8Array): Promise<void> {
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

async function start(call: ApiCall, kind: 'recording' | 'rtmp', task: RoomTask, request: RecordingReq): Promise<void> {
  const { context, room } = call;
  const recorder = bestRecorder(await listRecorders(context.recorders), Date.now());
  if (!recorder) throw new Refused(`Failed to add token for ${kind} bot`);
  const info = create(UserInfoSchema, { userId: botIds[kind], name: '', isAdmin: true, isHidden: true });
  const token = await admit(context, room, info);
  const design = request.customDesign ? `&custom_design=${encodeURIComponent(request.customDesign)}` : '';
  const body = recorderMessage(room, task, {
    recordingId: `${room.sid}-${Date.now()}`,
    recorderId: recorder.id,
    accessToken: `${token}${design}`,
    ...(kind === 'rtmp' && request.rtmpUrl !== undefined && { rtmpUrl: request.rtmpUrl }),
  });
  await askRecorders(context, body);
}

async function noteBotOptions(call: ApiCall, kind: 'recording' | 'rtmp', { recorderBotOptions }: RecordingReq): Promise<void> {
  if (!recorderBotOptions) return;
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    const features = kind === 'recording' ? roomFeatures?.recordingFeatures : roomFeatures?.externalBroadcastingFeatures;
    if (features) features.recorderBotOptions = recorderBotOptions;
  });
}

/** `recording` and `rtmp`: asks a recorder to begin or to stop (wire §3.2, §6.8). The room is told when the recorder tells. */
export async function recordRoom(call: ApiCall, request: RecordingReq): Promise<void> {
  const { context, claims, room } = call;
  if (!claims.isAdmin) throw new Refused('only admin can start recording');
  if (request.roomId !== '' && request.roomId !== claims.roomId) throw new Refused('roomId in token mismatched');
  if (request.sid !== '' && request.sid !== room.sid) throw new Refused('notifications.room-not-active');
  if ((request.customDesign?.length ?? 0) > longestDesign) throw new Refused(`custom_design must be at most ${longestDesign} characters`);
  const task = readTask(request.task);
  const kind = task === Task.START_RECORDING || task === Task.STOP_RECORDING ? 'recording' : 'rtmp';
  const isStart = task === Task.START_RECORDING || task === Task.START_RTMP;
  if (isStart) requireStartable(room, kind, request);
  else requireStoppable(room, kind);
  const lock = await tryLock(context.kv, `recorder.${room.roomId}.${kind}`, lockMilliseconds);
  if (!lock) throw new Refused('another request is already in progress');
  try {
    if (!isStart) return await askRecorders(context, recorderMessage(room, task));
    await noteBotOptions(call, kind, request);
    await start(call, kind, task, request);
  } finally {
    await lock.release();
  }
}
