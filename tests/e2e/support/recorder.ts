import { create, toBinary } from '@bufbuild/protobuf';
import { RecordingTasks } from '#generated/proto/plugnmeet/enums_pb.js';
import { RecorderToPlugNmeetSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import { signBody } from '#lib/plugnmeet/signature.ts';
import type { TestStack } from '#tests/harness/stack.ts';

export { RecordingTasks };

async function ask(stack: TestStack, path: string, body: Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  const headers = { 'Content-Type': type, 'API-KEY': stack.plugnmeetKey, 'HASH-SIGNATURE': signBody(stack.plugnmeetSecret, Buffer.from(body)) };
  return await fetch(`${stack.engineUrl}/auth/${path}`, { method: 'POST', headers, body });
}

/** A finished file below the engine's folder of recordings. */
export interface RecordedFile {
  filePath: string;
  /** In megabytes. */
  fileSize: number;
}

/** Says to the engine what a recorder in this room would say (wire §6.8). */
export async function tellAsRecorder(stack: TestStack, roomId: string, task: RecordingTasks, file?: RecordedFile): Promise<void> {
  const info = await ask(stack, 'room/getActiveRoomInfo', new TextEncoder().encode(JSON.stringify({ room_id: roomId })), 'application/json');
  const roomSid = /"sid":\s*"([^"]+)"/u.exec(await info.text())?.[1];
  if (roomSid === undefined) throw new Error('The room is not there.');
  const told = { from: 'recorder', task, status: true, msg: 'success', roomId, roomSid, recorderId: 'recorder-1', recordingId: `${roomSid}-1`, ...file };
  const answer = await ask(stack, 'recorder/notify', toBinary(RecorderToPlugNmeetSchema, create(RecorderToPlugNmeetSchema, told)), 'application/protobuf');
  if (!answer.ok) throw new Error(`The engine answered ${answer.status}.`);
}
