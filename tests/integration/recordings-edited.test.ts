import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { findShared, findWatchable } from '#lib/recordings/access.ts';
import { deliverCaptions } from '#lib/recordings/captions.ts';
import {
  addTextTrackAction, cutRecordingAction, removeTextTrackAction, uncutRecordingAction,
} from '#lib/recordings/definitions.ts';
import { deliverFile } from '#lib/recordings/deliver.ts';
import { importAll } from '#lib/recordings/import.ts';
import { getRecording, listRecordings } from '#lib/recordings/queries.ts';
import { recordingFilter } from '#lib/recordings/schema.ts';
import { workFolder } from '#lib/recordings/work.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { makeRecording, writeLessonVideo } from '#tests/fixtures/recordings.ts';
import { call, makeClass, succeed, usePortal } from './support/portal.ts';

const run = promisify(execFile);
const captions = 'WEBVTT\n\n00:01.000 --> 00:02.500\nbefore and in\n\n00:03.000 --> 00:04.000\nin\n\n00:06.000 --> 00:07.000\na secret afterwards';
let folder: string;
let bytes: Buffer;
let teacher: UserActor;
let student: UserActor;

beforeAll(async () => {
  await usePortal(inject('services'), 'recordings_edited');
  folder = await mkdtemp(join(tmpdir(), 'kelas-edited-'));
  await writeLessonVideo(join(folder, 'lesson.mp4'));
  bytes = await readFile(join(folder, 'lesson.mp4'));
  [teacher, student] = await Promise.all([makePerson('teacher'), makePerson('student')]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function heldMeeting() {
  const { id: classId } = await makeClass(teacher);
  await database().classMember.create({ data: { classId, userId: student.userId } });
  return database().meeting.create({ data: { classId, roomId: `m-${crypto.randomUUID()}`, status: 'ended', endedAt: new Date() } });
}

async function lesson(changes: Parameters<typeof makeRecording>[1] = {}) {
  return makeRecording(await heldMeeting(), { durationSeconds: 8, ...changes }, bytes);
}

async function fileOf(actor: UserActor, id: string): Promise<Buffer> {
  const { found } = await findWatchable(actor, id);
  const response = await deliverFile({ request: new Request('http://portal/'), title: found.title, files: found.files, kind: 'original', asDownload: false, recheck: () => findWatchable(actor, id) });
  return Buffer.from(await response.arrayBuffer());
}

async function seconds(file: Buffer): Promise<number> {
  const path = join(folder, 'probed.mp4');
  await writeFile(path, file);
  return Number((await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path])).stdout);
}

describe('a cut recording', () => {
  it('is shown to viewers between its marks alone, and to its teacher whole', async () => {
    const chapters = [{ at: 1, kind: 'presenter', label: 'Leila' }, { at: 3.04, kind: 'screen', label: 'Sara' }, { at: 6, kind: 'presenter', label: 'A secret' }] as const;
    const row = await lesson({ visibility: 'link', chapters: [...chapters] });
    await succeed(call(addTextTrackAction, teacher, { recordingId: row.id, language: 'en', text: captions }));
    const changed = call(cutRecordingAction, teacher, { recordingId: row.id, from: 2.04, to: 5 });
    await succeed(changed);
    await importAll();
    await expect.poll(async () => (await getRecording(teacher, row.id)).step, { timeout: 30_000 }).toBeNull();

    expect(await getRecording(teacher, row.id)).toMatchObject({ cut: { from: 2.04, to: 5 }, failure: null, durationSeconds: 8 });
    expect((await fileOf(teacher, row.id)).equals(bytes)).toBe(true);
    expect(await seconds(await fileOf(student, row.id))).toBeCloseTo(2.96, 1);
    const shown = await getRecording(student, row.id);
    expect(shown.durationSeconds).toBeCloseTo(2.96);
    const [listed] = (await listRecordings(student, recordingFilter.parse({ classId: row.classId }))).rows.filter(({ id }) => id === row.id);
    expect(listed).toMatchObject({ durationSeconds: expect.closeTo(2.96), cut: null });
    expect(shown.playable.kinds).toEqual(['original', 'poster']);
    expect(shown.playable.chapters).toEqual([{ at: 0, what: 'presenter', name: 'Leila' }, { at: 1, what: 'screen', name: 'Sara' }]);
    expect((await getRecording(teacher, row.id)).playable.chapters.map(({ at }) => at)).toEqual([1, 3.04, 6]);
    const said = await (await deliverCaptions((await findWatchable(student, row.id)).found, 'en', false)).text();
    expect(said).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:00.460\nbefore and in\n\n00:00:00.960 --> 00:00:01.960\nin\n');
    expect((await findShared(row.linkCode)).files.map(({ kind, key }) => [kind, key.endsWith('cut.mp4')])).toContainEqual(['original', true]);

    await succeed(call(uncutRecordingAction, teacher, { recordingId: row.id }));
    expect((await fileOf(student, row.id)).equals(bytes)).toBe(true);
  });

  it('shows nothing of what is cut while its file is being made', async () => {
    const row = await lesson();
    await database().recording.update({ where: { id: row.id }, data: { cutFrom: 1, cutTo: 2, step: 'cut', leasedUntil: new Date(Date.now() + 60_000) } });
    expect((await getRecording(student, row.id)).playable.kinds).toEqual([]);
    await expect(fileOf(student, row.id)).rejects.toMatchObject({ code: 'notFound' });
    expect(await call(cutRecordingAction, teacher, { recordingId: row.id, from: 3, to: 5 })).toMatchObject({ ok: false, code: 'recordingBusy' });
  });

  it('is not cut any more once that was called off: the program is stopped, nothing stays, and it can be cut again', async () => {
    const path = join(folder, 'long.mp4');
    await writeLessonVideo(path, { seconds: 600 });
    const row = await makeRecording(await heldMeeting(), { durationSeconds: 600 }, await readFile(path));
    await succeed(call(cutRecordingAction, teacher, { recordingId: row.id, from: 1, to: 599 }));
    const working = join(workFolder(row.id), 'cut.mp4');
    await expect.poll(() => stat(working).then(({ size }) => size, () => 0), { timeout: 30_000 }).toBeGreaterThan(0);
    await succeed(call(uncutRecordingAction, teacher, { recordingId: row.id }));
    expect(await getRecording(teacher, row.id)).toMatchObject({ step: null, cut: null });
    await expect.poll(() => stat(workFolder(row.id)).then(() => true, () => false), { timeout: 30_000 }).toBe(false);
    expect((await findWatchable(teacher, row.id)).found.files.map(({ kind }) => kind)).toEqual(['original']);
    await succeed(call(cutRecordingAction, teacher, { recordingId: row.id, from: 1, to: 3 }));
    await expect.poll(async () => (await getRecording(teacher, row.id)).step, { timeout: 30_000 }).toBeNull();
    expect(await seconds(await fileOf(student, row.id))).toBeCloseTo(2, 1);
  });

  it.each([[5, 4], [0, 0.5], [0, 60], [9, 12]])('cannot be from %d to %d', async (from, to) => {
    const row = await lesson();
    expect(await call(cutRecordingAction, teacher, { recordingId: row.id, from, to })).toMatchObject({ ok: false, code: 'cutInvalid' });
  });
});

describe('captions', () => {
  it('are taken in as SubRip too, replaced, and removed', async () => {
    const row = await lesson();
    const add = (text: string) => call(addTextTrackAction, teacher, { recordingId: row.id, language: 'FA', text });
    await succeed(add('1\r\n00:00:01,000 --> 00:00:02,000\r\n<script>alert(1)</script>سلام\r\n'));
    await succeed(add('1\n00:00:01,000 --> 00:00:02,000\n<i>درود</i> &lt;b&gt;'));
    const response = await deliverCaptions(row, 'fa', true);
    expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(await response.text()).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nدرود &lt;b&gt;\n');
    expect((await getRecording(student, row.id)).playable.captions).toEqual([{ language: 'fa', label: 'فارسی', path: `/api/recordings/${row.id}/captions/fa` }]);
    await succeed(call(removeTextTrackAction, teacher, { recordingId: row.id, language: 'fa' }));
    await expect(deliverCaptions(row, 'fa', true)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('are refused when they are something else', async () => {
    const row = await lesson();
    expect(await call(addTextTrackAction, teacher, { recordingId: row.id, language: 'en', text: '<html>' })).toMatchObject({ ok: false, code: 'captionsInvalid', field: 'text' });
    expect(await call(addTextTrackAction, teacher, { recordingId: row.id, language: '../x', text: captions })).toMatchObject({ ok: false, field: 'language' });
  });
});
