import { create, toBinary } from '@bufbuild/protobuf';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { PlugNmeetToRecorderSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import type { EngineContext } from '#engine/context.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';

/** A task for a recorder. */
export interface TaskDetails {
  recordingId?: string;
  /** The recorder that is meant; all of them when there is none. */
  recorderId?: string;
  accessToken?: string;
  rtmpUrl?: string;
}

/** What recorders are sent (wire §6.8). */
export function recorderMessage({ roomId, sid: roomSid, dbId }: RoomRecord, task: Task, more: TaskDetails = {}): Uint8Array {
  return toBinary(PlugNmeetToRecorderSchema, create(PlugNmeetToRecorderSchema, { from: 'plugnmeet', task, roomId, roomSid, roomTableId: BigInt(dbId), ...more }));
}

/** Tells all recorders that a room is over. */
export function stopRecorders({ nats }: EngineContext, room: RoomRecord): void {
  nats.publish(recorderNames.channel, recorderMessage(room, Task.STOP));
}
