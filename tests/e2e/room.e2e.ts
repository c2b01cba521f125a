import { whiteboardOf } from './support/board.ts';
import { clickJoin, enterClass, enterName, join, openDoor, startAndEnter } from './support/door.ts';
import { control, expectInRoom, expectSees, openChat, openPeople, say, tileOf } from './support/room.ts';
import { copied, signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

declare global {
  interface Window {
    kelasPullOut?: (kind: 'audio' | 'video') => void;
  }
}

/** Runs in the page before anything else: lets a test pull a device out. No other takes its place. */
function pullableDevices(): void {
  const tracks: MediaStreamTrack[] = [];
  const gone = new Set<string>();
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    if ((constraints?.audio && gone.has('audio')) || (constraints?.video && gone.has('video'))) throw new DOMException('There is no such device.', 'NotFoundError');
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
  window.kelasPullOut = (kind) => {
    gone.add(kind);
    for (const track of tracks) {
      if (track.kind !== kind || track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  };
}

/** Runs in the page before anything else: the browser's owner has refused camera and microphone. */
function refusedDevices(): void {
  navigator.mediaDevices.getUserMedia = async () => {
    throw new DOMException('Permission denied', 'NotAllowedError');
  };
  navigator.mediaDevices.enumerateDevices = async () => [];
}

function middle(box: { x: number; width: number } | null): number {
  return box ? box.x + box.width / 2 : Number.NaN;
}

test('a teacher alone in the room: the link to hand on, reactions over their button, the full screen, and a whiteboard with keys of its own', async ({ school, person }) => {
  const owner = await school.account('teacher', 'لیلا کریمی', 'fa');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { locale: 'fa', seat: 'teacher' });
  const { page, t } = teacher;
  await startAndEnter(teacher, lesson);

  const alone = page.getByText(t('room.invite.alone'));
  await expect(alone).toBeVisible();
  const link = await copied(page, async () => await page.getByRole('button', { name: t('room.invite.copy') }).click());
  const guest = await person({ name: 'Sara Novak', seat: 'first' });
  await guest.page.goto(link);
  await enterName(guest);
  await clickJoin(guest);
  await expectInRoom(guest);
  await expect(alone).toBeHidden();
  await openPeople(teacher);
  await expect(page.getByRole('button', { name: t('room.invite.copy') })).toBeVisible();
  await openPeople(guest);
  await expect(guest.page.getByRole('button', { name: guest.t('room.invite.copy') }), 'students hand on no links').toHaveCount(0);
  await page.keyboard.press('Escape');

  // Half of a laptop's screen, as beside one's notes.
  await page.setViewportSize({ width: 645, height: 760 });
  for (const button of await page.locator('footer').getByRole('button').all()) await expect(button).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 800 });

  const trigger = page.getByRole('button', { name: t('room.reactions.title') });
  await trigger.click();
  const heart = page.getByRole('button', { name: t('room.reactions.names.heart') });
  await expect(heart).toBeVisible();
  const [button, panel] = [await trigger.boundingBox(), await page.locator('[popover]:popover-open').boundingBox()];
  expect(Math.abs(middle(button) - middle(panel)), 'over its button').toBeLessThan(2);
  await page.keyboard.press('Escape');

  await page.keyboard.press('f');
  await expect.poll(async () => await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await control(teacher, 'more').click();
  await page.getByRole('menuitem', { name: t('room.controls.exitFullscreen') }).click();
  await expect.poll(async () => await page.evaluate(() => document.fullscreenElement)).toBeNull();

  await page.getByRole('button', { name: t('room.parts.activities') }).click();
  await page.getByRole('menuitem', { name: t('room.board.show') }).click();
  const board = whiteboardOf(teacher);
  await board.locator('canvas.interactive').click();
  // The whiteboard's key for its hand; the room's for raising one's own.
  await page.keyboard.press('h');
  await expect(board.getByTestId('toolbar-hand')).toBeChecked();
  await expect(control(teacher, 'raiseHand')).toBeVisible();
  await expect(board).toContainText('۱۰۰');
  await expect(board, 'digits are Persian').not.toContainText(/[0-9]/);
  await expect(board.locator('canvas.interactive'), 'pointers of others are not darkened').toHaveCSS('filter', 'none');
});

test('a device that is pulled out is not the teacher’s doing, and the way to the devices is one touch away', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const student = await person({ name: 'Sara Novak', seat: 'first' });
  await student.context.addInitScript(pullableDevices);
  await enterClass(student, lesson);
  await expectSees(teacher, student.name, 'first');
  const { page, t } = student;

  await page.evaluate(() => window.kelasPullOut?.('audio'));
  await expect(page.getByText(t('room.notices.microphoneLost'))).toBeVisible();
  await expect(control(student, 'unmute')).toBeVisible();
  await expect(tileOf(teacher, student.name).getByLabel(teacher.t('room.tile.muted'))).toBeVisible();
  await page.evaluate(() => window.kelasPullOut?.('video'));
  await expect(page.getByText(t('room.notices.cameraLost'))).toBeVisible();
  for (const key of ['mutedByModerator', 'cameraStopped']) await expect(page.getByText(t(`room.notices.${key}`))).toHaveCount(0);
  await page.getByRole('status').filter({ hasText: t('room.notices.cameraLost') }).getByRole('button', { name: t('room.controls.devices') }).last().click();
  await expect(page.getByRole('dialog', { name: t('room.devices.title') }).getByLabel(t('room.devices.camera'))).toBeVisible();

  const refused = await person({ name: 'Omid Sadr', phone: true });
  await refused.context.addInitScript(refusedDevices);
  await openDoor(refused, lesson);
  await expect(refused.page.getByText(t('devices.problems.both.denied')), 'said without scrolling').toBeInViewport({ ratio: 1 });
  await join(refused);
  await control(refused, 'unmute').click();
  await refused.page.getByRole('status').filter({ hasText: t('room.notices.microphoneFailed') }).getByRole('button', { name: t('room.controls.devices') }).click();
  await expect(refused.page.getByRole('dialog', { name: t('room.devices.title') })).toContainText(t('devices.help.missing'));
});

test('who reloads comes straight back, and muted when they were', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const student = await person({ name: 'Sara Novak', seat: 'first' });
  await enterClass(student, lesson);
  await expectSees(teacher, student.name, 'first');
  await control(student, 'mute').click();
  await expect(control(student, 'unmute')).toBeVisible();

  await student.page.reload();
  await expectInRoom(student);
  await expectSees(teacher, student.name, 'first');
  await expect(control(student, 'unmute')).toBeVisible();
  await expect(control(student, 'cameraOff')).toBeVisible();
  await expect(tileOf(teacher, student.name).getByLabel(teacher.t('room.tile.muted'))).toBeVisible();

  // It was this stay's: the next one begins as its door says.
  await student.page.getByRole('button', { name: student.t('room.leave.leave') }).click();
  await student.page.getByRole('button', { name: student.t('room.end.joinAgain') }).click();
  await expect(student.page.getByRole('button', { name: student.t('devices.turnMicrophoneOff') })).toBeVisible();
});

test('what is written last stays in sight, however fast it comes', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const student = await person({ name: 'Sara Novak' });
  await enterClass(student, lesson);
  for (const somebody of [teacher, student]) await openChat(somebody);

  const field = student.page.getByRole('textbox', { name: student.t('room.chat.write') });
  for (let line = 1; line <= 40; line += 1) {
    await field.fill(`Line ${line}\nof many\nof three`);
    await field.press('Enter');
  }
  for (const somebody of [student, teacher]) await expect(somebody.page.getByRole('log').getByText('Line 40')).toBeInViewport();

  // Who reads what was said before is left there, until they write themselves.
  await teacher.page.getByRole('log').getByText('Line 3', { exact: false }).first().scrollIntoViewIfNeeded();
  await expect(teacher.page.getByRole('button', { name: teacher.t('room.chat.newest') })).toBeVisible();
  await say(student, 'One more');
  await expect(student.page.getByRole('log').getByText('One more')).toBeInViewport();
  await expect(teacher.page.getByRole('log').getByText('One more')).not.toBeInViewport();
  await say(teacher, 'Thank you');
  await expect(teacher.page.getByRole('log').getByText('Thank you')).toBeInViewport();
});
