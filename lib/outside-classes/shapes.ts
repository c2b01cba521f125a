import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import { env } from '#lib/env.ts';
import { fileKinds, graceDays, visibilities } from '#lib/recordings/schema.ts';

/** What made a class. */
export const classSource = z.enum(['portal', 'bbb', 'lti', 'lms', 'spreed', 'rest']).meta({ description: 'The API the class was made by, or `portal`: a person made it there' });

/** What outside systems are shown of classes, meetings, people and recordings: by the REST API and by webhooks alike. */
const classReference = z
  .object({
    classId: z.uuid(),
    source: classSource,
    externalId: z.string().nullable().meta({ description: 'What the system that made the class calls it; null for one made in the portal' }),
    title: z.string(),
  })
  .meta({ id: 'ClassReference' });

export const classShape = classReference
  .extend({
    startsAt: z.iso.datetime(),
    timeZone: z.string(),
    durationMinutes: z.int(),
    joinUrl: z.url().meta({ description: 'The page where people wait for the class and join it' }),
    isCancelled: z.boolean(),
    teacher: z.object({ personId: z.uuid(), name: z.string() }).meta({ description: 'Whose class it is' }),
    openMeetingId: z.uuid().nullable().meta({ description: 'The meeting being held now' }),
  })
  .meta({ id: 'Class' });

export const meetingShape = z
  .object({
    meetingId: z.uuid(),
    class: classReference,
    status: z.enum(['starting', 'active', 'ended']),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    endReason: z.enum(['endedByTeacher', 'emptied', 'timedOut', 'failedToStart', 'unknown']).nullable(),
  })
  .meta({ id: 'Meeting' });

export const stayShape = z
  .object({
    participantId: z.string().meta({ description: 'The same for the same person every time' }),
    externalUserId: z.string().nullable().meta({ description: 'What the system that sent them calls them; null when none did' }),
    name: z.string(),
    isModerator: z.boolean(),
    joinedAt: z.iso.datetime(),
    leftAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Stay', description: 'One time one person was in a meeting, from joining to leaving' });

const cutShape = z.object({ from: z.number(), to: z.number() }).meta({ id: 'Cut', description: 'Two moments of the original, in seconds' });

export const recordingShape = z
  .object({
    recordingId: z.uuid(),
    meetingId: z.uuid(),
    class: classReference,
    title: z.string(),
    description: z.string(),
    state: z.enum(['importing', 'ready', 'failed']),
    step: z.enum(['fetch', 'prepare', 'cut']).nullable().meta({ description: 'What is being done with it; null when nothing is' }),
    progress: z.int().nullable().meta({ description: 'How much of the step is done, in percent' }),
    failure: z.string().nullable().meta({ description: 'Why it failed, or what could not be made: `unreadable`, `gone`, `tooLarge`, `gaveUp`, `noFfmpeg`, `cutFailed`' }),
    isPublished: z.boolean(),
    visibility: z.enum(visibilities).meta({ description: 'Who may watch it once it is published: its teacher, people of the class, who has the link, everyone' }),
    recordedAt: z.iso.datetime(),
    durationSeconds: z.number().nullable().meta({ description: 'Of the original' }),
    cut: cutShape.nullable().meta({ description: 'What viewers see of it; null when that is all. They see nothing until there is a file `cut`' }),
    captions: z.array(z.string()).meta({ description: 'The languages it has captions in' }),
    isKept: z.boolean().meta({ description: 'Whether the rule about old recordings leaves it alone' }),
    watchUrl: z.url().nullable().meta({ description: 'Where it can be watched without an account; null unless it is published that far' }),
    files: z.array(z.object({ kind: z.enum(fileKinds), mime: z.string(), bytes: z.int() })),
    deletedAt: z.iso.datetime().nullable(),
    restorableUntil: z.iso.datetime().nullable().meta({ description: 'Until then a deleted recording can be brought back' }),
  })
  .meta({ id: 'Recording' });

export const classFields = {
  id: true, title: true, startsAt: true, timeZone: true, durationMinutes: true, joinCode: true, cancelledAt: true,
  outside: { select: { source: true, externalId: true } }, owner: { select: { id: true, name: true } }, meetings: { where: { openClassId: { not: null } }, select: { id: true } },
} as const satisfies Prisma.ClassSelect;

const referenceFields = { select: { id: true, title: true, outside: { select: { source: true, externalId: true } } } } as const;
export const meetingFields = { id: true, status: true, startedAt: true, endedAt: true, endReason: true, class: referenceFields } as const satisfies Prisma.MeetingSelect;
export const recordingFields = {
  id: true, meetingId: true, title: true, description: true, state: true, published: true, visibility: true, recordedAt: true, durationSeconds: true, linkCode: true, deletedAt: true,
  step: true, progress: true, failure: true, cutFrom: true, cutTo: true, kept: true, textTracks: { select: { language: true }, orderBy: { language: 'asc' } },
  files: { select: { kind: true, mime: true, bytes: true }, orderBy: { kind: 'asc' } }, class: referenceFields,
} as const satisfies Prisma.RecordingSelect;
export const stayFields = { id: true, meetingId: true, participantId: true, name: true, isModerator: true, joinedAt: true, leftAt: true } as const satisfies Prisma.AttendanceSelect;

type Referenced = Prisma.ClassGetPayload<typeof referenceFields>;

function shapeReference({ id, title, outside }: Referenced): z.input<typeof classReference> {
  return { classId: id, title, source: outside?.source ?? 'portal', externalId: outside?.externalId ?? null };
}

export function shapeClass(row: Prisma.ClassGetPayload<{ select: typeof classFields }>): z.input<typeof classShape> {
  const { startsAt, timeZone, durationMinutes, joinCode, cancelledAt, owner, meetings } = row;
  return {
    ...shapeReference(row), startsAt: startsAt.toISOString(), timeZone, durationMinutes, joinUrl: `${env().PORTAL_URL}/join/${joinCode}`,
    isCancelled: cancelledAt !== null, teacher: { personId: owner.id, name: owner.name }, openMeetingId: meetings[0]?.id ?? null,
  };
}

export function shapeMeeting({ id, class: held, status, startedAt, endedAt, endReason }: Prisma.MeetingGetPayload<{ select: typeof meetingFields }>): z.input<typeof meetingShape> {
  return { meetingId: id, class: shapeReference(held), status, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, endReason };
}

export function shapeStay({ participantId, name, isModerator, joinedAt, leftAt }: Prisma.AttendanceGetPayload<{ select: typeof stayFields }>, externalUserId: string | null): z.input<typeof stayShape> {
  return { participantId, externalUserId, name, isModerator, joinedAt: joinedAt.toISOString(), leftAt: leftAt?.toISOString() ?? null };
}

const dayMs = 86_400_000;

export function shapeRecording(row: Prisma.RecordingGetPayload<{ select: typeof recordingFields }>): z.input<typeof recordingShape> {
  const { id, meetingId, title, description, state, published, visibility, recordedAt, durationSeconds, linkCode, deletedAt, files } = row;
  const { step, progress, failure, cutFrom, cutTo, kept, textTracks } = row;
  const isShared = published && deletedAt === null && state === 'ready' && (visibility === 'link' || visibility === 'public');
  return {
    recordingId: id, meetingId, class: shapeReference(row.class), title, description, state, step, progress: step && progress, failure, isPublished: published, visibility,
    recordedAt: recordedAt.toISOString(), durationSeconds, cut: cutFrom === null || cutTo === null ? null : { from: cutFrom, to: cutTo },
    captions: textTracks.map(({ language }) => language), isKept: kept, watchUrl: isShared ? `${env().PORTAL_URL}/watch/${linkCode}` : null,
    files: files.map(({ kind, mime, bytes }) => ({ kind, mime, bytes: Number(bytes) })),
    deletedAt: deletedAt?.toISOString() ?? null, restorableUntil: deletedAt && new Date(deletedAt.getTime() + graceDays * dayMs).toISOString(),
  };
}
