import { z } from 'zod';
import { getClassFigures } from '#lib/figures/class.ts';
import { getMeetingFigures } from '#lib/figures/queries.ts';
import { pollFigure, type Span } from '#lib/figures/read.ts';
import { findOwnClass, ofClass } from './classes.ts';
import { externalUsers } from './external-users.ts';
import { findOwnMeeting, ofMeeting } from './meetings.ts';
import { operation } from './operation.ts';
import { limit, next } from './page.ts';

const person = z.object({
  participantId: z.string().meta({ description: 'The same for the same person every time' }),
  externalUserId: z.string().nullable().meta({ description: 'What the system that sent them calls them; null when none did' }),
  name: z.string(),
});
const seconds = z.int().meta({ description: 'In seconds' });
const personFigures = person
  .extend({
    isModerator: z.boolean(),
    talkedSeconds: seconds,
    talkedTimes: z.int(),
    microphoneSeconds: seconds,
    cameraSeconds: seconds,
    cameraSpans: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })).meta({ description: 'When the camera was on' }),
    screenSeconds: seconds,
    publicMessages: z.int(),
    privateMessages: z.int(),
    reactions: z.int(),
    handsRaised: z.int(),
    filesShared: z.int(),
    strokes: z.int().meta({ description: 'On the whiteboard' }),
    votes: z.int(),
    badConnections: z.int().meta({ description: 'How often the connection was poor or lost' }),
  })
  .meta({ id: 'PersonFigures', description: 'What one person did in a meeting' });
const meetingFigures = z.object({
  isKnown: z.boolean().meta({ description: 'False until the meeting is over and counted, some seconds to minutes after its end' }),
  people: z.array(personFigures).meta({ description: 'Who talked most first; at most 1,000' }),
  polls: z.array(pollFigure.meta({ id: 'PollFigures', description: 'A question that was asked, and how often each answer was chosen' })),
});
const rate = z.number().nullable();
const classFigures = z.object({
  meetings: z
    .array(z.object({
      meetingId: z.uuid(), startedAt: z.iso.datetime(),
      studentCount: z.int().meta({ description: 'Students and guests who came' }),
      attendanceRate: rate.meta({ description: 'Share of the class\'s members who came, 0 to 1; null when it has none' }),
    }))
    .meta({ description: 'The latest 60, in the order they were held' }),
  averageAttendanceRate: rate.meta({ description: 'Of all these meetings together' }),
});
const studentFigures = person
  .extend({
    attended: z.int().meta({ description: 'Meetings they came to' }), attendedSeconds: seconds,
    talkedSeconds: seconds, cameraSeconds: seconds, publicMessages: z.int(), handsRaised: z.int(), votes: z.int(),
  })
  .meta({ id: 'StudentFigures', description: 'What one student or guest did in the latest 60 meetings of a class together' });

function shapeSpan([from, to]: Span): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export const figureOperations = [
  operation({
    id: 'getMeetingFigures', method: 'get', path: '/meetings/{meetingId}/figures', scope: 'meetings:read', summary: 'What people did in a meeting: how long they talked and had their camera on, messages, raised hands, votes; and what polls came to',
    params: ofMeeting,
    answer: meetingFigures,
    async run(call, { params: { meetingId } }) {
      const { class: { classId } } = await findOwnMeeting(call, meetingId);
      const figures = await getMeetingFigures(call.context.actor, meetingId);
      if (!figures) return { isKnown: false, people: [], polls: [] };
      const external = await externalUsers(classId, figures.people.map(({ participantId }) => participantId));
      const people = figures.people.map((one) => ({ ...one, externalUserId: external.get(one.participantId) ?? null, cameraSpans: one.cameraSpans.map(shapeSpan) }));
      return { isKnown: true, people, polls: figures.polls };
    },
  }),
  operation({
    id: 'getClassFigures', method: 'get', path: '/classes/{externalId}/figures', scope: 'meetings:read', summary: 'How many came to a class\'s latest meetings that are over',
    params: ofClass,
    answer: classFigures,
    async run(call, { params }) {
      const { classId } = await findOwnClass(call, params.externalId);
      const { meetings, averageRate } = await getClassFigures(call.context.actor, classId);
      return {
        meetings: meetings.map(({ meetingId, startedAt, studentCount, rate: attendanceRate }) => ({ meetingId, startedAt: startedAt.toISOString(), studentCount, attendanceRate })),
        averageAttendanceRate: averageRate,
      };
    },
  }),
  operation({
    id: 'listStudentFigures', method: 'get', path: '/classes/{externalId}/figures/students', scope: 'meetings:read', summary: 'What each student and guest did in a class\'s latest meetings together, by their participant ids',
    params: ofClass,
    query: z.object({ after: z.string().min(1).max(200).optional().meta({ description: 'The `next` of the page before' }), limit }),
    answer: z.object({ students: z.array(studentFigures), next }),
    async run(call, { params, query: { after = '', limit: size } }) {
      const { classId } = await findOwnClass(call, params.externalId);
      const { students } = await getClassFigures(call.context.actor, classId);
      const left = students.filter(({ participantId }) => participantId > after).toSorted((a, b) => (a.participantId < b.participantId ? -1 : 1));
      const page = left.slice(0, size);
      const external = await externalUsers(classId, page.map(({ participantId }) => participantId));
      return {
        students: page.map((one) => ({ ...one, attendedSeconds: Math.round(one.attendedSeconds), externalUserId: external.get(one.participantId) ?? null })),
        next: left.length > size ? (page.at(-1)?.participantId ?? null) : null,
      };
    },
  }),
];
