import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { database } from '#lib/db/client.ts';
import { followAnnounced } from '#lib/recordings/announced.ts';
import { importAll } from '#lib/recordings/import.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { writeLessonVideo } from '#tests/fixtures/recordings.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { makeClass, usePortal } from './support/portal.ts';
import { EventsOfRoom, send } from './support/webhooks.ts';

const plugnmeet = new FakePlugnmeet();
/** What the server has a record of. */
const recorded = new Set<string>();
let folder: string;
let video: string;
let bytes: number;

beforeAll(async () => {
  // The lesson fits, ten of it do not.
  process.env['RECORDING_MAX_GIGABYTES'] = '0.01';
  await plugnmeet.listen();
  await usePortal(inject('services'), 'recordings_announced', plugnmeet.url);
  folder = await mkdtemp(join(tmpdir(), 'kelas-announced-'));
  video = join(folder, 'lesson.mp4');
  await writeLessonVideo(video, { seconds: 2 });
  bytes = (await stat(video)).size;
  plugnmeet.at('/auth/recording/info', (response, _request, body) => {
    const isThere = [...recorded].some((id) => body.includes(`"${id}"`));
    response.writeHead(200, { 'content-type': 'application/json' }).end(isThere ? JSON.stringify({ status: true, msg: 'success', recording_info: { metadata: null } }) : JSON.stringify({ status: false, status_code: 'NOT_FOUND', msg: 'recording not found' }));
  });
  plugnmeet.at('/auth/recording/getDownloadToken', (response, _request, body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: true, msg: 'success', token: body.includes('endless') ? 'endless' : body.includes('large') ? 'large' : 'good' })));
  plugnmeet.at('/download/recording/good', (response) => createReadStream(video).pipe(response.writeHead(200, { 'content-length': bytes })));
  plugnmeet.at('/download/recording/large', (response) => response.writeHead(200, { 'content-length': 11_000_000 }).flushHeaders());
  plugnmeet.at('/download/recording/endless', (response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(256 * 1024)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
});

beforeEach(() => recorded.clear());

afterAll(async () => {
  await plugnmeet.close();
  await rm(folder, { recursive: true, force: true });
});

async function heldMeeting(status: 'active' | 'ended' = 'ended') {
  const { id: classId } = await makeClass(await makePerson('teacher'));
  const made = await database().meeting.create({ data: { classId, roomId: `m-${crypto.randomUUID()}`, roomSid: crypto.randomUUID(), status } });
  return { ...made, events: new EventsOfRoom(made.roomId, made.roomSid ?? '') };
}

function about(events: EventsOfRoom, event: string, recordId: string) {
  return { ...events.room(event, Math.floor(Date.now() / 1000)), recording_info: { record_id: recordId } };
}

/** The time of the next try has come. */
async function comeDue(recordId: string): Promise<void> {
  await database().recordingAnnouncement.updateMany({ where: { recordId }, data: { nextTryAt: new Date() } });
  await followAnnounced(plugnmeet.client());
}

function announcement(recordId: string) {
  return database().recordingAnnouncement.findUnique({ where: { recordId } });
}

function recording(recordId: string) {
  return database().recording.findUnique({ where: { recordId }, include: { files: { select: { kind: true } } } });
}

it.each(['end_recording', 'recording_finished'])('%s before the server has a record of it: it is asked for until there is one, then taken in with its pictures', async (event) => {
  const recordId = `early-${event}`;
  const { events } = await heldMeeting('active');
  const told = about(events, event, recordId);
  expect((await send(told)).status).toBe(200);
  expect((await send(told)).status).toBe(200);
  await send(about(events, event, recordId));
  expect(await recording(recordId)).toBeNull();
  const first = await announcement(recordId);
  expect((first?.nextTryAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(20_000);
  await comeDue(recordId);
  expect(await announcement(recordId)).toMatchObject({ tries: 1 });
  expect(await recording(recordId)).toBeNull();
  recorded.add(recordId);
  await comeDue(recordId);
  expect(await announcement(recordId)).toBeNull();
  await expect.poll(async () => { await importAll(); return (await recording(recordId))?.step; }, { timeout: 60_000 }).toBeNull();
  const row = await recording(recordId);
  expect(row).toMatchObject({ state: 'ready', failure: null, published: false });
  expect(row?.files.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['original', 'poster', 'strip']));
});

it('a server that does not answer is no try, and the webhook of the record makes asking unnecessary', async () => {
  const { events } = await heldMeeting();
  await send(about(events, 'end_recording', 'proceeded'));
  const down = new FakePlugnmeet();
  await down.listen();
  await database().recordingAnnouncement.updateMany({ where: { recordId: 'proceeded' }, data: { nextTryAt: new Date() } });
  await followAnnounced(down.client());
  await down.close();
  expect(await announcement('proceeded')).toMatchObject({ tries: 0 });
  await send(about(events, 'recording_proceeded', 'proceeded'));
  await comeDue('proceeded');
  expect(await announcement('proceeded')).toBeNull();
  expect(await database().recording.count({ where: { recordId: 'proceeded' } })).toBe(1);
});

it('is given up after the sixth try when the class is over, and taken in all the same when it comes after that', async () => {
  const open = await heldMeeting('active');
  await send(about(open.events, 'end_recording', 'never'));
  for (let tries = 0; tries < 7; tries += 1) await comeDue('never');
  expect(await announcement('never')).toMatchObject({ tries: 7 });
  await database().meeting.update({ where: { id: open.id }, data: { status: 'ended' } });
  await comeDue('never');
  expect(await announcement('never')).toBeNull();
  expect(await recording('never')).toMatchObject({ state: 'failed', failure: 'gone', step: null });
  recorded.add('never');
  await send(about(open.events, 'recording_proceeded', 'never'));
  await expect.poll(async () => { await importAll(); return (await recording('never'))?.state; }, { timeout: 60_000 }).toBe('ready');
});

it.each(['large', 'endless'])('a file larger than allowed is not taken in: %s', async (recordId) => {
  const { events } = await heldMeeting();
  await send(about(events, 'recording_proceeded', recordId));
  await expect.poll(async () => { await importAll(); return (await recording(recordId))?.failure; }, { timeout: 60_000 }).toBe('tooLarge');
  expect(await recording(recordId)).toMatchObject({ state: 'failed', step: null, files: [] });
});
