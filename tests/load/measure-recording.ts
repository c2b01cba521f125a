import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Browsers } from '#tests/e2e/support/browsers.ts';
import { enterClass, startAndEnter } from '#tests/e2e/support/door.ts';
import { Person } from '#tests/e2e/support/person.ts';
import { endForAll } from '#tests/e2e/support/room.ts';
import { manage } from '#tests/e2e/support/room-controls.ts';
import type { School } from '#tests/e2e/support/school.ts';
import { signIn } from '#tests/e2e/support/steps.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import { measureDownload } from './measure-download.ts';
import type { DownloadFigures } from './measure-download.ts';
import { processorSeconds } from './process-tree.ts';

export interface RecordingFigures {
  /** Share of one processor while a class of two with cameras is recorded. */
  readonly processor: number;
  /** Seconds of film made into a file in one second. */
  readonly renderSpeed: number;
  /** Milliseconds from the teacher's “stop” to the finished recording in the engine's archive. */
  readonly ready: number;
  /** Milliseconds from “stop” until the teacher can watch it in the portal. */
  readonly watchable: number;
  readonly seconds: number;
  readonly downloads: readonly DownloadFigures[];
}

const settleMilliseconds = 5000;
const measuredSeconds = 30;
const pollMilliseconds = 100;
const readySchema = z.object({ msg: z.literal('a recording is ready'), seconds: z.number(), milliseconds: z.number() });

async function poll<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(pollMilliseconds);
  }
}

async function lastReady(stack: TestStack): Promise<z.output<typeof readySchema> | undefined> {
  const lines = (await readFile(join(stack.home, 'logs', 'recorder.log'), 'utf8')).split('\n');
  return lines.flatMap((line) => {
    try {
      return readySchema.safeParse(JSON.parse(line)).data ?? [];
    } catch {
      return [];
    }
  }).at(-1);
}

/** Records a class of two with cameras and microphones on this machine, which also runs everything else: the figures are for a busy machine. */
export async function measureRecording(stack: TestStack, school: School): Promise<RecordingFigures> {
  const seats = new Browsers(stack.home);
  try {
    const owner = await school.account('teacher', 'Teacher');
    const lesson = await school.class(owner);
    const teacher = await Person.open(await seats.of('teacher'), { name: owner.name, baseURL: stack.portalUrl });
    await signIn(teacher, owner);
    await startAndEnter(teacher, lesson);
    const student = await Person.open(await seats.of('first'), { name: 'Student', baseURL: stack.portalUrl });
    await enterClass(student, lesson);
    await manage(teacher, 'record');
    await teacher.page.getByRole('status').getByText(teacher.t('room.onAir.recording'), { exact: true }).waitFor({ timeout: 60_000 });
    await sleep(settleMilliseconds);
    const pid = stack.part('recorder').pid ?? 0;
    const [before, begun] = [await processorSeconds(pid), Date.now()];
    await sleep(measuredSeconds * 1000);
    const processor = ((await processorSeconds(pid)) - before) / ((Date.now() - begun) / 1000);
    await manage(teacher, 'stopRecording');
    const stopped = Date.now();
    await poll(async () => (await school.rows('select 1 from engine.recording')).at(0));
    const ready = Date.now() - stopped;
    await poll(async () => (await school.rows(`select 1 from portal."Recording" where state = 'ready'`)).at(0));
    const watchable = Date.now() - stopped;
    const { seconds, milliseconds } = await poll(async () => await lastReady(stack));
    // The smaller copies are made; then nothing else goes on.
    await poll(async () => (await school.rows(`select 1 from portal."Recording" where step is null`)).at(0));
    await endForAll(teacher);
    const downloads = await measureDownload(stack, school, teacher);
    return { processor, renderSpeed: seconds / (milliseconds / 1000), ready, watchable, seconds, downloads };
  } finally {
    await seats.close();
  }
}
