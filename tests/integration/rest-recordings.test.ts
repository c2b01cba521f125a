import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { Recording } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { usePortal } from './support/portal.ts';
import { algebra, RestCaller } from './support/rest.ts';

let caller: RestCaller;

beforeAll(async () => {
  await usePortal(inject('services'), 'rest_recordings');
  caller = await RestCaller.open();
});

/** A class of this name with so many past meetings, a minute apart. */
async function held(externalId: string, count = 1): Promise<{ id: string; classId: string }[]> {
  const { body: { classId } } = await caller.send('PUT', `/classes/${externalId}`, algebra);
  const ids = Array.from({ length: count }, () => randomUUID());
  const data = ids.map((id, index) => ({ id, classId: z.string().parse(classId), roomId: `m-${id}`, status: 'ended' as const, startedAt: new Date(Date.UTC(2026, 0, 1, 9, index)), endedAt: new Date(Date.UTC(2026, 0, 1, 10, index)) }));
  await database().meeting.createMany({ data });
  return data.map(({ id, classId: of }) => ({ id, classId: of }));
}

async function recorded(externalId: string, changes: Parameters<typeof makeRecording>[1] = {}, bytes?: Uint8Array): Promise<Recording> {
  const [meeting] = await held(externalId);
  if (!meeting) throw new Error('no meeting');
  return makeRecording(meeting, changes, bytes);
}

/** Follows `next` to the end; answers the pages. */
async function pagesOf(path: string): Promise<Record<string, unknown>[]> {
  const pages: Record<string, unknown>[] = [];
  let next: unknown = '';
  while (typeof next === 'string') {
    const { status, body } = await caller.send('GET', `${path}${next === '' ? '' : `&after=${next}`}`);
    expect(status).toBe(200);
    pages.push(body);
    next = body['next'];
  }
  return pages;
}

describe('meetings', () => {
  it('are listed page by page, latest first, each once, those of one class when asked', async () => {
    const meetings = await held('paged', 5);
    await held('other', 1);
    const pages = await pagesOf('/meetings?externalId=paged&limit=2');
    const ids = pages.flatMap(({ meetings: rows }) => z.array(z.looseObject({ meetingId: z.string() })).parse(rows)).map(({ meetingId }) => meetingId);
    expect(ids).toEqual(meetings.map(({ id }) => id).toReversed());
    expect(pages).toHaveLength(3);
  });

  it('tell who was there, page by page', async () => {
    const [meeting] = await held('attended');
    const joinedAt = new Date();
    await database().attendance.createMany({ data: Array.from({ length: 5 }, (_, index) => ({ meetingId: meeting?.id ?? '', participantSid: `PA_${index}`, participantId: `guest_${index}`, name: `Guest ${index}`, joinedAt })) });
    const pages = await pagesOf(`/meetings/${meeting?.id}/attendance?limit=2`);
    const people = pages.flatMap(({ stays }) => z.array(z.looseObject({ participantId: z.string() })).parse(stays)).map(({ participantId }) => participantId);
    expect(people.toSorted()).toEqual(['guest_0', 'guest_1', 'guest_2', 'guest_3', 'guest_4']);
  });

  it('go on nowhere from a place that is none', async () => {
    for (const after of ['x', Buffer.from('["now","1"]').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
      expect(await caller.send('GET', `/meetings?after=${after}`)).toMatchObject({ status: 400, body: { field: 'after' } });
    }
  });
});

describe('a recording', () => {
  it('is listed and read with its files', async () => {
    const made = await recorded('filmed', { title: 'Triangles' });
    expect(await caller.send('GET', '/recordings?externalId=filmed')).toMatchObject({ body: { recordings: [{ recordingId: made.id, title: 'Triangles', class: { externalId: 'filmed' } }], next: null } });
    expect(await caller.send('GET', `/recordings/${made.id}`)).toMatchObject({ body: { state: 'ready', isPublished: true, visibility: 'course', watchUrl: null, deletedAt: null, restorableUntil: null, files: [{ kind: 'original', mime: 'video/mp4', bytes: 11 }] } });
  });

  it('is changed in what is given, and only that', async () => {
    const made = await recorded('changed', { description: 'Before', visibility: 'private', published: false });
    const path = `/recordings/${made.id}`;
    expect(await caller.send('PATCH', path, { title: ' Lines ' })).toMatchObject({ status: 200, body: { title: 'Lines', description: 'Before', isPublished: false, visibility: 'private' } });
    expect(await caller.send('PATCH', path, { isPublished: true })).toMatchObject({ body: { title: 'Lines', isPublished: true, visibility: 'course' } });
    expect(await caller.send('PATCH', path, { visibility: 'link' })).toMatchObject({ body: { isPublished: true, visibility: 'link', watchUrl: expect.stringContaining(`/watch/${made.linkCode}`) } });
    expect(await caller.send('PATCH', path, { isPublished: false, description: '' })).toMatchObject({ body: { isPublished: false, description: '', watchUrl: null } });
    expect(await caller.send('PATCH', path, { title: '', isPublished: true })).toMatchObject({ status: 400, body: { field: 'title' } });
    expect(await caller.send('GET', path)).toMatchObject({ body: { title: 'Lines', isPublished: false } });
  });

  it('is deleted, and brought back until its time is over', async () => {
    const made = await recorded('deleted');
    const path = `/recordings/${made.id}`;
    const gone = await caller.send('DELETE', path);
    expect(gone).toMatchObject({ status: 200, body: { deletedAt: expect.any(String) } });
    expect(Date.parse(String(gone.body['restorableUntil'])) - Date.parse(String(gone.body['deletedAt']))).toBe(30 * 86_400_000);
    expect(await caller.send('DELETE', path)).toEqual(gone);
    expect(await caller.send('GET', '/recordings?externalId=deleted')).toMatchObject({ body: { recordings: [] } });
    expect(await caller.send('GET', '/recordings?externalId=deleted&show=deleted')).toMatchObject({ body: { recordings: [{ recordingId: made.id }] } });
    expect(await caller.send('POST', `${path}/restore`)).toMatchObject({ body: { deletedAt: null, restorableUntil: null } });
    expect(await caller.send('GET', '/recordings?externalId=deleted')).toMatchObject({ body: { recordings: [{ recordingId: made.id }] } });
  });

  it('is downloaded whole and in ranges', async () => {
    const bytes = new TextEncoder().encode('0123456789');
    const made = await recorded('downloaded', { title: 'Lines' }, bytes);
    const path = `/recordings/${made.id}/files/original`;
    const whole = await caller.fetch('GET', path);
    expect([whole.status, whole.headers.get('content-length'), whole.headers.get('accept-ranges'), await whole.text()]).toEqual([200, '10', 'bytes', '0123456789']);
    expect(whole.headers.get('content-disposition')).toContain('Lines');
    const part = await caller.fetch('GET', path, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    const head = await caller.fetch('HEAD', path);
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
    expect((await caller.fetch('GET', path, { headers: { range: 'bytes=99-' } })).status).toBe(416);
    expect(await caller.send('GET', `/recordings/${made.id}/files/audio`)).toMatchObject({ status: 404 });
  });

  it('of a class made in the portal is not shown', async () => {
    const own = await database().class.create({ data: { ownerId: caller.account.ownerId, joinCode: randomUUID().slice(0, 16), title: 'Own', startsAt: new Date(), durationMinutes: 60, timeZone: 'UTC', meetings: { create: { roomId: `m-${randomUUID()}`, status: 'ended' } } }, include: { meetings: true } });
    const made = await makeRecording({ id: own.meetings[0]?.id ?? '', classId: own.id });
    expect(await caller.send('GET', `/recordings/${made.id}`)).toMatchObject({ status: 404, body: { field: 'recordingId' } });
    expect(await caller.send('GET', `/meetings/${own.meetings[0]?.id}`)).toMatchObject({ status: 404, body: { field: 'meetingId' } });
  });
});
