import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { database } from '#lib/db/client.ts';
import { getMeetingFigures } from '#lib/figures/queries.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';

const seed = new URL('../../prisma/seed/demo.ts', import.meta.url).pathname;

/** Runs the script, and counts what there is then. */
async function fill(): Promise<number[]> {
  await promisify(execFile)(process.execPath, ['--conditions=react-server', seed], { env: process.env });
  const db = database();
  return await Promise.all([db.user.count(), db.class.count(), db.meeting.count(), db.personFigures.count()]);
}

test('the demo school has past meetings with figures, and filling it again adds nothing', async () => {
  await usePortalDatabase(inject('services'), 'demo');
  const filled = await fill();
  expect(Math.min(...filled)).toBeGreaterThan(0);
  expect(await fill()).toEqual(filled);

  const owner = await database().user.findFirstOrThrow({ where: { role: 'teacher', classes: { some: { meetings: { some: {} } } } }, include: { classes: { include: { meetings: true } } } });
  const [meeting] = owner.classes.flatMap(({ meetings }) => meetings);
  const figures = await getMeetingFigures({ userId: owner.id, role: 'teacher', name: owner.name, email: owner.email }, meeting?.id ?? '');
  expect(figures?.people.some(({ talkedSeconds }) => talkedSeconds > 0)).toBe(true);
});
