import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { clickJoin, openDoor, startAndEnter } from './support/door.ts';
import { control, endForAll, expectEnded, expectHears, expectInRoom, openChat, say } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

/** Texts of a drawing in which the digits of one number do not stand side by side. */
function tornDigits(texts: Element[]): string[] {
  return texts.filter((text) => text instanceof SVGTextContentElement && [...text.textContent.matchAll(/\d(?=\d)|[۰-۹](?=[۰-۹])/gu)].some(({ index }) => {
    const [one, next] = [text.getExtentOfChar(index), text.getExtentOfChar(index + 1)];
    return one.width === 0 || next.width === 0 || Math.abs(next.x - one.x) > one.width + next.width;
  })).map(({ textContent }) => textContent);
}

for (const locale of locales) {
  test(`what people did is there after the class, ${locale}`, async ({ school, person }) => {
    test.setTimeout(120_000);
    const owner = await school.account('teacher', 'Leila Karimi', locale);
    const lesson = await school.class(owner, { title: 'Geometry, year 9' });
    const teacher = await signedIn(person, owner, { locale });
    await startAndEnter(teacher, lesson);
    const pupil = await school.account('student', 'Omid Sadr', locale);
    const student = await signedIn(person, pupil, { locale });
    await openDoor(student, lesson, { guest: false });
    await clickJoin(student);
    await expectInRoom(student);
    await openChat(student);
    await say(student, 'The angles of a triangle');
    await say(student, 'are two right ones');
    await expectHears(teacher, 'are two right ones');
    await control(student, 'raiseHand').click();
    await expect(teacher.page.getByLabel(teacher.t('room.tile.handUp')).first()).toBeVisible();
    await endForAll(teacher);
    await expectEnded(student, 'ended');

    const { page, t } = teacher;
    const [meeting] = await school.rows('select id from portal."Meeting" where "classId" = $1', [lesson.id]);
    const path = `/meetings/${String(meeting?.['id'])}`;
    await page.goto(path);
    const table = page.getByRole('table', { name: t('figures.caption') });
    await expect(async () => {
      await page.reload();
      await expect(table).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 60_000 });
    const line = table.getByRole('row').filter({ hasText: 'Omid Sadr' });
    const cell = (header: string) => line.getByRole('cell').nth([t('figures.talked'), t('figures.microphone'), t('figures.camera'), t('figures.messages'), t('figures.hands')].indexOf(header));
    const digits = (value: number) => new Intl.NumberFormat(locale === 'fa' ? 'fa-IR' : 'en-GB').format(value);
    await expect(cell(t('figures.messages'))).toContainText(digits(2));
    await expect(cell(t('figures.hands'))).toContainText(digits(1));
    await expect(page.getByRole('heading', { name: t('figures.cameraTitle') })).toBeVisible();
    await expectAccessible(page, 'figures');
    await page.screenshot({ path: `test-results/figures-${locale}.png`, fullPage: true });

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: t('figures.export') }).click()]);
    const csv = await (await download.createReadStream()).setEncoding('utf8').toArray();
    expect(csv.join('')).toMatch(/Omid Sadr,[^\n]+/);

    const chart = page.getByRole('figure', { name: t('figures.presenceTitle') });
    await expect(chart.locator('path.recharts-area-curve')).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoSidewaysScroll(page, 'figures on a phone');
    await page.screenshot({ path: `test-results/figures-phone-${locale}.png`, fullPage: true });

    // A meeting before this one, to which nobody came: attendance went from none to all.
    await school.rows('insert into portal."Meeting" (id, "classId", "roomId", status, "endReason", "startedAt", "endedAt") select gen_random_uuid(), $1::uuid, $2, \'ended\', \'emptied\', now() - interval \'7 days\', now() - interval \'7 days\'', [lesson.id, `m-earlier-${lesson.id}`]);
    await page.goto(`/classes/${lesson.id}/figures`);
    const trend = page.getByRole('figure', { name: t('figures.ofClass.rateTitle') });
    await expect(trend.locator('circle.recharts-area-dot')).toHaveCount(2);
    expect(await trend.locator('svg text').evaluateAll(tornDigits)).toEqual([]);
    const students = page.getByRole('table', { name: t('figures.ofClass.studentsCaption') });
    await expect(students.getByRole('row').filter({ hasText: 'Omid Sadr' })).toContainText(t('figures.ofClass.attendedOf', { attended: digits(1), total: digits(2) }));
    await expectNoSidewaysScroll(page, 'figures of a class on a phone');
    await page.screenshot({ path: `test-results/class-figures-phone-${locale}.png`, fullPage: true });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page, 'figures of a class');
    await page.screenshot({ path: `test-results/class-figures-${locale}.png`, fullPage: true });
    await trend.locator('xpath=..').getByText(t('figures.asTable')).click();
    const rates = page.getByRole('table', { name: t('figures.chartCaption', { title: t('figures.ofClass.rateTitle') }) });
    await expect(rates.getByRole('cell')).toHaveText([0, 1].map((rate) => new RegExp(new Intl.NumberFormat(locale === 'fa' ? 'fa-IR' : 'en-GB', { style: 'percent' }).format(rate))));
    await students.getByRole('link', { name: 'Omid Sadr' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Omid Sadr' })).toBeVisible();
    await expect(page.getByRole('table', { name: t('figures.own.caption') }).getByRole('row').nth(1)).toContainText(digits(2));

    await student.page.goto('/progress');
    await expect(student.page.getByRole('row').filter({ hasText: 'Geometry, year 9' })).toContainText(digits(2));
    await expectAccessible(student.page, 'own figures');
    await student.page.screenshot({ path: `test-results/progress-${locale}.png` });
    await student.page.goto(path);
    await expect(student.page.getByRole('table')).toHaveCount(0);
    await student.page.goto(`/classes/${lesson.id}/figures`);
    await expect(student.page.getByRole('table')).toHaveCount(0);
  });
}
