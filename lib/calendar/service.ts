import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser, type Actor } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { calendarAddress } from './address.ts';

/** The address under which this person's calendar program reads their classes. */
export async function ownCalendarAddress(actor: Actor): Promise<string> {
  assertMay(actor, 'account.updateOwn', { isOwner: true });
  assertUser(actor);
  const { calendarVersion } = await database().user.findUniqueOrThrow({ where: { id: actor.userId }, select: { calendarVersion: true } });
  return calendarAddress({ userId: actor.userId, version: calendarVersion });
}

/** A new address; programs that read the one before get nothing any more. */
export async function renewCalendarAddress(context: RequestContext): Promise<{ url: string }> {
  const { actor } = context;
  assertMay(actor, 'account.updateOwn', { isOwner: true });
  assertUser(actor);
  const { calendarVersion } = await database().user.update({ where: { id: actor.userId }, data: { calendarVersion: { increment: 1 } }, select: { calendarVersion: true } });
  await recordAudit(context, 'account.renewCalendarAddress', { targetId: actor.userId });
  return { url: calendarAddress({ userId: actor.userId, version: calendarVersion }) };
}
