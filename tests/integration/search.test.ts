import { beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { listPeople } from '#lib/accounts/queries.ts';
import type { UserActor } from '#lib/actor.ts';
import { listClasses } from '#lib/classes/queries.ts';
import { database } from '#lib/db/client.ts';
import { listPastMeetings } from '#lib/meetings/queries.ts';
import { foldForSearch } from '#lib/text/fold.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { makeClass, usePortal } from './support/portal.ts';

let admin: UserActor;
let teacher: UserActor;

beforeAll(async () => {
  await usePortal(inject('services'), 'search');
  [admin, teacher] = await Promise.all([makePerson('admin'), makePerson('teacher')]);
  await database().user.update({ where: { id: teacher.userId }, data: { name: 'علی\u200cرضا کریمی' } });
  const { id: classId } = await makeClass(teacher, { title: 'جبر پایهٔ ۹: معادله\u200cها' });
  await makeClass(teacher, { title: 'Geometry, year 10' });
  await database().meeting.create({ data: { classId, roomId: 'search-room', status: 'ended', endReason: 'endedByTeacher', endedAt: new Date() } });
});

const words = ['كريمي', 'مُحَمَّد', 'علی\u200cرضا ۱۲۳', '٤٥٦ سال', 'مدرسة', 'ﻛﺘﺎﺏ', 'Ｍina  Karimi', 'naïve café', 'کـــتاب', 'Über 100 %', '\u00a0 ', 'ڪتاب'];

describe('folding', () => {
  it.each(words)('the database folds %j as the portal does', async (text) => {
    const [row] = z.array(z.object({ folded: z.string() })).parse(await database().$queryRaw`SELECT portal.fold_text(${text}) AS folded`);
    expect(row?.folded).toBe(foldForSearch(text));
  });
});

describe('search', () => {
  it.each(['پايه', 'پایهٔ 9', 'معادله ها', 'معادلهها', 'معادله\u200cها', '٩', 'كريمي', 'عليرضا', 'علی رضا کریمی'])('finds a class by %j', async (q) => {
    const { rows } = await listClasses(admin, { when: 'upcoming', q, page: 1 });
    expect(rows.map(({ title }) => title)).toContain('جبر پایهٔ ۹: معادله\u200cها');
    const past = await listPastMeetings(admin, { q, page: 1 });
    expect(past.rows).toHaveLength(1);
  });

  it('minds neither case nor leaves out what differs', async () => {
    expect((await listClasses(admin, { when: 'upcoming', q: 'geoMETRY', page: 1 })).rows.map(({ title }) => title)).toEqual(['Geometry, year 10']);
    expect((await listClasses(admin, { when: 'upcoming', q: 'year ۱۰', page: 1 })).rows).toHaveLength(1);
    expect((await listClasses(admin, { when: 'upcoming', q: 'هندسه', page: 1 })).rows).toHaveLength(0);
  });

  it('finds people by name and by address', async () => {
    expect((await listPeople(admin, { query: 'عليرضا كريمي' })).people.map(({ id }) => id)).toEqual([teacher.userId]);
    expect((await listPeople(admin, { query: teacher.email.toUpperCase() })).people.map(({ id }) => id)).toEqual([teacher.userId]);
  });

  it('does not find a teacher\u2019s classes by their address', async () => {
    expect((await listClasses(admin, { when: 'upcoming', q: teacher.email, page: 1 })).rows).toHaveLength(0);
  });

  it('has trigrams to search with', async () => {
    const rows = z.array(z.object({ indexname: z.string() })).parse(await database().$queryRaw`SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%' ORDER BY 1`);
    expect(rows.map(({ indexname }) => indexname)).toEqual(['Class_searchText_idx', 'Recording_searchText_idx', 'User_email_search_idx', 'User_searchText_idx']);
  });
});
