import { readFile } from 'node:fs/promises';
import { clickJoin, enterClass, openDoor, startAndEnter } from './support/door.ts';
import { expectAccessible } from './support/accessibility.ts';
import type { Person } from './support/person.ts';
import { RecordingTasks, tellAsRecorder } from './support/recorder.ts';
import { control, expectEnded, expectHears, expectInRoom, expectSees, openChat, openPeople, say, tileOf } from './support/room.ts';
import { choose, manage, setRights, soundingVoices, turnTo } from './support/room-controls.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

async function expectNotice({ page, t }: Person, key: string, values: Record<string, string> = {}): Promise<void> {
  await expect(page.getByText(t(`room.notices.${key}`, values))).toBeVisible();
}

test('a teacher stops, allows and removes, and the others see and hear it', async ({ school, person }) => {
  test.setTimeout(240_000);
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const sara = await person({ seat: 'first', name: 'Sara Novak' });
  const omid = await person({ seat: 'second', name: 'Omid Sadr' });
  for (const student of [sara, omid]) await enterClass(student, lesson);
  await expectSees(omid, sara.name, 'first');
  await expectSees(teacher, omid.name, 'second');

  await test.step('one microphone, then all', async () => {
    await expect.poll(() => soundingVoices(omid)).toBe(2);
    await choose(teacher, sara.name, 'mute');
    await expectNotice(sara, 'mutedByModerator');
    await expect(control(sara, 'unmute')).toBeVisible();
    await expect.poll(() => soundingVoices(omid)).toBe(1);
    await manage(teacher, 'muteAll');
    await expectNotice(omid, 'mutedByModerator');
    await expect.poll(() => soundingVoices(teacher)).toBe(0);
    await expect.poll(() => soundingVoices(sara)).toBe(1);
    // Muted is not locked.
    await control(sara, 'unmute').click();
    await expect.poll(() => soundingVoices(teacher)).toBe(1);
  });

  await test.step('a camera, from the menu on the tile', async () => {
    const tile = tileOf(teacher, sara.name);
    await tile.hover();
    await tile.getByRole('button', { name: teacher.t('room.people.menu', { name: sara.name }) }).click();
    await teacher.page.getByRole('menuitem', { name: teacher.t('room.people.stopCamera') }).click();
    await expectNotice(sara, 'cameraStopped');
    await expect(tileOf(omid, sara.name).locator('video')).toHaveCount(0);
    await control(sara, 'cameraOn').click();
    await expectSees(omid, sara.name, 'first');
  });

  await test.step('a shared screen', async () => {
    await manage(teacher, 'rights');
    await setRights(teacher, { screenShare: true });
    await control(sara, 'share').click();
    await expect(omid.page.getByRole('figure', { name: omid.t('room.stage.sharedBy', { name: sara.name }) }).locator('video')).toBeVisible();
    await choose(teacher, sara.name, 'stopShare');
    await expectNotice(sara, 'shareStopped');
    await expect(omid.page.getByRole('figure', { name: omid.t('room.stage.sharedBy', { name: sara.name }) })).toHaveCount(0);
  });

  await test.step('what one student may do', async () => {
    await choose(teacher, sara.name, 'rights');
    await setRights(teacher, { microphone: false, camera: false });
    await expect(control(sara, 'microphoneLocked')).toBeDisabled();
    await expect(control(sara, 'cameraLocked')).toBeDisabled();
    await expect(tileOf(omid, sara.name).locator('video')).toHaveCount(0);
    await expect.poll(() => soundingVoices(teacher)).toBe(0);
    await expect(control(omid, 'unmute')).toBeEnabled();
    await choose(teacher, sara.name, 'rights');
    await setRights(teacher, { microphone: true, camera: true });
    await expectNotice(sara, 'microphoneAllowed');
    await control(sara, 'cameraOn').click();
    await expectSees(teacher, sara.name, 'first');
  });

  await test.step('what all students may do', async () => {
    await manage(teacher, 'rights');
    await setRights(teacher, { screenShare: false, camera: false, chatSend: false, reactions: false });
    for (const student of [sara, omid]) {
      await expect(control(student, 'cameraLocked')).toBeDisabled();
      await expect(control(student, 'shareLocked')).toBeDisabled();
      await expect(student.page.getByRole('button', { name: student.t('room.reactions.locked') })).toBeDisabled();
      await openChat(student);
      await expect(student.page.getByText(student.t('room.chat.locked'))).toBeVisible();
    }
    await expect(tileOf(omid, sara.name).locator('video')).toHaveCount(0);
    await expectSees(omid, owner.name, 'teacher');
    await manage(teacher, 'rights');
    await setRights(teacher, { chat: false });
    await expect(control(omid, 'chatLocked')).toBeDisabled();
    await expect(omid.page.getByRole('log')).toHaveCount(0);
    await manage(teacher, 'rights');
    await setRights(teacher, { camera: true, chat: true, chatSend: true, reactions: true });
    await expect(control(omid, 'cameraOn')).toBeEnabled();
  });

  await test.step('presenting, and hands', async () => {
    await choose(teacher, sara.name, 'makePresenter');
    await expectNotice(sara, 'presenterNow');
    const row = (await openPeople(omid)).getByRole('listitem').filter({ hasText: sara.name });
    await expect(row.getByLabel(omid.t('room.people.presenter'))).toBeVisible();
    await choose(teacher, sara.name, 'takePresenter');
    await expect(row.getByLabel(omid.t('room.people.presenter'))).toHaveCount(0);
    for (const student of [sara, omid]) await control(student, 'raiseHand').click();
    await expect(teacher.page.getByRole('heading', { name: teacher.t('room.hands.title', { count: 2 }) })).toBeVisible();
    await manage(teacher, 'lowerAll');
    for (const student of [sara, omid]) await expect(control(student, 'raiseHand')).toBeVisible();
  });

  await test.step('out, and out for good', async () => {
    await choose(teacher, sara.name, 'remove');
    const dialog = teacher.page.getByRole('dialog');
    await expectAccessible(teacher.page, 'removing somebody');
    await dialog.getByLabel(teacher.t('room.people.reason')).fill('Please find a quiet room.');
    await dialog.getByRole('button', { name: teacher.t('room.people.remove'), exact: true }).click();
    await expectEnded(sara, 'removed');
    await expect(sara.page.getByText('Please find a quiet room.')).toBeVisible();
    await expect(tileOf(omid, sara.name)).toHaveCount(0);
    await enterClass(sara, lesson);

    await choose(teacher, sara.name, 'remove');
    await dialog.getByRole('switch', { name: teacher.t('room.people.block') }).setChecked(true);
    await dialog.getByRole('button', { name: teacher.t('room.people.removeAndBlock') }).click();
    await expectEnded(sara, 'removed');
    await openDoor(sara, lesson);
    await clickJoin(sara);
    await expect(sara.page.getByText(sara.t('errors.blockedFromRoom'))).toBeVisible();
    await expect(tileOf(omid, sara.name)).toHaveCount(0);
    expect(omid.complaints).toEqual([]);
  });
});

test('private messages, files and reactions reach whom they are for', async ({ school, person }) => {
  test.setTimeout(180_000);
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const sara = await person({ name: 'Sara Novak' });
  const omid = await person({ name: 'Omid Sadr' });
  await enterClass(sara, lesson);
  await say(sara, 'Good morning');
  await expectHears(teacher, 'Good morning');

  await test.step('a newcomer reads what was said before', async () => {
    await enterClass(omid, lesson);
    await expectHears(omid, 'Good morning');
  });

  await test.step('what is private stays between two', async () => {
    await manage(teacher, 'rights');
    await expectAccessible(teacher.page, 'the rights of students');
    await setRights(teacher, { privateChat: true, chatFile: true });
    await choose(sara, omid.name, 'message');
    await sara.page.getByRole('textbox', { name: sara.t('room.chat.write') }).fill('Do you have the book?');
    await sara.page.keyboard.press('Enter');
    await expectNotice(omid, 'privateMessage', { name: sara.name });
    await expect((await turnTo(omid, sara.name)).getByText('Do you have the book?')).toBeVisible();
    await omid.page.getByRole('textbox', { name: omid.t('room.chat.write') }).fill('Yes, second shelf');
    await omid.page.keyboard.press('Enter');
    await expect(sara.page.getByText('Yes, second shelf')).toBeVisible();
    // What comes after it for everybody shows that it will not come late.
    await turnTo(omid, null);
    await say(omid, 'Shall we begin?');
    await expectHears(teacher, 'Shall we begin?');
    await expect(teacher.page.getByText('Do you have the book?')).toHaveCount(0);
    await expect(teacher.page.getByText('Yes, second shelf')).toHaveCount(0);
  });

  await test.step('a reload forgets nothing', async () => {
    await omid.page.reload();
    await expectInRoom(omid);
    await expectHears(omid, 'Shall we begin?');
    await expect((await turnTo(omid, sara.name)).getByText('Yes, second shelf')).toBeVisible();
    await turnTo(omid, null);
  });

  await test.step('private messages switched off', async () => {
    await manage(teacher, 'rights');
    await setRights(teacher, { privateChat: false });
    await expect(sara.page.getByText(sara.t('room.chat.privateLocked'))).toBeVisible();
    await turnTo(sara, null);
  });

  await test.step('a picture is shown and saved as it was sent', async () => {
    const picture = await teacher.page.screenshot();
    await sara.page.getByLabel(sara.t('room.chat.attach')).locator('visible=false').setInputFiles({ name: 'my board.png', mimeType: 'image/png', buffer: picture });
    const log = await openChat(omid);
    await expect(log.getByRole('img', { name: 'my board.png' })).toBeVisible();
    await expectAccessible(omid.page, 'the chat with files and private chats');
    const saving = omid.page.waitForEvent('download');
    await log.getByRole('link', { name: omid.t('room.chat.download', { name: 'my board.png' }) }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('my board.png');
    expect(Buffer.compare(await readFile(await saved.path()), picture)).toBe(0);
  });

  await test.step('what may not be sent is refused in words', async () => {
    const attach = sara.page.getByLabel(sara.t('room.chat.attach')).locator('visible=false');
    await attach.setInputFiles({ name: 'tool.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await expect(sara.page.getByText(sara.t('room.chat.failures.type'))).toBeVisible();
    await sara.page.getByRole('button', { name: sara.t('room.chat.dismissUpload', { name: 'tool.exe' }) }).click();
    await manage(teacher, 'rights');
    await setRights(teacher, { chatFile: false });
    await expect(sara.page.getByRole('button', { name: sara.t('room.chat.filesLocked') })).toBeDisabled();
  });

  await test.step('a reaction', async () => {
    await sara.page.getByRole('button', { name: sara.t('room.reactions.title'), exact: true }).click();
    await sara.page.getByRole('button', { name: sara.t('room.reactions.names.applause') }).click();
    const shown = [teacher, omid].map((other) => other.page.getByRole('status', { name: other.t('room.reactions.title') }));
    await Promise.all(shown.map((reactions) => expect(reactions).toHaveText(new RegExp(`👏.*${sara.name}`, 'u'))));
    await Promise.all(shown.map((reactions) => expect(reactions).toBeEmpty()));
  });
  for (const somebody of [teacher, sara, omid]) expect(somebody.complaints).toEqual([]);
});

test('those waiting read the message, and everybody sees that the class is recorded', async ({ stack, school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { waitingRoom: true });
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const sara = await person({ name: 'Sara Novak' });
  await openDoor(sara, lesson);
  await clickJoin(sara);
  await expect(sara.page.getByRole('heading', { name: sara.t('room.waitingScreen.title') })).toBeVisible();
  await manage(teacher, 'waitingMessage');
  const dialog = teacher.page.getByRole('dialog');
  await dialog.getByLabel(teacher.t('room.waitingMessage.label')).fill('We begin at nine.');
  await dialog.getByRole('button', { name: teacher.t('room.waitingMessage.save') }).click();
  await expect(sara.page.getByText('We begin at nine.')).toBeVisible();
  await openPeople(teacher);
  await teacher.page.getByRole('button', { name: teacher.t('room.waiting.admit', { name: sara.name }) }).click();
  await expectInRoom(sara);

  await manage(teacher, 'record');
  await expectNotice(teacher, 'noRecorder');
  const [meeting] = await school.rows('select "roomId" from portal."Meeting" where "classId" = $1', [lesson.id]);
  const roomId = String(meeting?.['roomId']);
  await tellAsRecorder(stack, roomId, RecordingTasks.START_RECORDING);
  for (const somebody of [teacher, sara]) {
    await expectNotice(somebody, 'recordingStarted');
    await expect(somebody.page.getByRole('status').getByText(somebody.t('room.onAir.recording'), { exact: true })).toBeVisible();
  }
  await teacher.page.getByRole('button', { name: teacher.t('room.host.menu') }).click();
  await expect(teacher.page.getByRole('menuitem', { name: teacher.t('room.host.stopRecording') })).toBeVisible();
  await teacher.page.keyboard.press('Escape');
  await tellAsRecorder(stack, roomId, RecordingTasks.END_RECORDING);
  for (const somebody of [teacher, sara]) await expect(somebody.page.getByText(somebody.t('room.onAir.recording'), { exact: true })).toHaveCount(0);
  await manage(teacher, 'broadcast');
  await dialog.getByLabel(teacher.t('room.broadcast.address')).fill('https://video.example/live');
  await dialog.getByRole('button', { name: teacher.t('room.broadcast.start') }).click();
  await expect(dialog.getByText(teacher.t('room.broadcast.wrong'))).toBeVisible();
});
