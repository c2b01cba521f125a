import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from '@playwright/test';
import { z } from 'zod';
import type { TestStack } from '#tests/harness/stack.ts';
import { enterClass, startAndEnter } from './door.ts';
import type { Person } from './person.ts';
import { expectSees } from './room.ts';
import type { Account, School, SeededClass } from './school.ts';
import { signedIn } from './steps.ts';
import type { OpenPerson } from './test.ts';
import type { Locale } from './texts.ts';

/** What the teacher's microphone hears, in hertz. */
export const tone = 880;

/** In the page: the microphone hears nothing but a tone. */
function hearTone(frequency: number): void {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await real(constraints);
    if (!constraints?.audio) return stream;
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency });
    const out = context.createMediaStreamDestination();
    oscillator.connect(new GainNode(context, { gain: 0.5 })).connect(out);
    oscillator.start();
    return new MediaStream([...stream.getVideoTracks(), ...out.stream.getAudioTracks()]);
  };
}

/** A teacher and a student in a class, their cameras on. `inTeachersPage` runs in each of the teacher's pages before its own scripts. */
export async function beginClass(school: School, person: OpenPerson, locale: Locale = 'en', inTeachersPage: () => void = () => undefined): Promise<{ teacher: Person; student: Person; lesson: SeededClass; owner: Account }> {
  const owner = await school.account('teacher', 'Leila Karimi', locale);
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher', locale });
  await teacher.context.addInitScript(hearTone, tone);
  await teacher.context.addInitScript(inTeachersPage);
  await startAndEnter(teacher, lesson);
  const student = await person({ seat: 'first', name: 'Sara Novak', locale });
  await enterClass(student, lesson);
  await expectSees(student, teacher.name, 'teacher');
  return { teacher, student, lesson, owner };
}

/** The sign that the class is being recorded. */
export const sign = ({ page, t }: Person) => page.getByRole('status').getByText(t('room.onAir.recording'), { exact: true });

export const secondsOfPart = 9;

/** The parts on disk, and how long a recorder has worked on each: some seconds of joining, then the film. */
export async function partsOf(stack: TestStack): Promise<{ path: string; seconds: number }[]> {
  const root = join(stack.home, 'recordings', '.parts');
  const folders = await readdir(root).catch(() => []);
  const names = await Promise.all(folders.map(async (folder) => (await readdir(join(root, folder))).filter((name) => name.endsWith('.webm')).map((name) => join(root, folder, name))));
  return await Promise.all(
    names.flat().toSorted().map(async (path) => {
      const { mtimeMs, size } = await stat(path);
      return { path, seconds: size === 0 ? 0 : (mtimeMs - Number(basename(path).split('-', 1)[0])) / 1000 };
    }),
  );
}

/** Passes once so many parts were begun and the last one has some seconds of film. */
export async function expectFilmed(stack: TestStack, parts: number, seconds = secondsOfPart): Promise<void> {
  await expect.poll(async () => (await partsOf(stack)).length, { timeout: 60_000 }).toBe(parts);
  await expect.poll(async () => (await partsOf(stack)).at(-1)?.seconds, { timeout: 60_000 }).toBeGreaterThan(seconds);
}

const rowSchema = z.object({ recordId: z.string(), filePath: z.string(), fileSize: z.number(), metadata: z.object({ extra_data: z.record(z.string(), z.string()) }) });

/** What the engine's archive has of the class's recording, once it is there. */
export async function recordingOf(school: School, stack: TestStack, lesson: SeededClass): Promise<z.output<typeof rowSchema> & { file: string }> {
  const sql = `select r."recordId", r."filePath", r."fileSize", r.metadata from engine.recording r join portal."Meeting" m on m."roomId" = r."roomId" where m."classId" = $1`;
  await expect.poll(async () => (await school.rows(sql, [lesson.id])).length, { timeout: 90_000 }).toBe(1);
  const row = rowSchema.parse((await school.rows(sql, [lesson.id]))[0]);
  return { ...row, file: join(stack.home, 'recordings', row.filePath) };
}
