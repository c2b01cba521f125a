import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { endMeeting } from '#lib/meetings/end.ts';
import { listPresent } from '#lib/meetings/queries.ts';
import { startMeeting } from '#lib/meetings/start.ts';
import { reachOf } from '#lib/outside-classes/reach.ts';
import { meetingFields, meetingShape, shapeMeeting, shapeStay, stayFields, stayShape } from '#lib/outside-classes/shapes.ts';
import { createVisit } from '#lib/visits/create.ts';
import { visitInput } from '#lib/visits/schema.ts';
import { findOwnClass, ofClass } from './classes.ts';
import { externalUsers } from './external-users.ts';
import { onlyOfClass, reachedOf } from './of-class.ts';
import { operation, type RestCall } from './operation.ts';
import { cursor, limit, next, pageOf, placeOf } from './page.ts';

const startedMeeting = z.object({ meetingId: z.uuid().nullable().meta({ description: 'Null when none was being held' }) });
export const presentPerson = z.object({ participantId: z.string(), name: z.string(), isModerator: z.boolean(), since: z.iso.datetime() }).meta({ id: 'PresentPerson' });
export const ofMeeting = z.object({ meetingId: z.uuid() });

async function findOpenMeeting(classId: string): Promise<string | null> {
  const open = await database().meeting.findUnique({ where: { openClassId: classId }, select: { id: true } });
  return open?.id ?? null;
}

/** A meeting of a class the account reaches; throws `notFound`. */
export async function findOwnMeeting({ account }: RestCall, id: string): Promise<z.input<typeof meetingShape>> {
  const found = await database().meeting.findFirst({ where: { id, class: reachOf(account) }, select: meetingFields });
  if (!found) throw new AppError('notFound', { field: 'meetingId' });
  return shapeMeeting(found);
}

export const meetingOperations = [
  operation({
    id: 'startClass', method: 'post', path: '/classes/{externalId}/start', scope: 'meetings:control', summary: 'Start the class, or find it started',
    params: ofClass,
    answer: startedMeeting,
    run: async (call, { params }) => startMeeting(call.context, (await findOwnClass(call, params.externalId)).classId),
  }),
  operation({
    id: 'endClass', method: 'post', path: '/classes/{externalId}/end', scope: 'meetings:control', summary: 'End the meeting of the class for everybody',
    params: ofClass,
    answer: startedMeeting,
    async run(call, { params }) {
      const meetingId = await findOpenMeeting((await findOwnClass(call, params.externalId)).classId);
      if (meetingId !== null) await endMeeting(call.context, meetingId);
      return { meetingId };
    },
  }),
  operation({
    id: 'listPeople', method: 'get', path: '/classes/{externalId}/people', scope: 'meetings:read', summary: 'Who is in the class now; moderators first',
    params: ofClass,
    answer: z.object({ people: z.array(presentPerson) }),
    async run(call, { params }) {
      const meetingId = await findOpenMeeting((await findOwnClass(call, params.externalId)).classId);
      return { people: meetingId === null ? [] : await listPresent(call.context.actor, meetingId) };
    },
  }),
  operation({
    id: 'createVisit', method: 'post', path: '/classes/{externalId}/visits', scope: 'people:invite', summary: 'A link for one person, good once and for ten minutes: opening it leads into the class without signing in',
    params: ofClass,
    body: visitInput.omit({ classId: true }),
    answer: z.object({ url: z.url(), participantId: z.string().meta({ description: 'The same for the same person every time' }) }),
    async run(call, { params, body }) {
      const { classId } = await findOwnClass(call, params.externalId);
      const { url, participantId } = await createVisit(call.account, { ...body, classId });
      return { url, participantId };
    },
  }),
  operation({
    id: 'listMeetings', method: 'get', path: '/meetings', scope: 'meetings:read', summary: 'List the meetings of the classes the account reaches, those being held too; latest first',
    query: z.object({ ...onlyOfClass, status: z.enum(['starting', 'active', 'ended']).optional().meta({ description: '`active` ones are being held' }), after: cursor.optional(), limit }),
    answer: z.object({ meetings: z.array(meetingShape), next }),
    async run({ account }, { query: { status, after, limit: size, ...only } }) {
      const found = await database().meeting.findMany({
        where: { class: reachedOf(account, only), ...(status ? { status } : {}), ...(after === undefined ? {} : startedBefore(after)) },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take: size + 1, select: meetingFields,
      });
      const page = pageOf(found, size, (row) => ({ at: row.startedAt, id: row.id }));
      return { meetings: page.rows.map(shapeMeeting), next: page.next };
    },
  }),
  operation({
    id: 'getMeeting', method: 'get', path: '/meetings/{meetingId}', scope: 'meetings:read', summary: 'Read a meeting',
    params: ofMeeting,
    answer: meetingShape,
    run: (call, { params }) => findOwnMeeting(call, params.meetingId),
  }),
  operation({
    id: 'listAttendance', method: 'get', path: '/meetings/{meetingId}/attendance', scope: 'meetings:read', summary: 'Who was in a meeting, from when to when: a line for each stay, latest first',
    params: ofMeeting,
    query: z.object({ after: cursor.optional(), limit }),
    answer: z.object({ stays: z.array(stayShape), next }),
    async run(call, { params: { meetingId }, query: { after, limit: size } }) {
      const { class: { classId } } = await findOwnMeeting(call, meetingId);
      const found = await database().attendance.findMany({
        where: { meetingId, ...(after === undefined ? {} : joinedBefore(after)) }, orderBy: [{ joinedAt: 'desc' }, { id: 'desc' }], take: size + 1, select: stayFields,
      });
      const page = pageOf(found, size, (row) => ({ at: row.joinedAt, id: row.id }));
      const external = await externalUsers(classId, page.rows.map(({ participantId }) => participantId));
      return { stays: page.rows.map((stay) => shapeStay(stay, external.get(stay.participantId) ?? null)), next: page.next };
    },
  }),
];

function startedBefore(after: string): Prisma.MeetingWhereInput {
  const { at, id } = placeOf(after);
  return { startedAt: { lte: at }, OR: [{ startedAt: { lt: at } }, { startedAt: at, id: { lt: id } }] };
}

function joinedBefore(after: string): Prisma.AttendanceWhereInput {
  const { at, id } = placeOf(after);
  return { OR: [{ joinedAt: { lt: at } }, { joinedAt: at, id: { lt: id } }] };
}
