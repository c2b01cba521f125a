import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureHelper, ffmpegProgram } from '#stack/parts/chromium.ts';
import { PortChooser } from '#stack/ports.ts';
import { colourAt, describeFilm, difference, frameAt, shareOfTone } from '#tests/fixtures/film.ts';
import { expectAccessible } from './support/accessibility.ts';
import { drawnPixels, dropPicture, showActivity, whiteboardOf } from './support/board.ts';
import { beginClass, expectFilmed, partsOf, recordingOf, sign, tone } from './support/recorded-class.ts';
import { manage } from './support/room-controls.ts';
import type { School, SeededClass } from './support/school.ts';
import { SpeechService } from './support/speech.ts';
import { expect, test } from './support/test.ts';

test.use({ stackName: 'recording', withRecorder: true });

const filmedSeconds = 6;
const chaptersSchema = z.array(z.object({ at: z.number(), kind: z.string(), label: z.string() }));

/** In the page: the screen that is shared is green, and something moves on it. */
function shareGreen(): void {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 1280;
    canvas.height = 720;
    const pen = canvas.getContext('2d');
    let at = 0;
    setInterval(() => {
      if (!pen) return;
      pen.fillStyle = '#00c800';
      pen.fillRect(0, 0, 1280, 720);
      pen.fillStyle = '#006400';
      pen.fillRect((at += 8) % 1280, 300, 60, 120);
    }, 100);
    return await Promise.resolve(canvas.captureStream(10));
  };
}

const isGreen = (red: number, green: number, blue: number): boolean => green - red > 80 && green - blue > 80;
/** The picture the tests drop on the whiteboard. */
const isBlue = (_red: number, green: number, blue: number): boolean => blue - green > 60;

/** The address of the recording's page once it can be watched and all is made of it. */
async function watchPath(school: School, lesson: SeededClass): Promise<string> {
  const sql = `select id, step, state from portal."Recording" where "classId" = $1`;
  await expect.poll(async () => (await school.rows(sql, [lesson.id]))[0], { timeout: 90_000 }).toMatchObject({ state: 'ready', step: null });
  return `/recordings/${String((await school.rows(sql, [lesson.id]))[0]?.['id'])}`;
}

test('a film shows the whiteboard and the shared screen, in the language of the class, and its chapters lead there; what was said is its captions', async ({ school, person, stack }) => {
  test.setTimeout(300_000);
  const { teacher, student, lesson } = await beginClass(school, person, 'fa', shareGreen);
  const { page, t } = teacher;
  await manage(teacher, 'record');
  await expect(sign(student)).toBeVisible({ timeout: 60_000 });
  await expectFilmed(stack, 1, filmedSeconds);

  await showActivity(teacher, 'room.board.show');
  await expect(whiteboardOf(student)).toBeVisible();
  await dropPicture(teacher);
  await expect.poll(() => drawnPixels(student)).toBeGreaterThan(5000);
  const [meeting] = await school.rows('select "roomId" from portal."Meeting" where "classId" = $1', [lesson.id]);
  const speech = await SpeechService.open(stack, String(meeting?.['roomId']), teacher.name);
  await speech.hears({ text: 'Look at', isPartial: true });
  await speech.hears({ text: 'Look at the board', translations: { 'fa-IR': 'به تخته نگاه کنید' } });
  await speech.close();
  const onBoard = (await partsOf(stack))[0]?.seconds ?? 0;
  await expectFilmed(stack, 1, onBoard + filmedSeconds);
  await showActivity(teacher, 'room.board.hide');

  await page.getByRole('button', { name: t('room.controls.share'), exact: true }).click();
  await expect(student.page.getByRole('figure', { name: student.t('room.stage.sharedBy', { name: teacher.name }) }).locator('video')).toBeVisible();
  const shared = (await partsOf(stack))[0]?.seconds ?? 0;
  await expectFilmed(stack, 1, shared + filmedSeconds);
  await manage(teacher, 'stopRecording');
  await expect(sign(student)).toHaveCount(0);

  const { file, metadata } = await recordingOf(school, stack, lesson);
  const chapters = chaptersSchema.parse(JSON.parse(metadata.extra_data['chapters'] ?? ''));
  const boardAt = chapters.find(({ kind, label }) => kind === 'stage' && label === 'whiteboard')?.at ?? Number.NaN;
  const boardEnds = chapters.find(({ at, kind }) => kind === 'stage' && at > boardAt)?.at ?? Number.NaN;
  const screenAt = chapters.find(({ kind, label }) => kind === 'screen' && label === teacher.name)?.at ?? Number.NaN;
  const { seconds } = await describeFilm(file);
  expect((await colourAt(file, boardAt / 2, isBlue)).share).toBeLessThan(0.002);
  expect((await colourAt(file, boardEnds - 2, isBlue)).share).toBeGreaterThan(0.003);
  expect((await colourAt(file, boardEnds - 2, isGreen)).share).toBeLessThan(0.01);
  const screen = await colourAt(file, seconds - 2, isGreen);
  expect(screen.share).toBeGreaterThan(0.3);
  // The others are beside it, at the end of the line: on the left where one writes from the right.
  expect(screen.centre).toBeGreaterThan(0.5);

  const path = await watchPath(school, lesson);
  await page.goto(path);
  const list = page.getByRole('navigation', { name: t('recordings.player.chapters') });
  await expect(list.getByRole('button', { name: t('recordings.player.chapter.page', { page: '۱' }) })).toBeVisible();
  await list.getByRole('button', { name: t('recordings.player.chapter.screen', { name: teacher.name }) }).click();
  await expect.poll(() => page.locator('video').evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0))).toBeCloseTo(screenAt, 0);
  await page.screenshot({ path: 'test-results/recording-chapters.png', fullPage: true });

  // What a speech service heard while the film was made can be read along with it.
  for (const [language, text] of [['en-US', 'Look at the board'], ['fa-IR', 'به تخته نگاه کنید']] as const) {
    const track = page.locator(`video track[srclang="${language}"]`);
    const captions = await track.evaluate(async (element) => (element instanceof HTMLTrackElement ? await (await fetch(element.src)).text() : ''));
    expect(captions).toContain(`${teacher.name}: ${text}`);
    expect(captions).not.toContain('Look at\n');
  }
});

test('a recording may be the sound alone', async ({ school, person, stack }) => {
  test.setTimeout(240_000);
  const { teacher, student, lesson } = await beginClass(school, person);
  const { page, t } = teacher;
  await manage(teacher, 'recordSound');
  await expect(sign(student)).toBeVisible({ timeout: 60_000 });
  await expectFilmed(stack, 1);
  await manage(teacher, 'stopRecording');
  const { file } = await recordingOf(school, stack, lesson);
  expect(file).toMatch(/\.m4a$/u);
  const { seconds, codecs } = await describeFilm(file);
  expect(codecs).toEqual(['aac']);
  expect(await shareOfTone(file, seconds / 2, tone)).toBeGreaterThan(0.5);

  await page.goto(await watchPath(school, lesson));
  await page.getByRole('button', { name: t('recordings.player.play'), exact: true }).click();
  await expect.poll(() => page.locator('video').evaluate((sound) => (sound instanceof HTMLVideoElement ? sound.currentTime : 0))).toBeGreaterThan(1);
  await expect(page.getByRole('button', { name: t('recordings.player.fullscreen') })).toHaveCount(0);
  await page.screenshot({ path: 'test-results/recording-sound.png', fullPage: true });
  await expectAccessible(page, 'a recording of the sound alone');
});

test('a class is broadcast to an RTMP address with picture and sound', async ({ school, person, stack }) => {
  test.setTimeout(240_000);
  const { teacher, student } = await beginClass(school, person);
  const { page, t } = teacher;
  const { port } = await new PortChooser().choose('an RTMP listener', 21_945);
  const received = join(stack.home, 'received.flv');
  const address = `rtmp://127.0.0.1:${port}/live/a-stream-key`;
  const listener = spawn(await ensureHelper(ffmpegProgram, () => undefined), ['-v', 'error', '-y', '-listen', '1', '-i', address, '-c', 'copy', received], { stdio: 'ignore' });
  const ended = once(listener, 'exit');
  await expect.poll(() => listens(port)).toBe(true);

  await manage(teacher, 'broadcast');
  const dialog = page.getByRole('dialog', { name: t('room.broadcast.title') });
  await dialog.getByLabel(t('room.broadcast.address')).fill(address);
  await dialog.getByRole('button', { name: t('room.broadcast.start') }).click();
  await expect(student.page.getByRole('status').getByText(t('room.onAir.broadcast'), { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect.poll(async () => (await readFile(received).catch(() => Buffer.alloc(0))).length, { timeout: 60_000 }).toBeGreaterThan(500_000);
  await manage(teacher, 'stopBroadcast');
  await ended;
  const { seconds, codecs } = await describeFilm(received);
  expect(codecs).toEqual(['aac', 'h264']);
  expect(await shareOfTone(received, seconds / 2, tone)).toBeGreaterThan(0.5);
  const [first, ...others] = await Promise.all([0.2, 0.4, 0.6, 0.8].map((share) => frameAt(received, seconds * share)));
  expect(Math.max(...others.map((frame) => (first ? difference(first, frame) : 0)))).toBeGreaterThan(0.005);
  // The key of the stream is in no log.
  for (const part of ['recorder', 'engine', 'portal']) expect(await readFile(join(stack.home, 'logs', `${part}.log`), 'utf8')).not.toContain('a-stream-key');
});

async function listens(port: number): Promise<boolean> {
  // Asked of the system: connecting would be taken for the stream.
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return (await readFile('/proc/net/tcp', 'utf8')).split('\n').some((line) => line.includes(wanted) && line.includes(' 0A '));
}
