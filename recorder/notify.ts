import { setTimeout as sleep } from 'node:timers/promises';
import { create, toBinary } from '@bufbuild/protobuf';
import type { RecordingTasks } from '#generated/proto/plugnmeet/enums_pb.js';
import { RecorderToPlugNmeetSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import { signBody } from '#lib/plugnmeet/signature.ts';
import type { RecorderContext } from './context.ts';
import type { RecordingIdentity } from './parts.ts';

const tries = 6;
const firstDelay = 250;
const answerMilliseconds = 10_000;

/** What is told besides the task; it went well unless said otherwise. */
export interface Told {
  status?: boolean;
  msg?: string;
  filePath?: string;
  /** Megabytes of 1e6 bytes. */
  fileSize?: number;
}

/** The engine does not know the room: saying it again changes nothing. */
export class UnknownRoom extends Error {
  override readonly name = 'UnknownRoom';
}

/** Tells the engine through `/auth/recorder/notify` (wire §6.8), again with growing delays while it does not answer. Throws {@link UnknownRoom}, and what the last try threw. */
export async function notifyEngine({ env, log }: RecorderContext, task: RecordingTasks, identity: RecordingIdentity, told: Told = {}): Promise<void> {
  const { roomTableId, ...ids } = identity;
  const message = { from: 'recorder', task, status: true, msg: 'success', ...ids, roomTableId: BigInt(roomTableId), recorderId: env.RECORDER_ID, ...told };
  const body = new Uint8Array(toBinary(RecorderToPlugNmeetSchema, create(RecorderToPlugNmeetSchema, message)));
  const headers = { 'Content-Type': 'application/protobuf', 'API-KEY': env.PLUGNMEET_API_KEY, 'HASH-SIGNATURE': signBody(env.PLUGNMEET_API_SECRET, body) };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(`${env.PLUGNMEET_URL}/auth/recorder/notify`, { method: 'POST', headers, body, signal: AbortSignal.timeout(answerMilliseconds) });
      if (answer.ok) return;
      if (answer.status === 404) throw new UnknownRoom('the engine does not know the room');
      throw new Error(`the engine answered ${answer.status}`);
    } catch (error) {
      if (error instanceof UnknownRoom || attempt >= tries) throw error;
      log.debug({ err: error, attempt }, 'the engine was not told; once more');
    }
    await sleep(firstDelay * 2 ** attempt);
  }
}
