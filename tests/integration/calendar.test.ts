import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Actor, UserActor } from '#lib/actor.ts';
import { calendarAddress } from '#lib/calendar/address.ts';
import { renewCalendarAddressAction } from '#lib/calendar/definitions.ts';
import { readCalendarClass } from '#lib/calendar/read.ts';
import { serveFeed } from '#lib/calendar/serve-feed.ts';
import { ownCalendarAddress } from '#lib/calendar/service.ts';
import { newJoinCode } from '#lib/classes/join-code.ts';
import { database } from '#lib/db/client.ts';
import { guest, makePerson } from '#tests/fixtures/people.ts';
import { call, makeClass, succeed, usePortal } from './support/portal.ts';

/** There is no request of Next's here to read an address from. */
vi.mock('#lib/request-origin.ts', () => ({ requestOrigin: async () => ({ requestId: 'calendar', ip: '203.0.113.7' }) }));

const dayMs = 86_400_000;
let teacher: UserActor;
let colleague: UserActor;
let student: UserActor;
let admin: UserActor;

beforeAll(async () => {
  await usePortal(inject('services'), 'calendar');
  [teacher, colleague, student, admin] = await Promise.all([makePerson('teacher', { name: 'Leila Karimi' }), makePerson('teacher'), makePerson('student'), makePerson('admin')]);
  const [algebra] = await Promise.all([
    makeClass(teacher, { title: 'Algebra' }),
    makeClass(teacher, { title: 'Dropped', cancelledAt: new Date() }),
    makeClass(teacher, { title: 'Last week', startsAt: new Date(Date.now() - 7 * dayMs) }),
    makeClass(teacher, { title: 'Long ago', startsAt: new Date(Date.now() - 200 * dayMs) }),
    makeClass(colleague, { title: 'Biology' }),
    makeClass(admin, { title: 'Staff meeting' }),
  ]);
  await database().classMember.create({ data: { classId: algebra.id, userId: student.userId } });
});

/** What a calendar program gets at an address. */
async function read(url: string): Promise<{ status: number; type: string | null; text: string; titles: string[] }> {
  const address = new URL(url).pathname.replace('/api/calendar/', '');
  const response = await serveFeed(new Request(url), { params: Promise.resolve({ address }) });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text, titles: [...text.matchAll(/^SUMMARY:(.*)\r$/gmu)].map(([, title = '']) => title).toSorted() };
}

async function feedOf(actor: Actor) {
  return await read(await ownCalendarAddress(actor));
}

describe('the address of somebody’s calendar', () => {
  it('leads to their own classes, cancelled ones marked, of the last months and to come', async () => {
    const { status, type, titles, text } = await feedOf(teacher);
    expect({ status, type, titles }).toEqual({ status: 200, type: 'text/calendar; charset=utf-8', titles: ['Algebra', 'Dropped', 'Last week'] });
    expect(text.match(/STATUS:CANCELLED/gu)).toHaveLength(1);
    expect(text).toContain('X-WR-CALNAME:Kelas – Leila Karimi');
  });

  it('gives students the classes they belong to, and admins not the whole school’s', async () => {
    expect((await feedOf(student)).titles).toEqual(['Algebra']);
    expect((await feedOf(admin)).titles).toEqual(['Staff meeting']);
  });

  it('is of no use once its owner made another', async () => {
    const before = await ownCalendarAddress(colleague);
    const { url } = await succeed(call(renewCalendarAddressAction, colleague, undefined));
    expect((await read(before)).status).toBe(404);
    expect((await read(url)).titles).toEqual(['Biology']);
    expect(url).toBe(await ownCalendarAddress(colleague));
  });

  it('cannot be made up', async () => {
    const good = await ownCalendarAddress(teacher);
    const forged = [`${good.slice(0, -3)}AAA`, good.replace(/calendar\/.*\./u, `calendar/${Buffer.from(`${colleague.userId}/0`).toString('base64url')}.`), good.split('.')[0] ?? '', `${good}.x`];
    for (const url of forged) expect((await read(url)).status, url).toBe(404);
    expect((await read(calendarAddress({ userId: 'nobody', version: Number.NaN }))).status).toBe(404);
  });

  it('gives nothing once the account is switched off', async () => {
    const gone = await makePerson('teacher');
    await database().user.update({ where: { id: gone.userId }, data: { disabledAt: new Date() } });
    expect((await feedOf(gone)).status).toBe(404);
  });

  it('is for people with an account', async () => {
    await expect(ownCalendarAddress(guest)).rejects.toMatchObject({ code: 'notSignedIn' });
  });
});

describe('one class for a calendar', () => {
  it('is there for whoever may come in by its link', async () => {
    const open = await makeClass(teacher, { title: 'Open to guests' });
    const closed = await makeClass(teacher, { title: 'Members', guestsAllowed: false });
    expect(await readCalendarClass(guest, open.joinCode)).toMatchObject({ title: 'Open to guests', teacherName: 'Leila Karimi' });
    await expect(readCalendarClass(guest, closed.joinCode)).rejects.toMatchObject({ code: 'notSignedIn' });
    expect(await readCalendarClass(student, closed.joinCode)).toMatchObject({ title: 'Members' });
    await expect(readCalendarClass(student, newJoinCode())).rejects.toMatchObject({ code: 'linkInvalid' });
    await expect(readCalendarClass(student, '../x')).rejects.toMatchObject({ code: 'linkInvalid' });
  });
});
