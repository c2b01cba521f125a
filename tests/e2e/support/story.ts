import type { Locator } from '@playwright/test';
import { projectFolder } from '#stack/home.ts';
import { expectAttendance } from './attendance.ts';
import { checkDevices, enterName, expectCountdown, join } from './door.ts';
import { expectMovingPicture, expectSound } from './media.ts';
import type { Person } from './person.ts';
import { planClass } from './planning.ts';
import { control, endForAll, expectEnded, expectHears, expectInRoom, expectSees, openPeople, say, tileOf } from './room.ts';
import type { School } from './school.ts';
import { acceptLink, copied, invite } from './steps.ts';
import { expect, test } from './test.ts';
import type { OpenPerson } from './test.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import type { Locale } from './texts.ts';

export interface Cast {
  locale: Locale;
  admin: string;
  teacher: string;
  /** Has an account. */
  student: string;
  /** Has a name only. */
  guest: string;
  title: string;
  question: string;
  answer: string;
  /** Where the picture of the live class is saved, for the README. */
  picture?: string;
}

/** The shared screen of somebody else. */
function screenOf({ page, t }: Person, name: string): Locator {
  return page.getByRole('figure', { name: t('room.stage.sharedBy', { name }) });
}

function address(name: string): string {
  return `${name}@school.example`;
}

/** A class is scheduled, joined by link, held live, and remembered: the product's main job from the first start to the attendance list. */
export async function tellStory({ stack, school, person }: { stack: TestStack; school: School; person: OpenPerson }, cast: Cast): Promise<void> {
  const { locale } = cast;
  const { admin, teacher, student } = await test.step('the first admin sets up the school and invites a teacher and a student', async () => {
    const first = await person({ locale, name: cast.admin, timeZone: 'Europe/Berlin' });
    await acceptLink(first, await stack.newFirstAdminLink(), { name: cast.admin, email: address('admin') });
    const second = await person({ locale, seat: 'teacher', name: cast.teacher, timeZone: 'Asia/Tehran' });
    await acceptLink(second, await invite(first, 'teacher'), { name: cast.teacher, email: address('teacher') });
    const third = await person({ locale, seat: 'first', name: cast.student, timeZone: 'America/New_York' });
    await acceptLink(third, await invite(first, 'student'), { name: cast.student, email: address('student') });
    return { admin: first, teacher: second, student: third };
  });
  const guest = await person({ locale, seat: 'second', name: cast.guest, timeZone: 'Australia/Adelaide' });

  const { startsAt, link } = await test.step('the teacher plans a class, sees it on the home page and copies its link', async () => {
    const planned = await planClass(teacher, { title: cast.title, minutesFromNow: 20 });
    await teacher.page.goto('/');
    await expect(teacher.page.getByRole('link', { name: cast.title }).first()).toBeVisible();
    const copy = teacher.page.getByRole('button', { name: teacher.t('home.copyLink') });
    return { startsAt: planned, link: await copied(teacher.page, async () => await copy.first().click()) };
  });

  await test.step('students come early: they see when it begins, in their own time zone and calendar', async () => {
    for (const visitor of [student, guest]) {
      await visitor.page.goto(link);
      await expect(visitor.page.getByRole('heading', { name: cast.title })).toBeVisible();
    }
    await expectCountdown(student, startsAt);
    await expectCountdown(guest, startsAt);
  });

  await test.step('the student checks the devices early and waits to be let in', async () => {
    await student.page.getByRole('button', { name: student.t('join.checkDevices') }).click();
    await checkDevices(student);
    await student.page.getByRole('button', { name: student.t('join.joinWhenOpen') }).click();
    await expect(student.page.getByText(student.t('join.armed.title'))).toBeVisible();
  });

  await test.step('the teacher starts: who waits is let in by themselves, the others check their devices and join', async () => {
    await teacher.page.getByRole('button', { name: teacher.t('classes.start') }).first().click();
    await expectInRoom(student);
    await checkDevices(teacher);
    await join(teacher);
    await enterName(guest);
    await checkDevices(guest);
    await join(guest);
  });

  await test.step('everybody sees and hears the others', async () => {
    await expectSees(teacher, cast.student, 'first');
    await expectSees(teacher, cast.guest, 'second');
    await expectSees(student, cast.teacher, 'teacher');
    await expectSees(student, cast.guest, 'second');
    await expectSees(guest, cast.teacher, 'teacher');
    await expectSees(guest, cast.student, 'first');
    for (const somebody of [teacher, student, guest]) await expectSound(somebody.page, 2);
  });

  await test.step('chat and a raised hand reach the others', async () => {
    await say(student, cast.question);
    await expectHears(teacher, cast.question);
    await expectHears(guest, cast.question);
    await say(teacher, cast.answer);
    await expectHears(student, cast.answer);
    await control(guest, 'raiseHand').click();
    await expect(tileOf(teacher, cast.guest).getByLabel(teacher.t('room.tile.handUp'))).toBeVisible();
    if (cast.picture !== undefined) await teacher.page.screenshot({ path: `${projectFolder}/${cast.picture}` });
    await openPeople(teacher);
    await teacher.page.getByRole('button', { name: teacher.t('room.hands.lowerOf', { name: cast.guest }) }).click();
    await expect(control(guest, 'raiseHand')).toBeVisible();
  });

  await test.step('a shared screen is seen by the others', async () => {
    await control(teacher, 'share').click();
    for (const viewer of [student, guest]) await expectMovingPicture(screenOf(viewer, cast.teacher).locator('video'));
    await control(teacher, 'stopSharing').first().click();
    for (const viewer of [student, guest]) await expect(screenOf(viewer, cast.teacher)).toHaveCount(0);
  });

  await test.step('a student reloads in mid-class and is back by themselves', async () => {
    await student.page.reload();
    await expectInRoom(student);
    await expectSees(student, cast.teacher, 'teacher');
    await expectSees(teacher, cast.student, 'first');
    await expectHears(student, cast.question);
  });

  await test.step('the teacher ends the class for everybody; it is remembered with who attended', async () => {
    await admin.page.goto('/meetings');
    const past = admin.page.getByRole('table', { name: admin.t('meetings.pastCaption') });
    await expect(past.getByText(cast.title)).toHaveCount(0);
    await endForAll(teacher);
    for (const somebody of [teacher, student, guest]) await expectEnded(somebody);
    await expect(teacher.page.getByRole('link', { name: teacher.t('room.end.attendance') })).toBeVisible();
    await expect(student.page.getByRole('link', { name: student.t('room.end.attendance') })).toHaveCount(0);
    await guest.page.getByRole('button', { name: guest.t('room.end.home') }).click();
    // It ended before it was to begin: whoever closes the end screen is back where they can wait for it.
    await expect(guest.page.getByRole('button', { name: guest.t('join.joinWhenOpen') })).toBeVisible();
    // The list of past meetings is not reloaded by anybody.
    await expect(past.getByText(cast.title)).toBeVisible();
    await expectAttendance(teacher, school, cast);
  });

  await test.step('no browser complained', () => {
    for (const somebody of [admin, teacher, student, guest]) expect(somebody.complaints, somebody.name).toEqual([]);
  });
}

