import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeLessonVideo } from '#tests/fixtures/recordings.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { startAndEnter } from './support/door.ts';
import { expectMovingPicture } from './support/media.ts';
import type { Person } from './support/person.ts';
import { RecordingTasks, tellAsRecorder } from './support/recorder.ts';
import type { School, SeededClass } from './support/school.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

const seconds = 20;
const title = 'Waves <img src=x onerror=alert(1)> "موج‌ها"';

/** What the recorder saw; the last two begin nothing. */
const chapters = [
  { at: 0, kind: 'presenter', label: 'Leila Karimi' },
  { at: 4, kind: 'stage', label: 'whiteboard' },
  { at: 4.3, kind: 'page', label: 'default 1' },
  { at: 9, kind: 'screen', label: 'Sara <b>Novak</b>' },
  { at: 12, kind: 'screen', label: '' },
  { at: 12, kind: 'stage', label: '' },
];

/** A recorder's finished file, told to the engine as recorders do. */
async function record(stack: TestStack, school: School, lesson: SeededClass): Promise<Buffer> {
  const [meeting] = await school.rows(`select "roomId" from portal."Meeting" where "classId" = $1`, [lesson.id]);
  const roomId = String(meeting?.['roomId']);
  const folder = join(stack.home, 'recordings', roomId);
  await mkdir(folder, { recursive: true });
  await writeLessonVideo(join(folder, 'lesson.mp4'), { seconds });
  const bytes = await readFile(join(folder, 'lesson.mp4'));
  await writeFile(join(folder, 'lesson.mp4.events.json'), JSON.stringify({ chapters }));
  await tellAsRecorder(stack, roomId, RecordingTasks.RECORDING_PROCEEDED, { filePath: `${roomId}/lesson.mp4`, fileSize: bytes.length / 1_000_000 });
  return bytes;
}

async function timeOf(video: Locator): Promise<number> {
  return await video.evaluate((element) => (element instanceof HTMLVideoElement ? element.currentTime : Number.NaN));
}

/** Plays, seeks near the end, and plays on from there. */
async function expectPlaysAndSeeks({ page, t }: Person): Promise<void> {
  const video = page.locator('video');
  await page.getByRole('button', { name: t('recordings.player.play'), exact: true }).click();
  await expectMovingPicture(video);
  await page.getByRole('slider', { name: t('recordings.player.seek') }).fill('12');
  await expect.poll(() => timeOf(video)).toBeGreaterThan(12);
  await expectMovingPicture(video);
  await page.getByRole('button', { name: t('recordings.player.pause'), exact: true }).click();
}

/** The player fills the screen, its controls with it, and leaves it again. */
async function expectFillsScreen({ page, t }: Person): Promise<void> {
  await page.getByRole('button', { name: t('recordings.player.fullscreen') }).click();
  const full = page.locator(':fullscreen');
  await expect(full.locator('video')).toBeVisible();
  await full.getByRole('button', { name: t('recordings.player.exitFullscreen') }).click();
  await expect(full).toHaveCount(0);
}

/** Three chapters: marks on the bar, and a list that goes there by pointer, and the player by key. */
async function expectChapters({ page, t }: Person, digit: (value: number) => string): Promise<void> {
  const list = page.getByRole('navigation', { name: t('recordings.player.chapters') });
  const texts = [t('recordings.player.chapter.presenter', { name: 'Leila Karimi' }), t('recordings.player.chapter.page', { page: digit(1) }), t('recordings.player.chapter.screen', { name: 'Sara <b>Novak</b>' })];
  await expect(list.getByRole('button')).toHaveText(texts.map((text, index) => `${digit(0)}:${digit(0)}${digit([0, 4, 9][index] ?? 0)}${text}`));
  await expect(page.locator('[data-chapter]')).toHaveCount(2);
  const video = page.locator('video');
  await list.getByRole('button', { name: texts[2] }).click();
  await expect.poll(() => timeOf(video)).toBeCloseTo(9, 1);
  await expect(list.getByRole('button', { name: texts[2] })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: t('recordings.player.mute') }).press('p');
  await expect.poll(() => timeOf(video)).toBeCloseTo(4.3, 1);
  await expect(list.getByRole('button', { name: texts[1] })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: t('recordings.player.mute') }).press('n');
  await expect.poll(() => timeOf(video)).toBeCloseTo(9, 1);
}

/** The page by day on a desktop and in the dark on a phone, looked over each time. */
async function inspect(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/${name}.png`, fullPage: true });
  await expectAccessible(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoSidewaysScroll(page, name);
  await expectAccessible(page, `${name}, dark, on a phone`);
  await page.screenshot({ path: `test-results/${name}-phone.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

for (const locale of locales) {
  test(`a recording appears, is watched, published, shared and taken back, ${locale}`, async ({ stack, school, person }) => {
    test.setTimeout(180_000);
    const owner = await school.account('teacher', 'Leila Karimi', locale);
    const member = await school.account('student', 'Sara Novak', locale);
    const lesson = await school.class(owner, { title });
    await school.rows(`insert into portal."ClassMember" ("classId", "userId") values ($1, $2)`, [lesson.id, member.id]);
    const teacher = await signedIn(person, owner, { locale });
    const student = await signedIn(person, member, { locale });
    const { page, t } = teacher;
    const link = (where: Page) => where.getByRole('link', { name: title }).first();

    await startAndEnter(await signedIn(person, owner, { locale }), lesson);
    await page.goto('/recordings');
    await expect(page.getByRole('heading', { name: t('recordings.emptyTitle') })).toBeVisible();
    await student.page.goto('/recordings');
    await expect(student.page.getByText(t('recordings.emptyStudent'))).toBeVisible();

    const bytes = await test.step('it appears in the library by itself', async () => {
      const made = await record(stack, school, lesson);
      await expect(link(page)).toBeVisible();
      await expect(page.getByText(t('recordings.state.unpublished')).last()).toBeVisible({ timeout: 20_000 });
      await expect.poll(async () => (await school.rows(`select step from portal."Recording" where "classId" = $1`, [lesson.id]))[0]?.['step'], { timeout: 30_000 }).toBeNull();
      return made;
    });

    const files = await test.step('its teacher watches it, seeks in it and downloads it in pieces', async () => {
      await inspect(page, `recordings-${locale}`);
      await link(page).click();
      await expectPlaysAndSeeks(teacher);
      await expectFillsScreen(teacher);
      await expectChapters(teacher, (value) => value.toLocaleString(locale));
      await inspect(page, `recording-${locale}`);
      const folder = `/api/recordings/${page.url().split('/').at(-1)}/files`;
      const half = Math.floor(bytes.length / 2);
      const pieces: Buffer[] = [];
      for (const range of [`bytes=0-${half - 1}`, `bytes=${half}-`]) {
        const answer = await page.request.get(`${folder}/original?download`, { headers: { range } });
        expect(answer.status()).toBe(206);
        pieces.push(await answer.body());
      }
      expect(Buffer.concat(pieces).equals(bytes), 'the pieces are the file').toBe(true);
      expect((await page.request.get(`${folder}/audio`)).headers()['content-type']).toBe('audio/mp4');
      const zip = await page.request.get(`/api/recordings/archive?ids=${page.url().split('/').at(-1)}`);
      expect((await zip.body()).includes(bytes), 'the archive holds the file as it is').toBe(true);
      return folder;
    });

    await test.step('the student has it from when it is published, and goes on where they stopped', async () => {
      expect((await student.page.request.get(`${files}/original`)).status()).toBe(404);
      await page.getByRole('button', { name: t('recordings.publish') }).click();
      await expect(link(student.page)).toBeVisible();
      await link(student.page).click();
      await expectPlaysAndSeeks(student);
      await expect.poll(async () => Number((await school.rows(`select seconds from portal."WatchPosition" where "userId" = $1`, [member.id]))[0]?.['seconds'])).toBeGreaterThan(12);
      await student.page.reload();
      await expect(student.page.getByRole('button', { name: t('recordings.player.fromStart') })).toBeVisible();
      await expect.poll(() => timeOf(student.page.locator('video'))).toBeGreaterThan(11);
    });

    const visitor = await person({ locale });
    const watchPath = await test.step('with its link anybody watches it', async () => {
      await page.getByLabel(t('recordings.filterVisibility')).selectOption('link');
      const address = page.getByLabel(t('recordings.link'), { exact: true });
      await expect(address).toBeVisible();
      const path = new URL(await address.inputValue()).pathname;
      await visitor.page.goto(path);
      await expect(visitor.page.getByRole('heading', { name: title })).toBeVisible();
      await expectPlaysAndSeeks(visitor);
      await inspect(visitor.page, `watch-${locale}`);
      return path;
    });

    const listed = visitor.page.locator(`h2 a[href="${watchPath}"]`);
    await test.step('opened to everyone, it is in the public list that the sign-in page leads to', async () => {
      await visitor.page.goto('/recordings/public');
      await expect(listed).toHaveCount(0);
      await page.getByLabel(t('recordings.filterVisibility')).selectOption('public');
      await expect(async () => {
        await visitor.page.goto('/sign-in');
        await visitor.page.getByRole('link', { name: t('auth.publicRecordings') }).click({ timeout: 5000 });
        await expect(listed).toBeVisible();
      }).toPass({ timeout: 30_000 });
      await expect(visitor.page.getByRole('heading', { name: t('recordings.publicTitle') })).toBeVisible();
      await inspect(visitor.page, `public-recordings-${locale}`);
      await listed.click();
      await expect(visitor.page.getByRole('heading', { name: title })).toBeVisible();
      await expectPlaysAndSeeks(visitor);
    });

    await test.step('unpublished, nobody else has it any more', async () => {
      await page.getByRole('button', { name: t('recordings.unpublish') }).click();
      await expect(page.getByRole('button', { name: t('recordings.publish'), exact: true })).toBeVisible();
      expect((await student.page.request.get(`${files}/original`)).status()).toBe(404);
      expect((await visitor.page.request.get(watchPath)).status()).toBe(404);
      await visitor.page.goto('/recordings/public');
      await expect(listed).toHaveCount(0);
      await student.page.goto('/recordings');
      await expect(student.page.getByText(t('recordings.emptyStudent'))).toBeVisible();
    });

    await test.step('deleted by selecting it, it comes back with undo', async () => {
      await page.goto('/recordings?view=list');
      await page.getByRole('checkbox', { name: t('recordings.select', { title }) }).check();
      await page.getByRole('button', { name: t('recordings.delete'), exact: true }).click();
      await expect(link(page)).toHaveCount(0);
      await page.getByRole('button', { name: t('recordings.undo') }).click();
      await expect(link(page)).toBeVisible();
    });
    for (const somebody of [teacher, visitor]) expect(somebody.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
  });
}
