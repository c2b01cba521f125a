import type { Prisma } from '#generated/prisma/client.ts';
import { assertMay, assertMaySometimes, assertUser, type Actor } from '#lib/actor.ts';
import { matchesClass, type Page } from '#lib/classes/queries.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { may, scopeOf, type Permission } from '#lib/permissions.ts';
import { attendees, type Attendee } from './attendance.ts';
import type { PastMeetingsFilter } from './schema.ts';

const pageSize = 20;

/** The meetings an actor may list under a permission, as a condition. */
function visibleMeetings(actor: Actor, permission: Permission): Prisma.MeetingWhereInput {
  assertMaySometimes(actor, permission);
  assertUser(actor);
  return scopeOf(actor.role, permission) === 'any' ? {} : { class: { ownerId: actor.userId } };
}

/** A meeting being held, as lists show it; plain data for JSON. */
export interface ActiveMeeting {
  meetingId: string;
  classId: string;
  title: string;
  teacherName: string;
  joinCode: string;
  startedAt: string;
  /** People in it now. */
  presentCount: number;
  /** Whether the room is still being made. */
  isStarting: boolean;
}

/** The meetings being held right now. */
export async function listActiveMeetings(actor: Actor): Promise<ActiveMeeting[]> {
  const found = await database().meeting.findMany({
    where: { AND: [visibleMeetings(actor, 'meeting.listActive'), { openClassId: { not: null } }] },
    include: { class: { select: { title: true, joinCode: true, owner: { select: { name: true } } } }, attendances: { where: { leftAt: null }, select: { participantId: true } } },
    orderBy: { startedAt: 'desc' },
    take: 100,
  });
  return found.map((meeting) => ({
    meetingId: meeting.id,
    classId: meeting.classId,
    title: meeting.class.title,
    teacherName: meeting.class.owner.name,
    joinCode: meeting.class.joinCode,
    startedAt: meeting.startedAt.toISOString(),
    presentCount: new Set(meeting.attendances.map(({ participantId }) => participantId)).size,
    isStarting: meeting.status === 'starting',
  }));
}

/** Somebody in a meeting right now; plain data for JSON. */
export interface PresentPerson {
  participantId: string;
  name: string;
  isModerator: boolean;
  since: string;
}

/** Who is in a meeting now, teachers first; nobody once it is over. */
export async function listPresent(actor: Actor, meetingId: string): Promise<PresentPerson[]> {
  const found = await database().meeting.findUnique({
    where: { id: meetingId },
    include: { class: { select: { ownerId: true } }, attendances: { where: { leftAt: null }, orderBy: { joinedAt: 'asc' }, take: 1000 } },
  });
  if (!found) throw new AppError('notFound');
  assertMay(actor, 'meeting.seeAttendance', { isOwner: found.class.ownerId === actor.userId });
  if (found.status === 'ended') return [];
  const byPerson = new Map(found.attendances.map((stay) => [stay.participantId, stay]));
  return [...byPerson.values()]
    .map(({ participantId, name, isModerator, joinedAt }) => ({ participantId, name, isModerator, since: joinedAt.toISOString() }))
    .toSorted((a, b) => Number(b.isModerator) - Number(a.isModerator) || a.name.localeCompare(b.name));
}

/** A meeting that is over, as lists show it. */
export interface PastMeeting {
  meetingId: string;
  classId: string;
  title: string;
  teacherName: string;
  startedAt: Date;
  endedAt: Date;
  attendeeCount: number;
}

/** Meetings that are over, latest first; of one class when asked. Those that never came to be are left out. */
export async function listPastMeetings(actor: Actor, filter: PastMeetingsFilter, classId?: string): Promise<Page<PastMeeting>> {
  const where: Prisma.MeetingWhereInput = {
    AND: [
      visibleMeetings(actor, 'meeting.listPast'),
      { status: 'ended', endReason: { not: 'failedToStart' } },
      classId === undefined ? {} : { classId },
      filter.q === '' ? {} : { class: matchesClass(filter.q) },
    ],
  };
  const [total, found] = await Promise.all([
    database().meeting.count({ where }),
    database().meeting.findMany({
      where,
      include: { class: { select: { title: true, owner: { select: { name: true } } } }, attendances: { distinct: ['participantId'], select: { participantId: true } } },
      orderBy: { startedAt: 'desc' },
      skip: (filter.page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  const rows = found.map((meeting) => ({
    meetingId: meeting.id,
    classId: meeting.classId,
    title: meeting.class.title,
    teacherName: meeting.class.owner.name,
    startedAt: meeting.startedAt,
    endedAt: meeting.endedAt ?? meeting.startedAt,
    attendeeCount: meeting.attendances.length,
  }));
  return { rows, total, page: filter.page, pageCount: Math.max(1, Math.ceil(total / pageSize)) };
}

/** A meeting with who attended it, from when to when. */
export async function getMeeting(actor: Actor, meetingId: string) {
  const found = await database().meeting.findUnique({
    where: { id: meetingId },
    include: { class: { select: { title: true, ownerId: true, joinCode: true, owner: { select: { name: true } } } }, attendances: { orderBy: { joinedAt: 'asc' } } },
  });
  if (!found) throw new AppError('notFound');
  const relation = { isOwner: found.class.ownerId === actor.userId };
  assertMay(actor, 'meeting.seeAttendance', relation);
  const people: Attendee[] = attendees(found.attendances.map((stay) => ({ ...stay, isGuest: stay.userId === null })), new Date());
  return {
    meetingId: found.id,
    classId: found.classId,
    title: found.class.title,
    teacherName: found.class.owner.name,
    joinCode: found.class.joinCode,
    status: found.status,
    startedAt: found.startedAt,
    endedAt: found.endedAt,
    endReason: found.endReason,
    mayEnd: may(actor.role, 'meeting.end', relation) && found.status === 'active',
    attendees: people,
  };
}

export type MeetingDetail = Awaited<ReturnType<typeof getMeeting>>;
