import type { Locator } from '@playwright/test';
import { enterClass, openDoor, clickJoin } from './support/door.ts';
import type { Person } from './support/person.ts';
import { drawnPixels, drawStroke, showActivity } from './support/board.ts';
import { expectHears, expectInRoom, expectSees, say, tileOf } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const key = 'teal rivers کلید';
const secret = 'The exam is on Monday';

/** Everything a page sends over its WebSockets: to NATS, where the engine reads it, and to LiveKit. */
function listenIn({ page }: Person): { said: () => string } {
  const frames: Buffer[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(Buffer.from(payload))));
  return { said: () => Buffer.concat(frames).toString('latin1') };
}

/** What stands there while somebody's sound, pictures or messages cannot be read. */
function warning({ page, t }: Person): Locator {
  return page.getByRole('alert').filter({ has: page.getByRole('button', { name: t('room.encryption.otherKey') }) });
}

async function sayKey(person: Person, words: string): Promise<void> {
  const { page, t } = person;
  await expect(page.getByRole('heading', { name: t('room.encryption.title') })).toBeVisible();
  await page.getByLabel(t('room.encryption.key')).fill(words);
  await page.getByRole('button', { name: t('room.encryption.enter') }).click();
}

test('an encrypted class is seen, heard and read by those who have its key alone', async ({ school, person }) => {
  test.setTimeout(180_000);
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { encrypted: true });
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  const line = listenIn(teacher);
  await teacher.page.goto(`/classes/${lesson.id}`);
  await teacher.page.getByRole('button', { name: teacher.t('classes.start') }).first().click();
  await clickJoin(teacher);
  await sayKey(teacher, key);
  await expectInRoom(teacher);

  const student = await person({ name: 'Sara Novak', seat: 'first' });
  await openDoor(student, lesson);
  await clickJoin(student);
  await sayKey(student, key);
  await expectInRoom(student);

  await test.step('with the key people see each other move, read each other, and are told nothing is wrong', async () => {
    await expectSees(student, owner.name, 'teacher');
    await expectSees(teacher, student.name, 'first');
    await say(teacher, secret);
    await expectHears(student, secret);
    for (const someone of [teacher, student]) {
      await expect(someone.page.getByText(someone.t('room.encryption.mark'))).toBeVisible();
      await expect(warning(someone)).toHaveCount(0);
    }
  });

  await test.step('who comes later with another key sees nothing and is told so', async () => {
    const late = await person({ name: 'Omid Sadr', seat: 'second', locale: 'fa' });
    await openDoor(late, lesson);
    await clickJoin(late);
    await sayKey(late, 'a wrong guess');
    await expectInRoom(late);
    await say(teacher, `${secret}, at nine`);
    await expect(warning(late)).toContainText(owner.name);
    await expect(warning(student)).toContainText(late.name);
    await expect(warning(student)).not.toContainText(owner.name);
    const decoded = await tileOf(late, owner.name).locator('video').evaluateAll((videos) => videos.map((video) => (video instanceof HTMLVideoElement ? video.getVideoPlaybackQuality().totalVideoFrames : 0)));
    expect(decoded.every((frames) => frames === 0)).toBe(true);
    await expect(late.page.getByText(secret)).toHaveCount(0);

    await late.page.getByRole('button', { name: late.t('room.encryption.otherKey') }).click();
    await late.page.getByRole('dialog').getByLabel(late.t('room.encryption.key')).fill(key);
    await late.page.getByRole('dialog').getByRole('button', { name: late.t('room.encryption.use') }).click();
    await expectSees(late, owner.name, 'teacher');
    await expect(warning(late)).toHaveCount(0);
    await say(teacher, 'Welcome');
    await expectHears(late, 'Welcome');
    await late.close();
  });

  await test.step('the whiteboard is shared', async () => {
    await showActivity(teacher, 'room.board.show');
    await drawStroke(teacher);
    await expect.poll(() => drawnPixels(student)).toBeGreaterThan(100);
  });

  await test.step('no server was told the key or what was said', () => {
    const said = line.said();
    expect(said.length).toBeGreaterThan(1000);
    for (const words of [secret, 'Welcome', key, Buffer.from(key).toString('latin1'), 'freedraw']) expect(said.includes(words), words).toBe(false);
  });
  // LiveKit notes each frame it could not decrypt: those of who had the wrong key.
  expect(student.complaints.filter((complaint) => !complaint.startsWith('InvalidKey:'))).toEqual([]);
});

test('what is said in a class that is not encrypted can be read by the server that checks it', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  const line = listenIn(teacher);
  await teacher.page.goto(`/classes/${lesson.id}`);
  await teacher.page.getByRole('button', { name: teacher.t('classes.start') }).first().click();
  await clickJoin(teacher);
  await expectInRoom(teacher);
  const student = await person({ name: 'Sara Novak' });
  await enterClass(student, lesson);
  await say(teacher, secret);
  await expectHears(student, secret);
  expect(line.said()).toContain(secret);
});
