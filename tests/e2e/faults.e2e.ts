import type { SupervisedProcess } from '#stack/supervisor.ts';
import { walls } from './support/browsers.ts';
import { expectMovingPicture, expectSound } from './support/media.ts';
import { enterClass, startAndEnter } from './support/door.ts';
import type { Person } from './support/person.ts';
import { endForAll, expectEnded, expectHears, expectInRoom, expectSees, say, tileOf } from './support/room.ts';
import type { SeededClass } from './support/school.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import type { OpenPerson } from './support/test.ts';
import type { School } from './support/school.ts';

// A stack of its own: its parts are killed here.
test.use({ stackName: 'faults' });

interface LiveClass {
  teacher: Person;
  student: Person;
  lesson: SeededClass;
}

/** A teacher and a guest who see and hear each other. */
async function liveClass(school: School, person: OpenPerson): Promise<LiveClass> {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const student = await person({ seat: 'first', name: 'Sara Novak' });
  await enterClass(student, lesson);
  await expectBothSee({ teacher, student, lesson });
  return { teacher, student, lesson };
}

async function expectBothSee({ teacher, student }: LiveClass): Promise<void> {
  await expectSees(teacher, student.name, 'first');
  await expectSees(student, teacher.name, 'teacher');
}

async function expectChatGoesOn({ teacher, student }: LiveClass, text: string): Promise<void> {
  await say(student, `${text} – asked`);
  await expectHears(teacher, `${text} – asked`);
  await say(teacher, `${text} – answered`);
  await expectHears(student, `${text} – answered`);
}

test('the engine is killed in mid-class: nobody is put out, chat and pictures go on', async ({ stack, school, person }) => {
  const live = await liveClass(school, person);
  const video = tileOf(live.student, live.teacher.name).locator('video');
  await stack.part('engine').kill();
  await expectMovingPicture(video, { wall: walls.teacher });
  await expectSound(live.student.page, 1);
  await say(live.student, 'Written while the engine was down');
  await stack.part('engine').start();
  await expectHears(live.teacher, 'Written while the engine was down');

  // The engine answers at once, and knows the room: a newcomer gets in.
  const late = await person({ seat: 'second', name: 'Omid Sadr' });
  await enterClass(late, live.lesson);
  await expectSees(late, live.teacher.name, 'teacher');
  await expectBothSee(live);
  await expectChatGoesOn(live, 'After the engine came back');
  await endForAll(live.teacher);
  await expectEnded(live.student);
  await expectEnded(late);
});

test('NATS restarts in mid-class: the chat comes back by itself', async ({ stack, school, person }) => {
  const live = await liveClass(school, person);
  await stack.part('nats').kill();
  await stack.part('nats').start();
  await expectChatGoesOn(live, 'After the restart');
  await expectBothSee(live);
});

test('LiveKit restarts in mid-class: pictures and sound come back by themselves', async ({ stack, school, person }) => {
  const live = await liveClass(school, person);
  await stack.part('livekit').kill();
  await stack.part('livekit').start();
  await expect(async () => await expectBothSee(live)).toPass({ timeout: 60_000 });
  await expectSound(live.teacher.page, 1);
  await expectSound(live.student.page, 1);
  await expectChatGoesOn(live, 'After the restart');
});

test('a student loses the network for a moment and is back by themselves', async ({ school, person }) => {
  const live = await liveClass(school, person);
  await live.student.context.setOffline(true);
  await expect(live.student.page.getByText(live.student.t('room.connection.offline'))).toBeVisible({ timeout: 60_000 });
  await live.student.context.setOffline(false);
  await expectInRoom(live.student);
  await expect(live.student.page.getByText(live.student.t('room.connection.reconnecting'))).toHaveCount(0, { timeout: 60_000 });
  await expectBothSee(live);
  await expectChatGoesOn(live, 'Back again');
});

test('webhooks wait while the portal is down, and attendance is right to the second', async ({ stack, school, person }) => {
  const live = await liveClass(school, person);
  await stack.part('portal').kill();
  await live.student.page.getByRole('button', { name: live.student.t('room.leave.leave') }).click();
  const leftAt = Date.now();
  await expectEnded(live.student, 'left');
  await expect(tileOf(live.teacher, live.student.name)).toHaveCount(0);
  const undelivered = async () => (await school.rows(`select 1 from engine.webhook_delivery where event = 'participant_left' and "deliveredAt" is null`)).length;
  await expect.poll(undelivered, { timeout: 15_000 }).toBeGreaterThan(0);
  // Late enough for the time of delivery to be told from the time of leaving.
  await expect.poll(() => Date.now() - leftAt, { timeout: 10_000 }).toBeGreaterThan(4000);
  await stack.part('portal').start();

  // Comparing with the room closes the stay soon, with the time of the comparison; the webhook then tells the exact second.
  const secondsOff = async () => {
    const [row] = await school.rows(
      `select extract(epoch from "leftAt") as left from portal."Attendance" where name = $1 and "meetingId" in (select id from portal."Meeting" where "classId" = $2)`,
      [live.student.name, live.lesson.id],
    );
    return row?.['left'] ? Math.abs(Number(row['left']) - leftAt / 1000) : Number.POSITIVE_INFINITY;
  };
  await expect.poll(secondsOff, { timeout: 30_000 }).toBeLessThanOrEqual(1.5);
});

test('a class ends by itself once everybody has left', async ({ school, person }) => {
  const live = await liveClass(school, person);
  await live.student.page.getByRole('button', { name: live.student.t('room.leave.leave') }).click();
  await expectEnded(live.student, 'left');
  await live.teacher.page.getByRole('button', { name: live.teacher.t('room.leave.menu') }).click();
  await live.teacher.page.getByRole('menuitem', { name: live.teacher.t('room.leave.leave') }).click();
  await expectEnded(live.teacher, 'left');
  const meeting = async () => {
    const [row] = await school.rows('select status, "endReason" from portal."Meeting" where "classId" = $1', [live.lesson.id]);
    return [row?.['status'], row?.['endReason']];
  };
  await expect.poll(meeting, { timeout: 60_000 }).toEqual(['ended', 'emptied']);
});

/** Ways in which Plugnmeet does not answer, each with the way back. */
const silences: readonly { title: string; begin: (engine: SupervisedProcess) => Promise<void>; end: (engine: SupervisedProcess) => Promise<void> }[] = [
  { title: 'is down', begin: (engine) => engine.stop(), end: (engine) => engine.start() },
  { title: 'takes calls and never answers', begin: async (engine) => signal(engine, 'SIGSTOP'), end: async (engine) => signal(engine, 'SIGCONT') },
];

function signal({ pid }: SupervisedProcess, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (pid === undefined) throw new Error('It does not run.');
  process.kill(pid, name);
}

for (const { title, begin, end } of silences) {
  test(`pages are shown while Plugnmeet ${title}, and say so`, async ({ stack, school, person }) => {
    const owner = await school.account('teacher', 'Leila Karimi');
    const lesson = await school.class(owner);
    const teacher = await signedIn(person, owner);
    const start = teacher.page.getByRole('button', { name: teacher.t('classes.start') }).first();
    await begin(stack.part('engine'));
    try {
      for (const path of ['/', '/classes', `/classes/${lesson.id}`, '/meetings', lesson.joinPath]) {
        const response = await teacher.page.goto(path);
        expect(response?.status(), path).toBe(200);
        await expect(teacher.page.getByRole('heading').first()).toBeVisible();
      }
      // What is known of Plugnmeet is asked again after a few seconds.
      await expect(async () => {
        await teacher.page.goto('/meetings');
        await expect(teacher.page.getByText(teacher.t('meetings.plugnmeetDownTitle'))).toBeVisible({ timeout: 3000 });
      }).toPass({ timeout: 30_000 });
      await teacher.page.goto(`/classes/${lesson.id}`);
      await start.click();
      await expect(teacher.page.getByText(teacher.t('errors.plugnmeetUnavailable'))).toBeVisible({ timeout: 30_000 });
    } finally {
      await end(stack.part('engine'));
    }
    // Nothing is left half done: the class starts once Plugnmeet is back.
    await expect(async () => {
      await teacher.page.goto(`/classes/${lesson.id}`);
      await start.click({ timeout: 5000 });
      await expect(teacher.page).toHaveURL(/\/(join|room)\//, { timeout: 10_000 });
    }).toPass({ timeout: 60_000 });
  });
}
