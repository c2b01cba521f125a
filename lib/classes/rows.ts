import type { Prisma } from '#generated/prisma/client.ts';
import type { Actor } from '#lib/actor.ts';
import { classState } from '#lib/meetings/class-state.ts';
import type { ClassState } from '#lib/meetings/schema.ts';
import { may, scopeOf } from '#lib/permissions.ts';

/** A class as lists show it. */
export interface ClassRow {
  id: string;
  title: string;
  startsAt: Date;
  durationMinutes: number;
  teacherName: string;
  joinCode: string;
  state: ClassState;
  openMeetingId: string | null;
  isOwner: boolean;
  mayStart: boolean;
  /** The outside system it was made by. */
  madeBy: string | null;
}

/** What a row is made from: the class, its teacher, and its latest meeting that took place. */
export const rowInclude = {
  owner: { select: { name: true } },
  outside: { select: { account: { select: { name: true } } } },
  meetings: {
    where: { OR: [{ openClassId: { not: null } }, { endReason: { not: 'failedToStart' } }] },
    orderBy: { startedAt: 'desc' },
    take: 1,
    select: { id: true, status: true, endedAt: true },
  },
} satisfies Prisma.ClassInclude;

type Found = Prisma.ClassGetPayload<{ include: typeof rowInclude }>;

export function classRow(actor: Actor, found: Found, now: Date): ClassRow {
  const latest = found.meetings[0];
  const isOwner = found.ownerId === actor.userId;
  const state = classState({
    startsAt: found.startsAt,
    durationMinutes: found.durationMinutes,
    cancelledAt: found.cancelledAt,
    isOpen: latest?.status === 'active',
    lastEndedAt: latest?.status === 'ended' ? latest.endedAt : null,
  }, now);
  return {
    id: found.id,
    title: found.title,
    startsAt: found.startsAt,
    durationMinutes: found.durationMinutes,
    teacherName: found.owner.name,
    joinCode: found.joinCode,
    state,
    openMeetingId: latest?.status === 'active' ? latest.id : null,
    isOwner,
    mayStart: may(actor.role, 'meeting.start', { isOwner }) && state !== 'cancelled',
    madeBy: found.outside?.account.name ?? null,
  };
}

/** The classes an actor sees in lists, as a condition; nothing for those who see none. */
export function visibleClasses(actor: Actor): Prisma.ClassWhereInput {
  const scope = scopeOf(actor.role, 'class.list');
  if (actor.role === 'guest' || scope === null) return { id: { in: [] } };
  if (scope === 'any') return {};
  return scope === 'own' ? { ownerId: actor.userId } : { members: { some: { userId: actor.userId } } };
}

/** The classes that are the actor's own affair: an admin sees all, and teaches or attends only these. */
export function ownClasses(actor: Actor): Prisma.ClassWhereInput {
  return actor.role === 'admin' ? { ownerId: actor.userId } : visibleClasses(actor);
}
