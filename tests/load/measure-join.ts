import { expect } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { launchBrowser } from '#tests/e2e/support/browsers.ts';
import { clickJoin, enterName, startAndEnter } from '#tests/e2e/support/door.ts';
import { holdDevices } from '#tests/e2e/support/hold-devices.ts';
import { Person } from '#tests/e2e/support/person.ts';
import type { School } from '#tests/e2e/support/school.ts';
import { signIn } from '#tests/e2e/support/steps.ts';
import { ScriptWeight } from '#tests/e2e/support/weight.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import { watchPage } from './watch-page.ts';

export interface JoinFigures {
  /** kB of compressed JavaScript. */
  readonly weightUsable: number;
  readonly weightInRoom: number;
  /** Milliseconds, the median of the runs. */
  readonly opening: number;
  readonly joining: number;
  readonly runs: number;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const usableMessage = 'the device check is usable';

async function openGuest(browser: Browser, stack: TestStack, name: string): Promise<Person> {
  const guest = await Person.open(browser, { name, baseURL: stack.portalUrl, hurried: true });
  await guest.context.addInitScript(watchPage, { usableMessage, switchesOn: [guest.t('devices.turnMicrophoneOff'), guest.t('devices.turnCameraOff')] });
  return guest;
}

async function moment(guest: Person, name: 'usableAt' | 'clickedAt' | 'remoteFrameAt'): Promise<number> {
  const handle = await guest.page.waitForFunction((key) => window.kelasMoments?.[key], name, { timeout: 30_000 });
  return (await handle.jsonValue()) ?? Number.NaN;
}

/** Milliseconds a person's hand needs from the last letter of the name to the button. */
const fromKeyboardToButton = 1500;

/** Types a name, clicks Join and waits for somebody else's picture. */
async function joinAsGuest(guest: Person): Promise<number> {
  await enterName(guest);
  await guest.page.waitForTimeout(fromKeyboardToButton);
  await clickJoin(guest);
  return (await moment(guest, 'remoteFrameAt')) - (await moment(guest, 'clickedAt'));
}

async function weigh(browser: Browser, stack: TestStack, joinPath: string): Promise<Pick<JoinFigures, 'weightUsable' | 'weightInRoom'>> {
  const guest = await openGuest(browser, stack, 'Scale');
  const weight = await ScriptWeight.of(guest.context, guest.page);
  await guest.context.addInitScript(holdDevices);
  await guest.page.goto(joinPath);
  await guest.page.waitForLoadState('networkidle');
  const weightUsable = weight.kilobytes;
  await guest.page.evaluate(() => window.kelasOpenDevices?.());
  await joinAsGuest(guest);
  const weightInRoom = weight.kilobytes;
  await guest.close();
  return { weightUsable, weightInRoom };
}

/** Milliseconds after somebody left in which their browser, the media server and the teacher's view still have to do with it. */
const untilAtRest = 3000;

/** Guests open the link of a class that is being held and join, each when the one before has left. */
async function measureGuests(browser: Browser, stack: TestStack, joinPath: string, teacher: Person, runs: number): Promise<JoinFigures> {
  const weights = await weigh(browser, stack, joinPath);
  const opening: number[] = [];
  const joining: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    await expect(teacher.page.getByRole('figure')).toHaveCount(1, { timeout: 30_000 });
    await teacher.page.waitForTimeout(untilAtRest);
    const guest = await openGuest(browser, stack, `Guest ${run}`);
    // Asking the page itself would cost it the time it takes to read what Playwright asks with.
    const usable = guest.page.waitForEvent('console', { predicate: (message) => message.text() === usableMessage, timeout: 30_000 });
    await guest.page.goto(joinPath, { waitUntil: 'commit' });
    await usable;
    opening.push(await moment(guest, 'usableAt'));
    joining.push(await joinAsGuest(guest));
    await guest.close();
  }
  return { ...weights, opening: median(opening), joining: median(joining), runs };
}

/** What a student waits for: a teacher holds a class with Chromium's own fake camera, in a browser apart from the guests'. */
export async function measureJoin(stack: TestStack, school: School, runs = 7): Promise<JoinFigures> {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const [teacherBrowser, guestBrowser] = await Promise.all([launchBrowser(), launchBrowser()]);
  try {
    const teacher = await Person.open(teacherBrowser, { name: owner.name, baseURL: stack.portalUrl });
    await signIn(teacher, owner);
    await startAndEnter(teacher, lesson);
    return await measureGuests(guestBrowser, stack, lesson.joinPath, teacher, runs);
  } finally {
    await Promise.all([teacherBrowser.close(), guestBrowser.close()]);
  }
}
