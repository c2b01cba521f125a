import type { Locator } from '@playwright/test';
import { enterClass, startAndEnter } from './support/door.ts';
import { Outside } from './support/outside.ts';
import { expectHears, expectInRoom, expectSees, openChat, say, tileOf } from './support/room.ts';
import type { Person } from './support/person.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** Opens the panel or dialog of an activity. */
async function activity({ page, t }: Person, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${t('room.parts.activities')}`) }).click();
  await page.getByRole('menuitem', { name: t(title) }).click();
}

/** Types an address into the dialog of an activity and starts it. */
async function showAddress(person: Person, kind: 'link' | 'video', address: string): Promise<void> {
  const { page, t } = person;
  await activity(person, `room.sharing.${kind}.activity`);
  const dialog = page.getByRole('dialog', { name: t(`room.sharing.${kind}.title`) });
  await dialog.getByLabel(t('room.sharing.address')).fill(address);
  await dialog.getByRole('button', { name: t(`room.sharing.${kind}.start`) }).click();
}

/** The shared video's player on somebody's page. */
function player({ page, t }: Person): Locator {
  return page.getByRole('region', { name: t('room.sharing.video.stage') }).locator('video');
}

async function playerState(video: Locator): Promise<{ at: number; paused: boolean }> {
  return await video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('This is not a video.');
    return { at: element.currentTime, paused: element.paused };
  });
}

async function inPlayer(person: Person, action: 'play' | 'pause' | { seek: number }): Promise<void> {
  await player(person).evaluate(async (element, what) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error('This is not a video.');
    if (what === 'play') await element.play();
    else if (what === 'pause') element.pause();
    else element.currentTime = what.seek;
  }, action);
}

/** A second of a real video, made by the browser itself. */
async function makeVideo({ page }: Person): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    const timer = setInterval(() => canvas.getContext('2d')?.fillRect(Math.random() * 100, 0, 50, 50), 50);
    recorder.start();
    setTimeout(() => recorder.stop(), 1000);
    await stopped;
    clearInterval(timer);
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

/** Passes when this person's player plays, as far as the other's within a moment. */
async function expectPlaysWith(person: Person, other: Person): Promise<void> {
  const before = await playerState(player(person));
  await expect(async () => {
    const [theirs, mine] = await Promise.all([playerState(player(other)), playerState(player(person))]);
    expect(mine.paused).toBe(false);
    expect(mine.at).not.toBe(before.at);
    expect(Math.abs(theirs.at - mine.at), 'seconds apart').toBeLessThan(2);
  }).toPass({ timeout: 20_000 });
}

test.setTimeout(240_000);

test('a class asks, splits up, and looks at things together', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const sara = await person({ seat: 'first', name: 'Sara Novak' });
  const omid = await person({ seat: 'second', name: 'Omid Sadr' });
  for (const student of [sara, omid]) await enterClass(student, lesson);
  const everybody = [teacher, sara, omid];

  await test.step('a poll reaches everybody, is counted while people vote, and its result is seen when it is closed', async () => {
    const question = 'Is zero even?';
    await activity(teacher, 'room.polls.title');
    await teacher.page.getByRole('button', { name: teacher.t('room.polls.new') }).click();
    await teacher.page.getByLabel(teacher.t('room.polls.question')).fill(question);
    await teacher.page.getByRole('textbox', { name: teacher.t('room.polls.option', { number: 1 }) }).fill('Yes');
    await teacher.page.keyboard.press('Enter');
    await teacher.page.keyboard.type('No');
    await teacher.page.keyboard.press('Enter');
    await teacher.page.keyboard.type('Nobody knows');
    await teacher.page.getByRole('button', { name: teacher.t('room.polls.start') }).click();
    const asked = teacher.page.getByRole('article', { name: question });
    await expect(asked.getByText(teacher.t('room.polls.votes', { count: 0 }))).toBeVisible();

    for (const student of [sara, omid]) await expect(student.page.getByText(student.t('room.notices.pollStarted', { question }))).toBeVisible();
    // The notice leads there, as the menu does.
    await sara.page.getByRole('button', { name: sara.t('room.show'), exact: true }).click();
    // Who comes late finds it too.
    await omid.page.reload();
    await expectInRoom(omid);
    await expect(omid.page.getByRole('button', { name: omid.t('room.parts.activitiesNews', { count: 1 }) })).toBeVisible();
    const votes: [Person, string][] = [[sara, 'Yes'], [omid, 'No']];
    for (const [index, [student, answer]] of votes.entries()) {
      if (student !== sara) await activity(student, 'room.polls.title');
      const poll = student.page.getByRole('article', { name: question });
      await poll.getByLabel(answer, { exact: true }).check();
      await poll.getByRole('button', { name: student.t('room.polls.vote') }).click();
      await expect(poll.getByRole('button', { name: student.t('room.polls.vote') })).toHaveCount(0);
      await expect(poll.getByRole('list', { name: student.t('room.polls.result') }), 'nobody sees the result before the poll is closed').toHaveCount(0);
      await expect(asked.getByText(teacher.t('room.polls.votes', { count: index + 1 }))).toBeVisible();
    }
    await asked.getByText(teacher.t('room.polls.who')).click();
    await expect(asked.getByRole('listitem').filter({ hasText: sara.name })).toContainText('Yes');

    await asked.getByRole('button', { name: teacher.t('room.polls.close') }).click();
    for (const student of [sara, omid]) {
      const result = student.page.getByRole('article', { name: question }).getByRole('list', { name: student.t('room.polls.result') });
      await expect(result.getByRole('listitem').filter({ hasText: 'Yes' })).toContainText('50%');
      await expect(result.getByRole('listitem').filter({ hasText: 'Nobody knows' })).toContainText('0%');
    }
    await asked.getByRole('button', { name: teacher.t('room.polls.publish') }).click();
    await expect((await openChat(sara)).getByText(question)).toBeVisible();
  });

  await test.step('breakout rooms: two students see and hear only each other there, and come back when the teacher ends them', async () => {
    await activity(teacher, 'room.breakout.title');
    const form = teacher.page.getByRole('form', { name: teacher.t('room.breakout.new') });
    for (const student of [sara, omid]) await form.getByLabel(student.name).selectOption({ label: teacher.t('room.breakout.roomName', { number: 2 }) });
    await form.getByRole('button', { name: teacher.t('room.breakout.open', { count: 2 }) }).click();

    for (const student of [sara, omid]) {
      const invitation = student.page.getByRole('alert').filter({ hasText: 'Group 2' });
      await invitation.getByRole('button', { name: student.t('room.breakout.join') }).click();
      await expect(student.page.getByRole('region', { name: student.t('room.breakout.inside', { title: 'Group 2' }) })).toBeVisible();
      await expectInRoom(student);
    }
    await expectSees(sara, omid.name, 'second');
    await expectSees(omid, sara.name, 'first');
    for (const student of [sara, omid]) await expect(tileOf(student, owner.name)).toHaveCount(0);
    await say(sara, 'Only for us two');
    await expectHears(omid, 'Only for us two');

    const rooms = teacher.page.getByRole('list', { name: teacher.t('room.breakout.title') });
    await expect(rooms.getByText(teacher.t('room.breakout.insideCount', { inside: 2, all: 2 }))).toBeVisible();
    await teacher.page.getByLabel(teacher.t('room.breakout.message')).fill('Two minutes left');
    await teacher.page.getByRole('button', { name: teacher.t('room.breakout.send') }).click();
    for (const student of [sara, omid]) await expectHears(student, 'Two minutes left');

    // The teacher looks in, and goes back.
    await rooms.getByRole('button', { name: teacher.t('room.breakout.visitOf', { title: 'Group 2' }) }).click();
    await expectSees(teacher, sara.name, 'first');
    await expectSees(sara, owner.name, 'teacher');
    await expectHears(teacher, 'Only for us two');
    await teacher.page.getByRole('button', { name: teacher.t('room.breakout.back') }).first().click();
    await expect(tileOf(sara, owner.name)).toHaveCount(0);

    // So does a student, and is asked in again.
    await omid.page.getByRole('button', { name: omid.t('room.breakout.back') }).first().click();
    await expectSees(teacher, omid.name, 'second');
    await activity(teacher, 'room.breakout.title');
    await rooms.getByRole('button', { name: teacher.t('room.breakout.inviteAgainOf', { name: omid.name }) }).click();
    await omid.page.getByRole('alert').filter({ hasText: 'Group 2' }).getByRole('button', { name: omid.t('room.breakout.join') }).click();
    await expectSees(sara, omid.name, 'second');

    // More time for one room, and the end of the empty one.
    const about = async (title: string, key: string, values: Record<string, number> = {}): Promise<void> => {
      await rooms.getByRole('button', { name: teacher.t('room.breakout.menu', { title }) }).click();
      await teacher.page.getByRole('menuitem', { name: teacher.t(key, values) }).click();
    };
    const left = async (): Promise<number> => Number.parseInt((await sara.page.getByRole('region', { name: sara.t('room.breakout.inside', { title: 'Group 2' }) }).getByRole('timer').textContent()) ?? '', 10);
    const before = await left();
    await about('Group 2', 'room.breakout.extend', { count: 5 });
    await expect.poll(left).toBeGreaterThanOrEqual(before + 4);
    await about('Group 1', 'room.breakout.end');
    await expect(rooms.getByRole('heading', { name: 'Group 1' })).toHaveCount(0);
    await expectSees(sara, omid.name, 'second');

    await teacher.page.getByRole('button', { name: teacher.t('room.breakout.endAll') }).click();
    await teacher.page.getByRole('dialog').getByRole('button', { name: teacher.t('room.breakout.endAll') }).click();
    for (const student of [sara, omid]) await expectSees(student, owner.name, 'teacher');
    await expectSees(teacher, sara.name, 'first');
    await expectSees(teacher, omid.name, 'second');
    await expectSees(sara, omid.name, 'second');
    await expect((await openChat(teacher)).getByText('Only for us two')).toHaveCount(0);
  });

  const outside = await Outside.open();
  await test.step('a web page is shown to everybody until it is taken down', async () => {
    await showAddress(teacher, 'link', 'javascript://alert(1)');
    await expect(teacher.page.getByText(teacher.t('room.sharing.notAnAddress'))).toBeVisible();
    await teacher.page.keyboard.press('Escape');
    await showAddress(teacher, 'link', `${outside.url}/page`);
    for (const somebody of everybody) {
      const stage = somebody.page.getByRole('region', { name: somebody.t('room.sharing.link.stage') });
      await expect(stage.frameLocator('iframe').getByRole('heading', { name: 'A page from outside' })).toBeVisible();
      await expect(stage.getByRole('link', { name: somebody.t('room.sharing.newTab') })).toHaveAttribute('href', `${outside.url}/page`);
      await expect(stage.getByRole('button', { name: somebody.t('room.sharing.stop') })).toHaveCount(somebody === teacher ? 1 : 0);
    }
    await teacher.page.getByRole('button', { name: teacher.t('room.sharing.stop') }).click();
    for (const student of [sara, omid]) await expect(student.page.locator('iframe')).toHaveCount(0);
  });

  await test.step('a video plays, jumps and pauses for everybody as for the teacher; who comes late is at the same second', async () => {
    await showAddress(teacher, 'video', `${outside.url}/lesson.wav`);
    await expect(player(sara)).toBeVisible();
    await inPlayer(teacher, 'play');
    for (const student of [sara, omid]) await expectPlaysWith(student, teacher);
    await inPlayer(teacher, { seek: 60 });
    await expect.poll(async () => (await playerState(player(sara))).at).toBeGreaterThan(59);
    await omid.page.reload();
    await expectInRoom(omid);
    await expectPlaysWith(omid, teacher);
    await inPlayer(teacher, 'pause');
    for (const student of [sara, omid]) {
      await expect.poll(async () => (await playerState(player(student))).paused).toBe(true);
      const [theirs, mine] = await Promise.all([playerState(player(teacher)), playerState(player(student))]);
      expect(Math.abs(theirs.at - mine.at)).toBeLessThan(2);
    }
    await teacher.page.getByRole('button', { name: teacher.t('room.sharing.stop') }).click();
    for (const student of [sara, omid]) await expect(player(student)).toHaveCount(0);
  });
  await outside.close();

  await test.step('a video file of the teacher is sent to the class and seen by the others', async () => {
    await activity(teacher, 'room.sharing.video.activity');
    await teacher.page.getByLabel(teacher.t('room.sharing.video.file')).setInputFiles({ name: 'lesson.webm', mimeType: 'video/webm', buffer: await makeVideo(teacher) });
    for (const student of [sara, omid]) {
      await expect(player(student)).toHaveAttribute('src', /\/download\/uploadedFile\//);
      await expect.poll(async () => await player(student).evaluate((element) => (element instanceof HTMLVideoElement ? element.videoWidth : 0))).toBeGreaterThan(0);
    }
    await teacher.page.getByRole('button', { name: teacher.t('room.sharing.stop') }).click();
  });

  await test.step('no browser complained', () => {
    for (const somebody of everybody) expect(somebody.complaints, somebody.name).toEqual([]);
  });
});
