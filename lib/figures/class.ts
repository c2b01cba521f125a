import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { attendees } from '#lib/meetings/attendance.ts';
import type { PersonFigure } from './read.ts';

/** The latest; older ones have their own pages. */
const mostMeetings = 60;

/** One time the class was held. */
export interface ClassMeeting {
  meetingId: string;
  startedAt: Date;
  /** Students and guests who came. */
  studentCount: number;
  /** Share of the class's members who came, 0 to 1; null when it has none. */
  rate: number | null;
}

/** What is summed up over meetings. */
export type SummedFigures = Pick<PersonFigure, 'talkedSeconds' | 'cameraSeconds' | 'publicMessages' | 'handsRaised' | 'votes'>;

/** One student or guest over the meetings of a class. */
export interface ClassStudent extends SummedFigures {
  participantId: string;
  /** Their account; null for guests. */
  userId: string | null;
  name: string;
  /** Meetings they came to. */
  attended: number;
  attendedSeconds: number;
}

export interface ClassFiguresView {
  classId: string;
  title: string;
  /** In the order they were held. */
  meetings: ClassMeeting[];
  /** Who came most often first. */
  students: ClassStudent[];
  /** Of all meetings together; null when the class has no members. */
  averageRate: number | null;
}

/** How a class went over its latest meetings. Throws `notFound` and `notAllowed`. */
export async function getClassFigures(actor: Actor, classId: string): Promise<ClassFiguresView> {
  const found = await database().class.findUnique({
    where: { id: classId },
    select: { title: true, ownerId: true, members: { select: { user: { select: { id: true, name: true, role: true } } } } },
  });
  if (!found) throw new AppError('notFound');
  assertMay(actor, 'meeting.seeFigures', { isOwner: found.ownerId === actor.userId });
  const held = await readMeetings(classId);
  const members = new Map(found.members.filter(({ user }) => user.role === 'student').map(({ user }) => [user.id, user.name]));
  const meetings = held.map(({ meetingId, startedAt, people }) => {
    const students = people.filter(({ isModerator }) => !isModerator);
    const came = students.filter(({ participantId }) => members.has(participantId)).length;
    return { meetingId, startedAt, studentCount: students.length, rate: members.size === 0 ? null : came / members.size };
  });
  const rates = meetings.flatMap(({ rate }) => rate ?? []);
  const averageRate = rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return { classId, title: found.title, meetings, students: studentsOf(held, members), averageRate };
}

async function readMeetings(classId: string) {
  const found = await database().meeting.findMany({
    where: { classId, status: 'ended', endReason: { not: 'failedToStart' } },
    select: {
      id: true, startedAt: true, attendances: true,
      figures: { select: { people: { select: { participantId: true, talkedSeconds: true, cameraSeconds: true, publicMessages: true, handsRaised: true, votes: true } } } },
    },
    orderBy: { startedAt: 'desc' },
    take: mostMeetings,
  });
  const now = new Date();
  return found.toReversed().map(({ id, startedAt, attendances, figures }) => ({
    meetingId: id,
    startedAt,
    people: attendees(attendances.map((stay) => ({ ...stay, isGuest: stay.userId === null })), now),
    figures: new Map(figures?.people.map((person) => [person.participantId, person])),
  }));
}

function studentsOf(held: Awaited<ReturnType<typeof readMeetings>>, members: ReadonlyMap<string, string>): ClassStudent[] {
  const students = new Map([...members].map(([id, name]) => [id, newStudent(id, id, name)]));
  for (const { people, figures } of held) {
    for (const { participantId, name, isModerator, isGuest, totalSeconds } of people) {
      if (isModerator) continue;
      const student = students.get(participantId) ?? newStudent(participantId, isGuest ? null : participantId, name);
      const did = figures.get(participantId);
      students.set(participantId, {
        ...student,
        attended: student.attended + 1,
        attendedSeconds: student.attendedSeconds + totalSeconds,
        talkedSeconds: student.talkedSeconds + (did?.talkedSeconds ?? 0),
        cameraSeconds: student.cameraSeconds + (did?.cameraSeconds ?? 0),
        publicMessages: student.publicMessages + (did?.publicMessages ?? 0),
        handsRaised: student.handsRaised + (did?.handsRaised ?? 0),
        votes: student.votes + (did?.votes ?? 0),
      });
    }
  }
  return [...students.values()].toSorted((left, right) => right.attended - left.attended || left.name.localeCompare(right.name));
}

function newStudent(participantId: string, userId: string | null, name: string): ClassStudent {
  return { participantId, userId, name, attended: 0, attendedSeconds: 0, talkedSeconds: 0, cameraSeconds: 0, publicMessages: 0, handsRaised: 0, votes: 0 };
}
