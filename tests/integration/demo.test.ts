import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { database } from '#lib/db/client.ts';
import { getMeetingFigures } from '#lib/figures/queries.ts';
import { listRecordings } from '#lib/recordings/queries.ts';
import { recordingFilter } from '#lib/recordings/schema.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';

const seed = new URL('../../prisma/seed/demo.ts', import.meta.url).pathname;

/** Runs the script, and counts what there is then. */
async function fill(env: Record<string, string> = {}): Promise<number[]> {
  await promisify(execFile)(process.execPath, ['--conditions=react-server', seed], { env: { ...process.env, ...env } });
  const db = database();
  return await Promise.all([db.user.count(), db.class.count(), db.meeting.count(), db.personFigures.count(), db.recording.count(), db.recordingFile.count(), db.textTrack.count()]);
}

async function kindsOfFiles(): Promise<string[]> {
  const found = await database().recording.findMany({ where: { state: 'ready', step: null }, include: { files: true } });
  return found.map(({ files }) => files.map(({ kind }) => kind).toSorted().join(' '));
}

test('the demo school has past meetings with figures and recordings, and filling it again adds nothing', async () => {
  await usePortalDatabase(inject('services'), 'demo');
  // Without ffmpeg the recordings can be watched all the same; they get their pictures once it is there.
  await fill({ FFMPEG_PATH: '/nowhere/ffmpeg' });
  expect(await kindsOfFiles()).toEqual(['original', 'original', 'original']);
  const filled = await fill();
  expect(Math.min(...filled)).toBeGreaterThan(0);
  const all = 'audio original poster small strip';
  expect(await kindsOfFiles()).toEqual([all, all, all]);
  expect(await fill()).toEqual(filled);

  const owner = await database().user.findFirstOrThrow({ where: { role: 'teacher', classes: { some: { meetings: { some: {} } } } }, include: { classes: { include: { meetings: true } } } });
  const [meeting] = owner.classes.flatMap(({ meetings }) => meetings);
  const figures = await getMeetingFigures({ userId: owner.id, role: 'teacher', name: owner.name, email: owner.email }, meeting?.id ?? '');
  expect(figures?.people.some(({ talkedSeconds }) => talkedSeconds > 0)).toBe(true);

  const student = await database().user.findFirstOrThrow({ where: { email: 'sara@demo.example' } });
  const { rows } = await listRecordings({ userId: student.id, role: 'student', name: student.name, email: student.email }, recordingFilter.parse({}));
  expect(rows.map(({ hasPoster, durationSeconds, state }) => [hasPoster, Math.round(durationSeconds ?? 0) > 20, state])).toEqual([[true, true, 'ready'], [true, true, 'ready']]);
});
