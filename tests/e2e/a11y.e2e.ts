import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { checkDevices, enterName, join, openDoor, startAndEnter } from './support/door.ts';
import type { Person } from './support/person.ts';
import { endForAll, expectEnded, openChat, openPeople, say } from './support/room.ts';
import { invite, signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };

/** Looks at the page as it stands: by daylight on a desktop, in the dark on a phone. */
async function inspect({ page }: Person, where: string): Promise<void> {
  await expectAccessible(page, where);
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoSidewaysScroll(page, where);
  await expectAccessible(page, `${where}, dark, on a phone`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desktop);
}

async function visit(person: Person, path: string): Promise<void> {
  await person.page.goto(path);
  await expect(person.page.getByRole('heading').first()).toBeVisible();
  // Streamed parts first show a skeleton.
  await expect(person.page.locator('[aria-busy="true"]')).toHaveCount(0);
  await inspect(person, path);
}

for (const locale of locales) {
  test(`pages of the portal, ${locale}`, async ({ school, person }) => {
    test.setTimeout(180_000);
    const admin = await school.account('admin', 'Mina Rad', locale);
    const lesson = await school.class(admin, { title: 'Geometry, year 9', accessCode: 'LILY77' });
    const [meeting] = await school.rows(
      `insert into portal."Meeting" (id, "classId", "roomId", status, "startedAt", "endedAt", "endReason")
       values (gen_random_uuid(), $1, 'm-' || gen_random_uuid(), 'ended', now() - interval '1 hour', now(), 'endedByTeacher') returning id`,
      [lesson.id],
    );
    const meetingId = String(meeting?.['id']);
    await school.rows(
      `insert into portal."Attendance" (id, "meetingId", "participantSid", "participantId", name, "joinedAt", "leftAt")
       values (gen_random_uuid(), $1, 'PA_1', 'guest_1', 'Sara Novak', now() - interval '55 minutes', now())`,
      [meetingId],
    );
    const guest = await person({ locale });
    await visit(guest, '/sign-in');
    await visit(guest, '/join/0123456789abcdef');
    await visit(guest, lesson.joinPath);
    await visit(guest, '/a-page-that-does-not-exist');

    const signed = await signedIn(person, admin, { locale });
    const link = await invite(signed, 'teacher');
    await visit(guest, link);
    await visit(guest, `/invite/${'A'.repeat(43)}`);
    const paths = ['/', '/classes', '/classes?when=past', '/classes/new', `/classes/${lesson.id}`, `/classes/${lesson.id}/edit`, '/meetings', `/meetings/${meetingId}`, '/recordings', '/recordings/rules', '/people', '/admin/deliveries', '/settings'];
    for (const path of paths) await visit(signed, path);
    expect(signed.complaints).toEqual([]);
    // A page that does not exist, and two join links that lead nowhere, answer 404: the browser says so, and nothing else.
    expect(guest.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
  });

  test(`the join page and the room, ${locale}`, async ({ school, person }) => {
    test.setTimeout(180_000);
    const owner = await school.account('teacher', 'Leila Karimi', locale);
    const lesson = await school.class(owner);
    const guest = await person({ locale, name: 'Sara Novak' });
    await visit(guest, lesson.joinPath);
    const teacher = await signedIn(person, owner, { locale });
    await startAndEnter(teacher, lesson);
    await checkDevices(guest);
    await inspect(guest, 'device check');
    await enterName(guest);
    await join(guest);
    await inspect(guest, 'room');
    await say(guest, 'Hello');
    await inspect(guest, 'room with chat');
    await openPeople(teacher);
    await inspect(teacher, 'room with people');
    await endForAll(teacher);
    await expectEnded(guest);
    await inspect(guest, 'end screen');
    for (const somebody of [guest, teacher]) expect(somebody.complaints).toEqual([]);
  });
}

test('the class is reached and held with the keyboard alone', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const guest = await person({ name: 'Sara Novak' });
  await openDoor(guest, lesson, { guest: false });
  await checkDevices(guest);
  const { page, t } = guest;
  const press = async (key: string): Promise<void> => await page.keyboard.press(key);
  /** Goes on with the Tab key until the thing of this name has the focus, and a ring that shows it. */
  const tabTo = async (name: string): Promise<void> => {
    const focused = page.locator(':focus');
    for (let steps = 0; steps < 40; steps += 1) {
      await press('Tab');
      if ((await focused.count()) === 1 && (await focused.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent ?? '')) === name) break;
    }
    await expect(page.getByRole('button', { name, exact: true })).toBeFocused();
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle), `${name} shows that it has the focus`).not.toBe('none');
  };

  await page.getByLabel(t('join.name'), { exact: true }).focus();
  await page.keyboard.type(guest.name);
  await press('Enter');
  await expect(page.getByRole('figure', { name: t('room.tile.you', { name: guest.name }) })).toBeVisible();
  await expect(page.getByRole('heading', { name: lesson.title }), 'the class is read out').toBeFocused();

  await tabTo(t('room.controls.mute'));
  await press('Enter');
  await expect(page.getByRole('button', { name: t('room.controls.unmute'), exact: true })).toBeFocused();
  await tabTo(t('room.controls.raiseHand'));
  await press('Space');
  await expect(page.getByRole('button', { name: t('room.controls.lowerHand'), exact: true })).toBeVisible();
  await tabTo(t('room.controls.people'));
  await press('Enter');
  await expect(page.getByRole('region', { name: t('room.people.title', { count: 2 }) })).toBeFocused();
  await press('Escape');
  await expect(page.getByRole('button', { name: t('room.controls.people'), exact: true }), 'a closed panel gives the focus back').toBeFocused();
  await press('c');
  await expect(page.getByRole('textbox', { name: t('room.chat.write') })).toBeFocused();
  await page.keyboard.type('Typed, not clicked');
  await press('Enter');
  await expect((await openChat(teacher)).getByText('Typed, not clicked')).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('log')).toHaveCount(0);
  await expect(page.getByRole('button', { name: t('room.controls.people'), exact: true })).toBeFocused();
  await tabTo(t('room.leave.leave'));
  await press('Enter');
  await expectEnded(guest, 'left');
  await expect(page.getByRole('heading', { name: t('room.end.left.title') }), 'the end is read out').toBeFocused();
});
