import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { database } from '#lib/db/client.ts';
import { makeRecording, writeLessonVideo } from '#tests/fixtures/recordings.ts';
import { usePortal } from './support/portal.ts';
import { documentedBody, heldMeeting, RestCaller } from './support/rest.ts';

const webVtt = 'WEBVTT\n\n00:01.000 --> 00:02.500\nbefore and in\n\n00:06.000 --> 00:07.000\na secret afterwards';
let folder: string;
let bytes: Buffer;
let caller: RestCaller;
let count = 0;

beforeAll(async () => {
  await usePortal(inject('services'), 'rest_editing');
  caller = await RestCaller.open();
  folder = await mkdtemp(join(tmpdir(), 'kelas-rest-editing-'));
  await writeLessonVideo(join(folder, 'lesson.mp4'));
  bytes = await readFile(join(folder, 'lesson.mp4'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The address of a recording of eight seconds. */
async function lesson(changes: Parameters<typeof makeRecording>[1] = {}): Promise<{ id: string; path: string }> {
  count += 1;
  const { id } = await makeRecording(await heldMeeting(caller, `lesson-${count}`), { durationSeconds: 8, ...changes }, bytes);
  return { id, path: `/recordings/${id}` };
}

/** Nobody works on it meanwhile. */
function untouched(id: string) {
  return database().recording.update({ where: { id }, data: { leasedUntil: new Date(Date.now() + 600_000) } });
}

describe('a cut', () => {
  it('is made, told of while it is made, and taken back', async () => {
    const { path } = await lesson({ visibility: 'link' });
    expect(await caller.send('GET', path)).toMatchObject({ body: { cut: null, step: null, progress: null, failure: null } });
    const begun = await caller.send('PUT', `${path}/cut`, { from: 2, to: 5 });
    expect(begun).toMatchObject({ status: 200, body: { state: 'ready', cut: { from: 2, to: 5 }, step: 'cut', progress: expect.any(Number), durationSeconds: 8 } });
    await expect.poll(async () => (await caller.send('GET', path)).body, { timeout: 30_000 }).toMatchObject({ step: null, progress: null, failure: null, files: expect.arrayContaining([expect.objectContaining({ kind: 'cut' })]) });

    const made = await caller.send('GET', path);
    expect(await caller.send('PUT', `${path}/cut`, { from: 2, to: 5 }), 'the same cut again begins nothing').toEqual(made);
    const file = await caller.fetch('GET', `${path}/files/cut`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    await file.body?.cancel();

    expect(await caller.send('DELETE', `${path}/cut`)).toMatchObject({ status: 200, body: { cut: null, step: null } });
    const whole = await caller.send('DELETE', `${path}/cut`);
    expect(whole).toMatchObject({ status: 200, body: { cut: null, files: expect.not.arrayContaining([expect.objectContaining({ kind: 'cut' })]) } });
  });

  it('is called off while it is made, and not changed then', async () => {
    const { id, path } = await lesson();
    await untouched(id);
    expect(await caller.send('PUT', `${path}/cut`, { from: 1, to: 99 })).toMatchObject({ status: 400, body: { code: 'cutInvalid', field: 'to' } });
    expect(await caller.send('PUT', `${path}/cut`, { from: 1, to: 8.2 })).toMatchObject({ status: 200, body: { cut: { from: 1, to: 8 }, step: 'cut', progress: 0 } });
    expect(await caller.send('PUT', `${path}/cut`, { from: 1, to: 8.2 })).toMatchObject({ status: 200, body: { cut: { from: 1, to: 8 } } });
    expect(await caller.send('PUT', `${path}/cut`, { from: 3, to: 8 })).toMatchObject({ status: 409, body: { code: 'recordingBusy' } });
    expect(await caller.send('DELETE', `${path}/cut`)).toMatchObject({ status: 200, body: { cut: null, step: null } });
  });

  it('that failed is made again by the same request', async () => {
    const { id, path } = await lesson({ cutFrom: 1, cutTo: 4, failure: 'cutFailed' });
    await untouched(id);
    expect(await caller.send('GET', path)).toMatchObject({ body: { cut: { from: 1, to: 4 }, step: null, failure: 'cutFailed' } });
    expect(await caller.send('PUT', `${path}/cut`, { from: 1, to: 4 })).toMatchObject({ status: 200, body: { step: 'cut', failure: null } });
  });

  it.each([['from', { from: -1, to: 4 }], ['from', { to: 4 }], ['to', { from: 0, to: '4' }], ['to', { from: 5, to: 4 }], ['to', { from: 0, to: 0.5 }]])('names %s in %o', async (field, body) => {
    const { path } = await lesson();
    expect(await caller.send('PUT', `${path}/cut`, body)).toMatchObject({ status: 400, body: { field } });
    expect(await caller.send('GET', path)).toMatchObject({ body: { cut: null } });
  });

  it('is made with the body of the documentation', async () => {
    const { id, path } = await lesson({ durationSeconds: 3600 });
    await untouched(id);
    expect(await caller.send('PUT', `${path}/cut`, await documentedBody('cut'))).toMatchObject({ status: 200, body: { cut: { from: 65, to: 3300 }, step: 'cut' } });
  });

  it('is not for a recording that is not there yet', async () => {
    const { path } = await lesson({ state: 'failed', failure: 'gone' });
    expect(await caller.send('PUT', `${path}/cut`, { from: 1, to: 4 })).toMatchObject({ status: 409, body: { code: 'recordingBusy' } });
  });
});

describe('captions', () => {
  it('are given as WebVTT or SubRip, listed, read, replaced and taken away', async () => {
    const { path } = await lesson();
    expect(await caller.send('GET', `${path}/captions`)).toMatchObject({ status: 200, body: { captions: [] } });
    await caller.send('PUT', `${path}/captions/en`, { text: webVtt });
    const srt = { text: '1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>سلام</i>\r\n' };
    const given = await caller.send('PUT', `${path}/captions/FA`, srt);
    expect(given).toMatchObject({ status: 200, body: { captions: [{ language: 'en', name: 'English' }, { language: 'fa', name: 'فارسی' }] } });
    expect(await caller.send('PUT', `${path}/captions/fa`, srt)).toEqual(given);
    expect(await caller.send('GET', path)).toMatchObject({ body: { captions: ['en', 'fa'] } });

    const read = await caller.fetch('GET', `${path}/captions/fa`);
    expect([read.status, read.headers.get('content-type'), await read.text()]).toEqual([200, 'text/vtt; charset=utf-8', 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nسلام\n']);
    await caller.send('PUT', `${path}/captions/fa`, await documentedBody('captions'));
    expect(await (await caller.fetch('GET', `${path}/captions/fa`)).text()).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nسلام\n');

    const left = await caller.send('DELETE', `${path}/captions/fa`);
    expect(left).toMatchObject({ status: 200, body: { captions: [{ language: 'en', name: 'English' }] } });
    expect(await caller.send('DELETE', `${path}/captions/fa`)).toEqual(left);
    expect(await caller.send('GET', `${path}/captions/fa`)).toMatchObject({ status: 404, type: 'application/problem+json', body: { code: 'notFound' } });
  });

  it.each([['text', 'en', '<html>', 'captionsInvalid'], ['text', 'en', undefined, 'invalidInput'], ['text', 'en', 'x'.repeat(400_001), 'invalidInput'], ['language', 'no_language', webVtt, 'invalidInput']])('names %s for "%s"', async (field, language, text, code) => {
    const { path } = await lesson();
    expect(await caller.send('PUT', `${path}/captions/${language}`, { text })).toMatchObject({ status: 400, body: { code, field } });
    expect(await caller.send('GET', `${path}/captions`)).toMatchObject({ body: { captions: [] } });
  });

  it('and chapters are told on the time line of either file', async () => {
    const chapters = [{ at: 1, kind: 'presenter', label: 'Leila' }, { at: 3, kind: 'stage', label: 'whiteboard' }, { at: 3, kind: 'page', label: 'file 2' }, { at: 6, kind: 'screen', label: 'A secret' }] as const;
    const { path } = await lesson({ chapters: [...chapters], cutFrom: 2, cutTo: 5 });
    await caller.send('PUT', `${path}/captions/en`, { text: webVtt });
    expect(await caller.send('GET', `${path}/chapters`)).toMatchObject({
      status: 200,
      body: { chapters: [{ at: 1, what: 'presenter', name: 'Leila', page: null }, { at: 3, what: 'page', name: null, page: 2 }, { at: 6, what: 'screen', name: 'A secret', page: null }] },
    });
    expect((await caller.send('GET', `${path}/chapters?fits=cut`)).body).toEqual({ chapters: [{ at: 0, what: 'presenter', name: 'Leila', page: null }, { at: 1, what: 'page', name: null, page: 2 }] });
    expect(await (await caller.fetch('GET', `${path}/captions/en`)).text()).toContain('a secret afterwards');
    expect(await (await caller.fetch('GET', `${path}/captions/en?fits=cut`)).text()).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:00.500\nbefore and in\n');
    expect(await caller.send('GET', `${path}/chapters?fits=x`)).toMatchObject({ status: 400, body: { field: 'fits' } });
  });

  it('and chapters of a recording without a cut are the same for both files', async () => {
    const { path } = await lesson({ chapters: [{ at: 1, kind: 'presenter', label: 'Leila' }] });
    await caller.send('PUT', `${path}/captions/en`, { text: webVtt });
    expect(await caller.send('GET', `${path}/chapters?fits=cut`)).toMatchObject({ body: { chapters: [{ at: 1 }] } });
    expect(await (await caller.fetch('GET', `${path}/captions/en?fits=cut`)).text()).toContain('a secret afterwards');
    const { path: other } = await lesson();
    expect(await caller.send('GET', `${other}/chapters`)).toMatchObject({ body: { chapters: [] } });
  });
});

describe('a recording', () => {
  it('is kept from the rule about old ones, and left to it again', async () => {
    const { id, path } = await lesson();
    expect(await caller.send('PATCH', path, { isKept: true })).toMatchObject({ status: 200, body: { isKept: true, title: 'Geometry', isPublished: true } });
    expect(await caller.send('PATCH', path, { title: 'Lines' })).toMatchObject({ body: { isKept: true } });
    expect(await database().recording.findUniqueOrThrow({ where: { id } })).toMatchObject({ kept: true, title: 'Lines' });
    expect(await caller.send('PATCH', path, { isKept: false })).toMatchObject({ body: { isKept: false } });
    expect(await caller.send('PATCH', path, { isKept: 'yes' })).toMatchObject({ status: 400, body: { field: 'isKept' } });
  });

  it('that failed is tried again; any other is left as it is', async () => {
    const { id, path } = await lesson({ state: 'failed', failure: 'gaveUp', attempts: 20 });
    const begun = await caller.send('POST', `${path}/retry`);
    expect(begun).toMatchObject({ status: 200, body: { state: 'importing', step: 'fetch', progress: 0, failure: null } });
    expect(await database().recording.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 0, leasedUntil: null });
    await database().recording.update({ where: { id }, data: { progress: 40 } });
    expect(await caller.send('POST', `${path}/retry`)).toMatchObject({ status: 200, body: { step: 'fetch', progress: 40 } });
    await database().recording.delete({ where: { id } });
    const { path: ready } = await lesson();
    expect(await caller.send('POST', `${ready}/retry`)).toMatchObject({ status: 200, body: { state: 'ready', step: null } });
  });
});
