import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';

export interface PartHealth {
  part: 'database' | 'liveService' | 'mail';
  state: 'up' | 'down' | 'off';
}

const patience = 2000;

async function answers(check: () => Promise<boolean>): Promise<'up' | 'down'> {
  const late = new Promise<false>((resolve) => { setTimeout(() => resolve(false), patience).unref(); });
  return (await Promise.race([check().catch(() => false), late])) ? 'up' : 'down';
}

/** Whether the portal can do its own work: its database answers. */
export async function databaseAnswers(): Promise<boolean> {
  return (await answers(async () => (await database().$queryRaw`SELECT 1`) !== null)) === 'up';
}

/** Whether all is well, for the admin's home page. Never takes longer than two seconds. */
export async function systemHealth(actor: Actor): Promise<PartHealth[]> {
  assertMay(actor, 'system.seeHealth');
  const [isDatabaseUp, liveService] = await Promise.all([
    databaseAnswers(),
    answers(async () => (await fetch(`${env().PLUGNMEET_URL}/healthCheck`, { signal: AbortSignal.timeout(patience), cache: 'no-store' })).ok),
  ]);
  return [
    { part: 'database', state: isDatabaseUp ? 'up' : 'down' },
    { part: 'liveService', state: liveService },
    { part: 'mail', state: env().SMTP_URL ? 'up' : 'off' },
  ];
}
