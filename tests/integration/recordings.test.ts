import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { findShared, findWatchable } from '#lib/recordings/access.ts';
import { archiveRecordings } from '#lib/recordings/archive.ts';
import { deliverFile } from '#lib/recordings/deliver.ts';
import { cutRecordingAction, deleteRecordingsAction, keepRecordingAction, publishRecordingsAction, restoreRecordingsAction, savePositionAction, setRuleAction, setVisibilityAction } from '#lib/recordings/definitions.ts';
import { importAll } from '#lib/recordings/import.ts';
import { hasPublicRecordings, listPublicRecordings } from '#lib/recordings/public.ts';
import { applyRule, purgeRecordings } from '#lib/recordings/purge.ts';
import { getRecording, listRecordings, storageUsed } from '#lib/recordings/queries.ts';
import { reconcileRecordings } from '#lib/recordings/reconcile.ts';
import { recordingFilter } from '#lib/recordings/schema.ts';
import { storage } from '#lib/storage/storage.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { makeRecording, writeLessonVideo } from '#tests/fixtures/recordings.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { call, makeClass, succeed, usePortal } from './support/portal.ts';
import { EventsOfRoom, send } from './support/webhooks.ts';

const plugnmeet = new FakePlugnmeet();
const all = recordingFilter.parse({});
let folder: string;
let video: string;
let bytes: Buffer;
let teacher: UserActor;
let student: UserActor;
let stranger: UserActor;

beforeAll(async () => {
  await plugnmeet.listen();
  await usePortal(inject('services'), 'recordings', plugnmeet.url);
  folder = await mkdtemp(join(tmpdir(), 'kelas-recordings-'));
  video = join(folder, 'lesson.mp4');
  await writeLessonVideo(video);
  bytes = await readFile(video);
  [teacher, student, stranger] = await Promise.all([makePerson('teacher'), makePerson('student'), makePerson('student')]);
});

afterAll(async () => {
  await plugnmeet.close();
  await rm(folder, { recursive: true, force: true });
});

async function heldMeeting(title = 'Geometry') {
  const { id: classId } = await makeClass(teacher, { title });
  await database().classMember.create({ data: { classId, userId: student.userId } });
  const roomId = `m-${crypto.randomUUID()}`;
  return database().meeting.create({ data: { classId, roomId, roomSid: crypto.randomUUID(), status: 'ended', endedAt: new Date() } });
}

/** The server has the file; it may cut the first answer off after some bytes. */
function serveFile(cutAfter?: number): { ranges: (string | undefined)[] } {
  const seen: { ranges: (string | undefined)[] } = { ranges: [] };
  plugnmeet.at('/auth/recording/getDownloadToken', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":true,"msg":"success","token":"t1"}'));
  plugnmeet.at('/download/recording/t1', (response: ServerResponse, request: IncomingMessage) => {
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    seen.ranges.push(request.headers.range);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start });
    if (cutAfter !== undefined && seen.ranges.length === 1) {
      response.write(bytes.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 50));
      return;
    }
    createReadStream(video, { start }).pipe(response);
  });
  return seen;
}

async function waitNoLonger(recordId: string): Promise<void> {
  await database().recording.updateMany({ where: { recordId, step: { not: null } }, data: { leasedUntil: null } });
}

async function imported(recordId: string) {
  return database().recording.findUniqueOrThrow({ where: { recordId }, include: { files: true } });
}

async function read(actor: UserActor, id: string, headers: Record<string, string> = {}): Promise<Response> {
  const { found } = await findWatchable(actor, id);
  return deliverFile({ request: new Request('http://portal/', { headers }), title: found.title, files: found.files, kind: 'original', asDownload: true, recheck: () => findWatchable(actor, id) });
}

describe('taking in a recording', () => {
  it('begins with the webhook, however often it comes, goes on where a cut-off download stopped, and makes what a player needs', async () => {
    const seen = serveFile(100_000);
    plugnmeet.at('/auth/recording/info', (response, _request, body) => {
      const chapters = JSON.stringify([{ at: 3, kind: 'screen', label: 'Sara' }, { at: 0, kind: 'presenter', label: 'Leila' }, { at: 4, kind: 'unheard of', label: '' }]);
      if (!body.includes('rec-1')) response.writeHead(404).end('not found');
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: true, msg: 'success', recording_info: { record_id: 'rec-1', metadata: { title: 'x', extra_data: { chapters, captions: JSON.stringify({ fa: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nLeila: سلام' }) } } } }));
    });
    const meeting = await heldMeeting();
    const event = { ...new EventsOfRoom(meeting.roomId, meeting.roomSid ?? '').room('recording_proceeded', Math.floor(Date.now() / 1000)), recording_info: { record_id: 'rec-1' } };
    expect((await send(event)).status).toBe(200);
    expect((await send(event)).status).toBe(200);
    await expect.poll(async () => (await imported('rec-1')).attempts, { timeout: 10_000 }).toBe(1);
    expect((await imported('rec-1')).state).toBe('importing');
    await waitNoLonger('rec-1');
    await importAll();
    const row = await imported('rec-1');
    expect(seen.ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
    expect(row).toMatchObject({ state: 'ready', step: null, failure: null, published: false, visibility: 'private', title: 'Geometry' });
    expect(row.durationSeconds).toBeCloseTo(8, 0);
    expect((await getRecording(teacher, row.id)).playable).toMatchObject({ hasPicture: true, chapters: [{ at: 0, what: 'presenter', name: 'Leila' }, { at: 3, what: 'screen', name: 'Sara' }] });
    expect(await database().textTrack.findMany({ where: { recordingId: row.id }, select: { language: true, text: true } })).toEqual([{ language: 'fa', text: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nLeila: سلام\n' }]);
    expect(row.files.map(({ kind }) => kind).toSorted()).toEqual(['audio', 'original', 'poster', 'small', 'strip']);
    expect(Number(row.files.find(({ kind }) => kind === 'original')?.bytes)).toBe((await stat(video)).size);
    expect(await database().recording.count({ where: { recordId: 'rec-1' } })).toBe(1);
  });

  it('is found without a webhook too, from a server that tells no chapters, and an upstream failure takes nothing away', async () => {
    serveFile();
    const meeting = await heldMeeting();
    const list = (status: number, recordings: unknown) => plugnmeet.at('/auth/recording/fetch', (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ status: true, msg: 'success', result: { recordings_list: recordings } })));
    list(200, [{ record_id: 'rec-2', room_id: meeting.roomId, creation_time: '1700000000' }, { record_id: 'other', room_id: 'not-ours', creation_time: '1700000000' }]);
    await reconcileRecordings(plugnmeet.client());
    await importAll();
    expect(await imported('rec-2')).toMatchObject({ state: 'ready', chapters: [] });
    expect(await database().recording.count({ where: { recordId: 'other' } })).toBe(0);
    const before = await database().recording.count();
    list(500, []);
    await reconcileRecordings(plugnmeet.client());
    list(200, []);
    await reconcileRecordings(plugnmeet.client());
    expect(await database().recording.count()).toBe(before);
  });

  it('may be the sound alone', async () => {
    const path = join(folder, 'sound.m4a');
    await writeLessonVideo(path, { hasPicture: false });
    const row = await makeRecording(await heldMeeting(), { state: 'importing', step: 'prepare', title: 'Reading' }, await readFile(path));
    await database().recordingFile.deleteMany({ where: { recordingId: row.id } });
    await importAll();
    const found = await getRecording(student, row.id);
    expect(found).toMatchObject({ state: 'ready', step: null, failure: null, hasPicture: false, playable: { hasPicture: false, kinds: ['original'] } });
    const response = await read(student, row.id);
    expect(response.headers.get('content-type')).toBe('audio/mp4');
    expect(response.headers.get('content-disposition')).toContain('Reading.m4a');
    await succeed(call(cutRecordingAction, teacher, { recordingId: row.id, from: 2, to: 5 }));
    await importAll();
    await expect.poll(async () => (await getRecording(teacher, row.id)).step, { timeout: 30_000 }).toBeNull();
    expect(await getRecording(student, row.id)).toMatchObject({ failure: null, durationSeconds: 3, playable: { kinds: ['original'] } });
    expect((await read(student, row.id)).headers.get('content-type')).toBe('audio/mp4');
  });

  it('says what is wrong with a file that is gone or is no recording', async () => {
    const meeting = await heldMeeting();
    const broken = await makeRecording(meeting, { state: 'importing', step: 'prepare', published: false }, new TextEncoder().encode('no video at all'));
    const lost = await makeRecording(meeting, { state: 'importing', step: 'fetch', published: false });
    plugnmeet.at('/download/recording/t1', (response) => response.writeHead(404).end());
    await importAll();
    expect(await imported(broken.recordId)).toMatchObject({ state: 'failed', failure: 'unreadable' });
    expect(await imported(lost.recordId)).toMatchObject({ state: 'failed', failure: 'gone' });
  });
});

describe('the public list', () => {
  it('holds what is published for everyone and can be watched, a page at a time', async () => {
    const meeting = await heldMeeting('Open lesson');
    const shown = await makeRecording(meeting, { visibility: 'public', title: 'Open', recordedAt: new Date() });
    for (const hidden of [{ visibility: 'link' }, { visibility: 'course' }, { published: false }, { deletedAt: new Date() }, { state: 'importing' }, { cutFrom: 1, cutTo: 2 }] as const) await makeRecording(meeting, { visibility: 'public', ...hidden });
    const { rows, total } = await listPublicRecordings('192.0.2.1', 1);
    expect({ rows, total }).toEqual({ total: 1, rows: [{ linkCode: shown.linkCode, title: 'Open', classTitle: 'Open lesson', teacherName: teacher.name, recordedAt: shown.recordedAt, durationSeconds: null, hasPicture: true, hasPoster: false }] });
    expect(await hasPublicRecordings()).toBe(true);
    for (let older = 1; older <= 24; older += 1) await makeRecording(meeting, { visibility: 'public', recordedAt: new Date(Date.now() - older * 60_000) });
    expect(await listPublicRecordings('192.0.2.1', 2)).toMatchObject({ total: 25, pageCount: 2, rows: [{ title: 'Geometry' }] });
    await database().recording.updateMany({ where: { classId: meeting.classId }, data: { deletedAt: new Date() } });
    expect(await hasPublicRecordings()).toBe(false);
  });
});

describe('several as one file', () => {
  const large = new Uint8Array(32 * 1024 * 1024);

  it('are for those who may watch each of them', async () => {
    const [own, other] = [await makeRecording(await heldMeeting(), {}, bytes), await makeRecording(await heldMeeting(), { published: false }, bytes)];
    const whole = await archiveRecordings(student, [own.id], 'All');
    expect((await whole.bytes()).length).toBeGreaterThan(bytes.length);
    await expect(archiveRecordings(student, [own.id, other.id], 'All')).rejects.toMatchObject({ code: 'notFound' });
  });

  it('are closed when their reader leaves in the middle', async () => {
    const row = await makeRecording(await heldMeeting(), {}, large);
    const close = vi.fn<(key: string) => void>();
    const open = storage().open.bind(storage());
    const opened = vi.spyOn(storage(), 'open').mockImplementation(async (key) => {
      const file = await open(key);
      return file && { ...file, close: async () => { await file.close(); close(key); } };
    });
    onTestFinished(() => opened.mockRestore());
    const reader = (await archiveRecordings(student, [row.id], 'All')).body?.getReader();
    for (let taken = 0; taken < 1024 * 1024;) taken += (await reader?.read())?.value?.length ?? 0;
    await reader?.cancel();
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(opened).toHaveBeenCalledOnce();
  });

  it('stop in the middle of a recording that is hidden meanwhile, and before one that was', async () => {
    for (const hidden of [0, 1]) {
      const rows = [await makeRecording(await heldMeeting(), {}, large), await makeRecording(await heldMeeting(), {}, large)];
      const reader = (await archiveRecordings(student, rows.map(({ id }) => id), 'All')).body?.getReader();
      let taken = (await reader?.read())?.value?.length ?? 0;
      expect(taken).toBeGreaterThan(0);
      await succeed(call(publishRecordingsAction, teacher, { recordingIds: [rows[hidden]?.id], published: false }));
      const rest = async (): Promise<void> => {
        for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) taken += piece.value.length;
      };
      await expect(rest()).rejects.toMatchObject({ code: 'notFound' });
      expect(taken).toBeLessThan((hidden + 0.5) * large.length);
    }
  });
});

describe('who may watch', () => {
  it('is a matter of publishing: a student sees, reads and seeks nothing before and after', async () => {
    const row = await makeRecording(await heldMeeting(), { published: false, visibility: 'private' }, bytes);
    const seen = async (actor: UserActor) => (await listRecordings(actor, all)).rows.some(({ id }) => id === row.id);
    expect(await seen(teacher)).toBe(true);
    expect(await seen(student)).toBe(false);
    await expect(getRecording(student, row.id)).rejects.toMatchObject({ code: 'notFound' });

    await succeed(call(publishRecordingsAction, teacher, { recordingIds: [row.id], published: true }));
    expect(await seen(student)).toBe(true);
    expect(await seen(stranger)).toBe(false);
    await expect(getRecording(stranger, row.id)).rejects.toMatchObject({ code: 'notAllowed' });
    await succeed(call(savePositionAction, student, { recordingId: row.id, seconds: 5.5 }));
    expect(await getRecording(student, row.id)).toMatchObject({ position: 5.5, mayManage: false });
    await expect(findShared(row.linkCode)).rejects.toMatchObject({ code: 'notFound' });
    await succeed(call(setVisibilityAction, teacher, { recordingId: row.id, visibility: 'link' }));
    expect((await findShared(row.linkCode)).id).toBe(row.id);

    await succeed(call(publishRecordingsAction, teacher, { recordingIds: [row.id], published: false }));
    await expect(read(student, row.id)).rejects.toMatchObject({ code: 'notFound' });
    await expect(findShared(row.linkCode)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('cuts off a download that is under way when it is unpublished', async () => {
    const row = await makeRecording(await heldMeeting(), {}, new Uint8Array(24 * 1024 * 1024));
    const response = await read(student, row.id);
    const reader = response.body?.getReader();
    await reader?.read();
    await succeed(call(publishRecordingsAction, teacher, { recordingIds: [row.id], published: false }));
    await expect((async () => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
    })()).rejects.toMatchObject({ code: 'notFound' });
  });

  it('deletes with a way back, and for good after a month, upstream first', async () => {
    const row = await makeRecording(await heldMeeting());
    const used = await storageUsed(teacher);
    await succeed(call(deleteRecordingsAction, teacher, { recordingIds: [row.id] }));
    await expect(read(student, row.id)).rejects.toMatchObject({ code: 'notFound' });
    await succeed(call(restoreRecordingsAction, teacher, { recordingIds: [row.id] }));
    expect((await read(student, row.id)).status).toBe(200);
    await database().recording.update({ where: { id: row.id }, data: { deletedAt: new Date(Date.now() - 31 * 86_400_000) } });
    plugnmeet.at('/auth/recording/delete', (response) => response.writeHead(500).end());
    await purgeRecordings(plugnmeet.client());
    expect(await database().recording.count({ where: { id: row.id } })).toBe(1);
    plugnmeet.at('/auth/recording/delete', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":true,"msg":"success"}'));
    await purgeRecordings(plugnmeet.client());
    expect(await database().recording.count({ where: { id: row.id } })).toBe(0);
    expect(await storageUsed(teacher)).toBe(used - 'a recording'.length);
  });
});

it('are deleted by the rule about old ones, but for those that are kept', async () => {
  const admin = await makePerson('admin');
  const long = { recordedAt: new Date(Date.now() - 400 * 86_400_000) };
  const [old, kept, young] = [await makeRecording(await heldMeeting(), long), await makeRecording(await heldMeeting(), long), await makeRecording(await heldMeeting())];
  await succeed(call(keepRecordingAction, teacher, { recordingId: kept.id, kept: true }));
  await applyRule();
  expect((await imported(old.recordId)).deletedAt).toBeNull();
  await succeed(call(setRuleAction, admin, { deleteAfterDays: 365 }));
  await applyRule();
  expect((await imported(old.recordId)).deletedAt).not.toBeNull();
  for (const { recordId } of [kept, young]) expect((await imported(recordId)).deletedAt).toBeNull();
  await succeed(call(setRuleAction, admin, { deleteAfterDays: null }));
});

describe('reading the file', () => {
  it('gives whole, ranges, and "not modified", under a name that harms nothing', async () => {
    const title = 'Year 9 "<b>علوم</b>"; filename=x';
    const row = await makeRecording(await heldMeeting(), { title }, bytes);
    const whole = await read(student, row.id);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="[ A-Za-z0-9;=.]*\.mp4"; filename\*=UTF-8''[\w%.-]+\.mp4$/);
    const part = await read(student, row.id, { range: 'bytes=1000-1999' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true);
    const etag = whole.headers.get('etag') ?? '';
    expect((await read(student, row.id, { 'if-none-match': etag })).status).toBe(304);
    expect((await read(student, row.id, { range: 'bytes=0-1', 'if-range': '"older"' })).status).toBe(200);
    expect((await read(student, row.id, { range: `bytes=${bytes.length}-` })).status).toBe(416);
  });
});

it('is found by what is in its title, in any spelling, and a page at a time', async () => {
  await makeRecording(await heldMeeting('کلاس'), { title: 'هندسهٔ تحلیلی ۱۲' });
  const found = await listRecordings(teacher, recordingFilter.parse({ q: 'هندسه تحليلي 12' }));
  expect(found.rows.map(({ title }) => title)).toEqual(['هندسهٔ تحلیلی ۱۲']);
  expect((await listRecordings(teacher, recordingFilter.parse({ show: 'failed', page: 'x' }))).rows.every(({ state }) => state === 'failed')).toBe(true);
});
