import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureHelper, ffmpegProgram } from '#stack/parts/chromium.ts';
import { describeFilm } from '#tests/fixtures/film.ts';
import { writeLessonVideo } from '#tests/fixtures/recordings.ts';
import { expectAccessible } from './support/accessibility.ts';
import { startAndEnter } from './support/door.ts';
import { RecordingTasks, tellAsRecorder } from './support/recorder.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

// A stack of its own: its portal is killed here, and it has no recorder.
test.use({ stackName: 'faults' });

const run = promisify(execFile);
const seconds = 120;

test('a recording that was finished while the portal was down is taken in, also when the portal is killed over it', async ({ stack, school, person }) => {
  test.setTimeout(300_000);
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  await startAndEnter(await signedIn(person, owner), lesson);
  const [meeting] = await school.rows(`select "roomId" from portal."Meeting" where "classId" = $1`, [lesson.id]);
  const roomId = String(meeting?.['roomId']);
  const portal = stack.part('portal');
  const recording = async () => (await school.rows(`select id, state, step from portal."Recording" where "classId" = $1`, [lesson.id]))[0];

  await test.step('the portal is down when the recorder tells', async () => {
    await portal.kill();
    await mkdir(join(stack.home, 'recordings', roomId), { recursive: true });
    await writeLessonVideo(join(stack.home, 'recordings', roomId, 'lesson.mp4'), { seconds });
    await tellAsRecorder(stack, roomId, RecordingTasks.RECORDING_PROCEEDED, { filePath: `${roomId}/lesson.mp4`, fileSize: 1 });
    expect(await recording()).toBeUndefined();
    await portal.start();
    await expect.poll(async () => (await recording())?.['state'], { timeout: 60_000 }).toBe('ready');
  });

  const id = String((await recording())?.['id']);
  await test.step('the portal is killed while ffmpeg works', async () => {
    const unfinished = join(stack.home, 'work', id, 'small.mp4');
    await expect.poll(() => access(unfinished).then(() => true, () => false), { timeout: 60_000, intervals: [50] }).toBe(true);
    await portal.kill();
    expect((await recording())?.['step'], 'it was not done yet').toBe('prepare');
    await portal.start();
    await expect.poll(async () => (await recording())?.['step'], { timeout: 180_000 }).toBeNull();
  });

  const kinds = (await school.rows(`select kind from portal."RecordingFile" where "recordingId" = $1`, [id])).map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual(['audio', 'original', 'poster', 'small', 'strip']);
  const small = join(stack.home, 'storage', 'recordings', id, 'small.mp4');
  expect((await describeFilm(small)).seconds).toBeCloseTo(seconds, 0);
  const { stderr } = await run(await ensureHelper(ffmpegProgram, () => undefined), ['-v', 'error', '-i', small, '-f', 'null', '-']);
  expect(stderr, 'every frame of it can be read').toBe('');
});

test('a teacher is warned when a class that records itself has not begun to within a minute', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  const { page, t } = teacher;
  await page.goto(`/classes/${lesson.id}/edit`);
  await page.getByText(t('classes.formMoreInRoom')).click();
  const byItself = page.getByRole('switch', { name: t('classes.switches.recordsFromStart') });
  await byItself.setChecked(true);
  await page.getByRole('switch', { name: t('classes.switches.withRecording') }).setChecked(false);
  await expect(byItself, 'what is not recorded does not record itself').toHaveCount(0);
  await page.getByRole('switch', { name: t('classes.switches.withRecording') }).setChecked(true);
  await expectAccessible(page, 'the settings of a class');
  await page.screenshot({ path: 'test-results/class-recording-settings.png', fullPage: true });
  await page.getByRole('button', { name: t('classes.save'), exact: true }).click();
  await expect(page.getByRole('heading', { name: lesson.title })).toBeVisible();

  await page.clock.install();
  await startAndEnter(teacher, lesson);
  const warning = page.getByRole('status').getByText(t('room.onAir.notRecorded'));
  await expect(warning).toHaveCount(0);
  await page.clock.fastForward(61_000);
  await expect(warning).toBeVisible();
});
