import type { Prisma } from '#generated/prisma/client.ts';
import type { Actor } from '#lib/actor.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { ownClasses } from '#lib/classes/rows.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { openCalendarAddress } from './address.ts';
import type { CalendarClass } from './ics.ts';

const dayMs = 86_400_000;
/** How far back a subscribed calendar goes. */
const backDays = 90;
const mostClasses = 1000;

const shown = {
  id: true, title: true, description: true, startsAt: true, durationMinutes: true, joinCode: true, cancelledAt: true, updatedAt: true,
  owner: { select: { name: true } },
} satisfies Prisma.ClassSelect;

function calendarClass({ owner, ...rest }: Prisma.ClassGetPayload<{ select: typeof shown }>): CalendarClass {
  return { ...rest, teacherName: owner.name };
}

/** The classes of whom a secret address belongs to, cancelled ones too. Admins get their own, not the whole school's. Throws `linkInvalid`. */
export async function readFeed(signed: string): Promise<{ name: string; classes: CalendarClass[] }> {
  const owner = openCalendarAddress(signed);
  const person = owner && await database().user.findFirst({
    where: { id: owner.userId, calendarVersion: owner.version, disabledAt: null },
    select: { id: true, name: true, email: true, role: true },
  });
  if (!person) throw new AppError('linkInvalid');
  const { id: userId, ...details } = person;
  const found = await database().class.findMany({
    where: { AND: [ownClasses({ userId, ...details }), { startsAt: { gte: new Date(Date.now() - backDays * dayMs) } }] },
    select: shown,
    orderBy: { startsAt: 'asc' },
    take: mostClasses,
  });
  return { name: person.name, classes: found.map(calendarClass) };
}

/** One class for whoever has its join link and may come in: what the join page tells too. Throws `linkInvalid`, or `notSignedIn` where guests are not allowed. */
export async function readCalendarClass(actor: Actor, code: string): Promise<CalendarClass> {
  const joinCode = normaliseJoinCode(code);
  const found = joinCode === null ? null : await database().class.findUnique({ where: { joinCode }, select: { ...shown, guestsAllowed: true } });
  if (!found) throw new AppError('linkInvalid');
  const { guestsAllowed, ...rest } = found;
  if (actor.role === 'guest' && !guestsAllowed) throw new AppError('notSignedIn');
  return calendarClass(rest);
}
