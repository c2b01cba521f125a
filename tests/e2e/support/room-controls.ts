import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import type { Person } from './person.ts';
import { openChat, openPeople } from './room.ts';

/** Chooses a line of the menu somebody has about another person in the list of people. */
export async function choose(person: Person, name: string, key: string): Promise<void> {
  const list = await openPeople(person);
  await list.getByRole('button', { name: person.t('room.people.menu', { name }) }).click();
  await person.page.getByRole('menuitem', { name: person.t(`room.people.${key}`), exact: true }).click();
}

/** Chooses a line of the menu about the whole class. */
export async function manage({ page, t }: Person, key: string): Promise<void> {
  await page.getByRole('button', { name: t('room.host.menu') }).click();
  await page.getByRole('menuitem', { name: t(`room.host.${key}`), exact: true }).click();
}

/** Allows or forbids in the open dialog of rights, and closes it. */
export async function setRights({ page, t }: Person, rights: Readonly<Record<string, boolean>>): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [right, allowed] of Object.entries(rights)) await dialog.getByRole('switch', { name: t(`room.rights.${right}`), exact: true }).setChecked(allowed);
  await dialog.getByRole('button', { name: t('common.close') }).click();
  await expect(dialog).toBeHidden();
}

/** Turns the open chat to one person; `null` to everybody. */
export async function turnTo(person: Person, name: string | null): Promise<Locator> {
  const { page, t } = person;
  const everybody = page.getByRole('log', { name: t('room.chat.title'), exact: true });
  const chats = page.getByRole('navigation', { name: t('room.chat.chats') });
  if (!(await chats.isVisible())) await openChat(person);
  await chats.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name ?? t('room.chat.everybody')}`) }).click();
  const log = name === null ? everybody : page.getByRole('log', { name: t('room.chat.chatWith', { name }) });
  await expect(log).toBeVisible();
  return log;
}

/** The energy received so far on each voice. */
async function voices({ page }: Person): Promise<Map<string, number>> {
  const entries = await page.evaluate(async () => {
    const found: [string, number][] = [];
    for (const [index, connection] of (window.kelasConnections ?? []).entries()) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'audio') found.push([`${index} ${report.id}`, report.totalAudioEnergy ?? 0]);
      }
    }
    return found;
  });
  return new Map(entries);
}

/** How many of the voices that reach this person make a sound right now. */
export async function soundingVoices(person: Person): Promise<number> {
  const before = await voices(person);
  // The microphones of the tests beep once a second.
  await sleep(1500);
  return [...(await voices(person))].filter(([id, energy]) => energy > (before.get(id) ?? 0) + 1e-6).length;
}
