import { readFile } from 'node:fs/promises';
import { PDFDocument, rgb } from 'pdf-lib';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { enterClass, join, startAndEnter } from './support/door.ts';
import { drawnPixels, extentOfBlue, drawStroke, dropPicture, notesOf, pixelsOf, showActivity, whiteboardOf } from './support/board.ts';
import { choose, setRights } from './support/room-controls.ts';
import { expectEnded } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('a class draws together on the whiteboard', async ({ school, person }) => {
  test.setTimeout(180_000);
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const student = await person({ name: 'Sara Novak' });
  await enterClass(student, lesson);

  await test.step('what the teacher draws appears at the student', async () => {
    await showActivity(teacher, 'room.board.show');
    for (const someone of [teacher, student]) await expect(whiteboardOf(someone)).toBeVisible();
    await expect(student.page.getByText(student.t('room.board.locked'))).toBeVisible();
    await expect.poll(() => drawnPixels(student)).toBe(0);
    await drawStroke(teacher);
    await expect.poll(() => drawnPixels(student)).toBeGreaterThan(100);
  });

  await test.step('pages are turned for everybody', async () => {
    await teacher.page.getByRole('button', { name: teacher.t('room.board.next') }).click();
    await expect(student.page.getByText(student.t('room.board.page', { page: 2, pages: 10 }))).toBeVisible();
    await expect.poll(() => drawnPixels(student)).toBe(0);
    await teacher.page.getByRole('button', { name: teacher.t('room.board.previous') }).click();
    await expect.poll(() => drawnPixels(student)).toBeGreaterThan(100);
  });

  await test.step('who comes late sees what was drawn', async () => {
    const late = await person({ name: 'Omid Sadr', locale: 'fa' });
    await enterClass(late, lesson);
    await expect(whiteboardOf(late)).toBeVisible();
    await expect.poll(() => drawnPixels(late)).toBeGreaterThan(100);
    await late.close();
  });

  await test.step('a student draws once allowed', async () => {
    await choose(teacher, student.name, 'rights');
    await setRights(teacher, { whiteboard: true });
    await expect(student.page.getByText(student.t('room.board.locked'))).toBeHidden();
    await teacher.page.getByRole('button', { name: teacher.t('room.panel.close') }).click();
    const before = await drawnPixels(teacher);
    await drawStroke(student, { from: [0.3, 0.8], to: [0.7, 0.8] });
    await expect.poll(() => drawnPixels(teacher)).toBeGreaterThan(before + 100);
  });

  await test.step('a picture appears at the others', async () => {
    const before = await drawnPixels(student);
    await dropPicture(teacher);
    await expect.poll(() => drawnPixels(student)).toBeGreaterThan(before + 5000);
  });

  await test.step('pages are saved as PDF', async () => {
    const download = student.page.waitForEvent('download');
    await student.page.getByRole('button', { name: student.t('room.board.save') }).click();
    const file = await readFile(await (await download).path());
    expect((await PDFDocument.load(file)).getPageCount()).toBe(1);
  });

  await test.step('a document of the teacher is shown to everybody, page by page', async () => {
    const document = await PDFDocument.create();
    for (const colour of [rgb(0.8, 0.1, 0.1), rgb(0.1, 0.2, 0.8)]) document.addPage([400, 300]).drawRectangle({ x: 40, y: 40, width: 320, height: 220, color: colour });
    const file = { name: 'lesson.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await document.save()) };
    await whiteboardOf(teacher).locator('input[type="file"][accept^=".pdf"]').setInputFiles(file);
    await expect(student.page.getByText(student.t('room.board.page', { page: 1, pages: 2 }))).toBeVisible({ timeout: 30_000 });
    for (const someone of [student, teacher]) await expect.poll(() => pixelsOf(someone, 'red')).toBeGreaterThan(5000);
    await teacher.page.getByRole('button', { name: teacher.t('room.board.next') }).click();
    await expect.poll(() => pixelsOf(student, 'blue')).toBeGreaterThan(5000);
    await expect.poll(() => pixelsOf(student, 'red')).toBe(0);
    const desktop = teacher.page.viewportSize();
    for (const size of [{ width: 390, height: 844 }, { width: 844, height: 390 }]) {
      await teacher.page.setViewportSize(size);
      await expect(async () => {
        const { left, top, right, bottom } = await extentOfBlue(teacher);
        expect(Math.min(left, top), 'a whole page').toBeGreaterThan(0.01);
        expect(Math.max(right, bottom), 'a whole page').toBeLessThan(0.99);
        expect(Math.max(right - left, bottom - top), 'as large as there is room').toBeGreaterThan(0.5);
      }).toPass();
    }
    if (desktop) await teacher.page.setViewportSize(desktop);
    await teacher.page.getByRole('combobox', { name: teacher.t('room.board.file') }).selectOption({ label: teacher.t('room.board.emptyPages') });
    await expect.poll(() => drawnPixels(student)).toBeGreaterThan(100);
  });

  await showActivity(teacher, 'room.board.hide');
  await expect(whiteboardOf(student)).toBeHidden();

  await test.step('notes are written together by who may', async () => {
    await showActivity(teacher, 'room.notepad.open');
    await expect(notesOf(student)).toHaveAttribute('contenteditable', 'false');
    await expect(teacher.page.getByText(teacher.t('room.notepad.writeHere'))).toBeVisible();
    await expect(student.page.getByText(student.t('room.notepad.nothingYet'))).toBeVisible();
    await notesOf(teacher).click();
    await teacher.page.keyboard.type('Homework for Monday');
    await expect(notesOf(student)).toContainText('Homework for Monday');
    await expect(student.page.getByText(student.t('room.notepad.nothingYet'))).toBeHidden();
    await choose(teacher, student.name, 'rights');
    await setRights(teacher, { notepad: true });
    await teacher.page.getByRole('button', { name: teacher.t('room.panel.close') }).click();
    await expect(notesOf(student)).toHaveAttribute('contenteditable', 'true');
    await notesOf(student).click();
    await student.page.keyboard.press('Control+End');
    await student.page.keyboard.type(' سلام');
    await expect(notesOf(teacher)).toContainText('سلام');
    await expect(notesOf(teacher).getByText(student.name)).toBeAttached();
  });
  await test.step('what was drawn and written is still there for who comes back to a room that all had left', async () => {
    await showActivity(teacher, 'room.board.show');
    await student.close();
    await teacher.page.getByRole('button', { name: teacher.t('room.leave.menu') }).click();
    await teacher.page.getByRole('menuitem', { name: teacher.t('room.leave.leave') }).click();
    await expectEnded(teacher, 'left');
    await teacher.page.getByRole('button', { name: teacher.t('room.end.joinAgain') }).click();
    await join(teacher);
    await expect.poll(() => drawnPixels(teacher)).toBeGreaterThan(1000);
    await expect(notesOf(teacher)).toContainText('Homework for Monday');
    await expectAccessible(teacher.page, 'whiteboard and notes');
    await teacher.page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(teacher.page, 'whiteboard and notes on a phone');
    await expectAccessible(teacher.page, 'whiteboard and notes on a phone');
  });
  for (const someone of [teacher, student]) expect(someone.complaints).toEqual([]);
});
