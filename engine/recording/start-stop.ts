import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import type { RecordingReq } from '#generated/proto/plugnmeet/recording_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import type { EngineContext } from '#engine/context.ts';
import { changeRoomMetadata } from '#engine/moderation/call.ts';
import { tryLock } from '#engine/rooms/locks.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { askRecorders, beginRecording } from './begin.ts';
import { announceEnd } from './notify.ts';
import type { RecordingRecord } from './record.ts';
import { isAlive, listRecorders } from './recorders.ts';
import { recorderMessage } from './stop.ts';

/** Wire §6.8. */
const lockMilliseconds = 10_000;
const longestDesign = 16_384;
/** A recorder joins with a browser before it says that it records; one that has not by then does not. */
const onItsWayMilliseconds = 60_000;

type RoomTask = Task.START_RECORDING | Task.STOP_RECORDING | Task.START_RTMP | Task.STOP_RTMP;

type Kind = RecordingRecord['kind'];

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

function requireStartable(room: RoomRecord, kind: Kind, request: RecordingReq): void {
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

/** Not while a recorder that was asked is on its way: another one would take its place in the room. */
async function requireIdle({ store }: EngineContext, room: RoomRecord, kind: Kind): Promise<void> {
  const known = await store.recordings.find(room.roomId, kind);
  const isUnderWay = known?.sid === room.sid && known.state !== 'over' && Date.now() - known.askedAt < onItsWayMilliseconds;
  if (isUnderWay) throw new Refused(`notifications.${kind}-already-running`);
}

function requireStoppable(room: RoomRecord, kind: Kind): void {
  const { isRecording, isActiveRtmp } = roomMetadataOf(room);
  if (kind === 'recording' && !isRecording) throw new Refused('notifications.recording-not-running');
  if (kind === 'rtmp' && !isActiveRtmp) throw new Refused('notifications.rtmp-not-running');
}

async function stop({ context, room }: ApiCall, kind: Kind, task: RoomTask): Promise<void> {
  const record = await context.store.recordings.write(room.roomId, kind, (current) => current && { ...current, state: 'over' });
  try {
    await askRecorders(context, recorderMessage(room, task));
  } catch (error) {
    const recorder = record && (await listRecorders(context.recorders)).find(({ id }) => id === record.recorderId);
    if (!record || (recorder && isAlive(recorder, Date.now()))) throw error;
    // Nobody is left to say that it is over; what there is becomes a file when a recorder comes back.
    await announceEnd(context, room, kind, record.recordingId);
  }
}

async function noteBotOptions(call: ApiCall, kind: Kind, { recorderBotOptions }: RecordingReq): Promise<void> {
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
    if (!isStart) return await stop(call, kind, task);
    await requireIdle(context, room, kind);
    await noteBotOptions(call, kind, request);
    await beginRecording(context, room, { kind, rtmpUrl: kind === 'rtmp' ? (request.rtmpUrl ?? '') : '', design: request.customDesign ?? '' });
  } finally {
    await lock.release();
  }
}
