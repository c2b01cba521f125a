import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import { assertMay, assertUser, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { secondsOf } from '#lib/meetings/attendance.ts';
import { pollFigure, type PersonFigure, type PollFigure } from './read.ts';

const spans = z.array(z.tuple([z.number(), z.number()]));

/** What was done in a meeting, as pages show it. */
export interface MeetingFiguresView {
  title: string;
  startedAt: Date;
  endedAt: Date;
  people: PersonFigure[];
  polls: PollFigure[];
}

/** What people did in a meeting, who talked most first; null while it is not known (yet). */
export async function getMeetingFigures(actor: Actor, meetingId: string): Promise<MeetingFiguresView | null> {
  const found = await database().meeting.findUnique({
    where: { id: meetingId },
    include: { class: { select: { title: true, ownerId: true } }, figures: { include: { people: { orderBy: [{ talkedSeconds: 'desc' }, { name: 'asc' }], take: 1000 } } } },
  });
  if (!found) throw new AppError('notFound');
  assertMay(actor, 'meeting.seeFigures', { isOwner: found.class.ownerId === actor.userId });
  if (!found.figures?.importedAt) return null;
  return {
    title: found.class.title,
    startedAt: found.startedAt,
    endedAt: found.endedAt ?? found.startedAt,
    people: found.figures.people.map((person) => ({ ...person, cameraSpans: spans.parse(person.cameraSpans) })),
    polls: z.array(pollFigure).parse(found.figures.polls),
  };
}

/** One meeting somebody attended, with what they did in it. */
export interface OwnFigures extends Pick<PersonFigure, 'talkedSeconds' | 'cameraSeconds' | 'publicMessages' | 'handsRaised' | 'votes'> {
  meetingId: string;
  title: string;
  startedAt: Date;
  attendedSeconds: number;
}

const ownPage = 20;

/** What the actor did in the meetings they attended, latest first. Nobody sees anybody else's here. */
export async function listOwnFigures(actor: Actor, page: number): Promise<FiguresPage> {
  assertUser(actor);
  assertMay(actor, 'meeting.seeOwnFigures', { isOwner: true });
  return await readFiguresOf(actor.userId, { attendances: { some: { userId: actor.userId } } }, page);
}

/** What a student of a class did in each of its meetings, also those they missed, latest first. Throws `notFound` and `notAllowed`. */
export async function listStudentFigures(actor: Actor, { classId, userId, page }: { classId: string; userId: string; page: number }): Promise<FiguresPage & { name: string; classTitle: string }> {
  const [found, student] = await Promise.all([
    database().class.findUnique({ where: { id: classId }, select: { title: true, ownerId: true } }),
    database().user.findFirst({ where: { id: userId, OR: [{ memberships: { some: { classId } } }, { attendances: { some: { meeting: { classId } } } }] }, select: { name: true } }),
  ]);
  if (!found) throw new AppError('notFound');
  assertMay(actor, 'meeting.seeFigures', { isOwner: found.ownerId === actor.userId });
  if (!student) throw new AppError('notFound');
  return { name: student.name, classTitle: found.title, ...(await readFiguresOf(userId, { classId, endReason: { not: 'failedToStart' } }, page)) };
}

/** A page of meetings with what one person did in them. */
export interface FiguresPage {
  rows: OwnFigures[];
  page: number;
  pageCount: number;
}

async function readFiguresOf(userId: string, which: Prisma.MeetingWhereInput, page: number): Promise<FiguresPage> {
  const where: Prisma.MeetingWhereInput = { AND: [which, { status: 'ended' }] };
  const [total, found] = await Promise.all([
    database().meeting.count({ where }),
    database().meeting.findMany({
      where,
      orderBy: { startedAt: 'desc' },
      skip: (page - 1) * ownPage,
      take: ownPage,
      include: {
        class: { select: { title: true } },
        attendances: { where: { userId: userId }, select: { joinedAt: true, leftAt: true } },
        figures: { select: { people: { where: { userId: userId }, take: 1 } } },
      },
    }),
  ]);
  const rows = found.map(({ id, startedAt, class: { title }, attendances, figures }) => {
    const own = figures?.people[0];
    return {
      meetingId: id, title, startedAt, attendedSeconds: Math.round(secondsOf(attendances.map(({ joinedAt, leftAt }) => ({ from: joinedAt, to: leftAt ?? joinedAt })))),
      talkedSeconds: own?.talkedSeconds ?? 0, cameraSeconds: own?.cameraSeconds ?? 0, publicMessages: own?.publicMessages ?? 0, handsRaised: own?.handsRaised ?? 0, votes: own?.votes ?? 0,
    };
  });
  return { rows, page, pageCount: Math.max(1, Math.ceil(total / ownPage)) };
}
