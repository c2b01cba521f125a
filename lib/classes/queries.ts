import type { Prisma } from '#generated/prisma/client.ts';
import { assertMay, assertUser, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { may } from '#lib/permissions.ts';
import { foldForSearch, literalPattern } from '#lib/text/fold.ts';
import { classRow, ownClasses, rowInclude, visibleClasses, type ClassRow } from './rows.ts';
import type { ClassListFilter } from './schema.ts';
import { pickSwitches } from './switches.ts';

const pageSize = 20;
const hourMs = 3_600_000;
/** Classes are at most this long: one that began earlier is over. */
const longestClassMs = 720 * 60_000;

export interface Page<T> {
  rows: T[];
  total: number;
  page: number;
  pageCount: number;
}

/** The actor's classes, filtered, a page of them. */
export async function listClasses(actor: Actor, filter: ClassListFilter): Promise<Page<ClassRow>> {
  const now = new Date();
  const where: Prisma.ClassWhereInput = {
    AND: [
      visibleClasses(actor),
      whenCondition(filter.when, now),
      matchesClass(filter.q),
    ],
  };
  const order = filter.when === 'upcoming' ? 'asc' : 'desc';
  const [total, found] = await Promise.all([
    database().class.count({ where }),
    database().class.findMany({ where, include: rowInclude, orderBy: { startsAt: order }, skip: (filter.page - 1) * pageSize, take: pageSize }),
  ]);
  return { rows: found.map((row) => classRow(actor, row, now)), total, page: filter.page, pageCount: Math.max(1, Math.ceil(total / pageSize)) };
}

/** Classes whose title or teacher's name has this in it, however they are spelled. */
export function matchesClass(q: string): Prisma.ClassWhereInput {
  const contains = literalPattern(foldForSearch(q));
  return contains === '' ? {} : { OR: [{ searchText: { contains, mode: 'insensitive' } }, { owner: { searchText: { contains, mode: 'insensitive' } } }] };
}

/** Upcoming: to begin, or begun within the hour, or being held. Past: everything else that was not cancelled. */
function whenCondition(when: ClassListFilter['when'], now: Date): Prisma.ClassWhereInput {
  if (when === 'cancelled') return { cancelledAt: { not: null } };
  const held = { meetings: { some: { openClassId: { not: null } } } };
  const toCome = { startsAt: { gte: new Date(now.getTime() - hourMs) } };
  if (when === 'upcoming') return { cancelledAt: null, OR: [held, toCome] };
  return { cancelledAt: null, NOT: { OR: [held, toCome] } };
}

/** Classes that begin within a span, in order, cancelled ones left out. */
export async function listClassesBetween(actor: Actor, from: Date, to: Date): Promise<ClassRow[]> {
  const now = new Date();
  const found = await database().class.findMany({
    where: { AND: [visibleClasses(actor), { cancelledAt: null, startsAt: { gte: from, lt: to } }] },
    include: rowInclude,
    orderBy: { startsAt: 'asc' },
    take: 200,
  });
  return found.map((row) => classRow(actor, row, now));
}

/** What is next: a class being held, else the first still to come. Admins are asked about their own classes only. */
export async function nextClass(actor: Actor): Promise<ClassRow | null> {
  const now = new Date();
  const found = await database().class.findMany({
    where: { AND: [ownClasses(actor), { cancelledAt: null }, { OR: [{ meetings: { some: { openClassId: { not: null } } } }, { startsAt: { gte: new Date(now.getTime() - longestClassMs) } }] }] },
    include: rowInclude,
    orderBy: { startsAt: 'asc' },
    take: 50,
  });
  const rows = found.map((row) => classRow(actor, row, now));
  return rows.find(({ state }) => state === 'open') ?? rows.find(({ state }) => state === 'scheduled') ?? null;
}

/** A class with its settings; the access code only for those who may see it. */
export async function getClass(actor: Actor, classId: string) {
  assertUser(actor);
  const found = await database().class.findUnique({
    where: { id: classId },
    include: { ...rowInclude, members: { where: { userId: actor.userId }, select: { userId: true } } },
  });
  if (!found) throw new AppError('notFound');
  const relation = { isOwner: found.ownerId === actor.userId, isMember: found.members.length > 0 };
  assertMay(actor, 'class.view', relation);
  const row = classRow(actor, found, new Date());
  const memberCount = await database().classMember.count({ where: { classId } });
  return {
    ...row,
    description: found.description,
    timeZone: found.timeZone,
    memberCount,
    guestsAllowed: found.guestsAllowed,
    hasAccessCode: found.accessCode !== null,
    accessCode: may(actor.role, 'class.seeAccessCode', relation) ? found.accessCode : null,
    waitingRoom: found.waitingRoom,
    ...pickSwitches(found),
    maxParticipants: found.maxParticipants,
    mayUpdate: may(actor.role, 'class.update', relation) && row.state !== 'cancelled',
    mayCancel: may(actor.role, 'class.cancel', relation) && row.state === 'scheduled',
    maySeeMeetings: may(actor.role, 'meeting.listPast', relation),
  };
}

export type ClassDetail = Awaited<ReturnType<typeof getClass>>;
