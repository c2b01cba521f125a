import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFilm, difference, frameAt, shareOfTone } from '#tests/fixtures/film.ts';
import { beginClass, expectFilmed, partsOf, recordingOf, secondsOfPart, sign, tone } from './support/recorded-class.ts';
import { manage } from './support/room-controls.ts';
import { expect, test } from './support/test.ts';

test.use({ stackName: 'recording', withRecorder: true });

test('a class is recorded as it was seen and heard', async ({ school, person, stack }) => {
  test.setTimeout(240_000);
  const { teacher, student, lesson } = await beginClass(school, person);
  await manage(teacher, 'record');
  await expect(sign(student)).toBeVisible({ timeout: 40_000 });
  const begun = Date.now();
  await expectFilmed(stack, 1, 15);
  // Nobody in the class sees the recorder.
  await expect(teacher.page.getByRole('figure')).toHaveCount(2);
  await manage(teacher, 'stopRecording');
  const seconds = (Date.now() - begun) / 1000;
  await expect(sign(student)).toHaveCount(0);
  const { file, fileSize, recordId, metadata } = await recordingOf(school, stack, lesson);
  expect(recordId).toMatch(/-\d{13}$/u);
  expect(fileSize).toBeCloseTo((await stat(file)).size / 1e6, 1);

  const film = await describeFilm(file);
  expect(film.seconds).toBeGreaterThan(6);
  expect(film).toMatchObject({ codecs: ['aac', 'h264'], size: '1280x720' });
  expect(Math.abs(film.seconds - seconds)).toBeLessThan(1);
  const middle = film.seconds / 2;
  expect(await shareOfTone(file, middle, tone)).toBeGreaterThan(0.8);
  expect(await shareOfTone(file, middle, tone * 1.5)).toBeLessThan(0.05);
  const [one, two] = await Promise.all([frameAt(file, middle), frameAt(file, middle + 0.7)]);
  expect(difference(one, two)).toBeGreaterThan(0.01);
  const start = (await readFile(file)).subarray(0, 4096).toString('latin1');
  expect(start.indexOf('moov')).toBeGreaterThan(0);
  expect(JSON.parse(metadata.extra_data['chapters'] ?? '[]')).toContainEqual({ at: expect.any(Number), kind: 'presenter', label: teacher.name });
  // The token of the hidden participant is in no log.
  expect(await readFile(join(stack.home, 'logs', 'recorder.log'), 'utf8')).not.toMatch(/eyJ/u);
  expect(await readFile(join(stack.home, 'logs', 'portal.log'), 'utf8')).not.toMatch(/token=/u);
});

test('what is killed in mid-recording is carried on, and one film has it all', async ({ school, person, stack }) => {
  test.setTimeout(300_000);
  const { teacher, student, lesson } = await beginClass(school, person);
  await manage(teacher, 'record');
  await expect(sign(student)).toBeVisible({ timeout: 40_000 });

  await test.step('the recorder', async () => {
    await expectFilmed(stack, 1);
    await stack.part('recorder').kill();
    await stack.part('recorder').start();
    await expectFilmed(stack, 2);
  });
  await test.step('its browser', async () => {
    await killBrowserOf(stack.part('recorder').pid ?? 0);
    await expectFilmed(stack, 3);
  });
  await test.step('the engine', async () => {
    const before = (await partsOf(stack)).at(-1)?.seconds ?? 0;
    await stack.part('engine').kill();
    await stack.part('engine').start();
    await expect.poll(async () => (await partsOf(stack)).at(-1)?.seconds, { timeout: 30_000 }).toBeGreaterThan(before + secondsOfPart);
    expect(await partsOf(stack)).toHaveLength(3);
  });
  await expect(sign(student)).toBeVisible();
  await manage(teacher, 'stopRecording');
  await expect(sign(student)).toHaveCount(0);
  const { file } = await recordingOf(school, stack, lesson);
  const film = await describeFilm(file);
  expect(film.codecs).toEqual(['aac', 'h264']);
  // Joining the room took a part of the seconds of each of the three.
  expect(film.seconds).toBeGreaterThan(secondsOfPart);
  for (const second of [1, film.seconds / 2, film.seconds - 2]) expect(await shareOfTone(file, second, tone)).toBeGreaterThan(0.5);
  expect(await partsOf(stack)).toEqual([]);
});

/** Ends the browser that this process started, as the kernel does when there is no memory left. */
async function killBrowserOf(pid: number): Promise<void> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').map(Number);
  for (const child of children) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('auto-accept-this-tab-capture')) process.kill(child, 'SIGKILL');
  }
}
