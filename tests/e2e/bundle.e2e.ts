import { readdir, readFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import type { Response } from '@playwright/test';
import { projectFolder } from '#stack/home.ts';
import { checkDevices, enterName, join, startAndEnter } from './support/door.ts';
import { holdDevices } from './support/hold-devices.ts';
import { expectSees } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import { ScriptWeight } from './support/weight.ts';

test('little JavaScript stands between a link and a class', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);

  const guest = await person({ seat: 'first', name: 'Sara Novak' });
  const weight = await ScriptWeight.of(guest.context, guest.page);
  // The room is fetched once the devices are open: keep them closed to weigh what checking them needs.
  await guest.context.addInitScript(holdDevices);
  await guest.page.goto(lesson.joinPath);
  await enterName(guest);
  await guest.page.waitForLoadState('networkidle');
  const needed = weight.kilobytes;
  await guest.page.evaluate(() => window.kelasOpenDevices?.());
  await checkDevices(guest);
  expect(needed, 'kB for the join page and the device check').toBeLessThanOrEqual(180);

  await join(guest);
  await expectSees(guest, owner.name, 'teacher');
  expect(weight.kilobytes, 'kB until the first remote picture').toBeLessThanOrEqual(400);
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.br')).map((entry) => pathOf(entry.parentPath, entry.name));
}

test('no secret is in what browsers can fetch', async ({ stack, school, person }) => {
  const secrets = stack.secrets.filter((secret) => secret.length >= 8);
  expect(secrets.length).toBeGreaterThanOrEqual(4);
  const leaks = (text: string): boolean => secrets.some((secret) => text.includes(secret));

  const files = await filesBelow(`${projectFolder}/.next/static`);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(leaks(await readFile(file, 'latin1')), file).toBe(false);

  const owner = await school.account('admin', 'Mina Rad');
  const lesson = await school.class(owner, { accessCode: 'LILY77' });
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  const leaky: string[] = [];
  const reading: Promise<void>[] = [];
  const read = async (response: Response): Promise<void> => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
    const body = await response.text().catch(() => '');
    if (leaks(body) || leaks(JSON.stringify(response.headers()))) leaky.push(response.url());
  };
  teacher.context.on('response', (response) => reading.push(read(response)));
  for (const place of ['/', '/classes', `/classes/${lesson.id}`, '/meetings', '/people', '/settings']) await teacher.page.goto(place);
  await startAndEnter(teacher, lesson);
  await Promise.all(reading);
  expect(reading.length).toBeGreaterThan(10);
  expect(leaky).toEqual([]);
});
