import type { Prisma } from '#generated/prisma/client.ts';
import { sessionMetadata } from './session.ts';

interface Ended {
  meetingId: string | null;
  externalId: string;
  internalId: string;
  classId: string;
  metadata: Prisma.JsonValue;
  createdAt: Date;
}

/** What a learning dashboard is told of a meeting (C3): who was there from when to when. Times are ISO 8601, durations seconds. */
export async function analyticsPayload(db: Prisma.TransactionClient, session: Ended): Promise<Prisma.InputJsonObject> {
  const stays = session.meetingId === null ? [] : await db.attendance.findMany({ where: { meetingId: session.meetingId }, orderBy: { joinedAt: 'asc' } });
  const meeting = session.meetingId === null ? null : await db.meeting.findUnique({ where: { id: session.meetingId }, select: { startedAt: true, endedAt: true } });
  const visits = await db.visit.findMany({ where: { classId: session.classId }, distinct: ['participantId'], select: { participantId: true, externalUserId: true } });
  const externalIds = new Map(visits.map(({ participantId, externalUserId }) => [participantId, externalUserId]));
  const start = meeting?.startedAt ?? session.createdAt;
  const finish = meeting?.endedAt ?? start;
  const attendees = [...Map.groupBy(stays, ({ participantId }) => participantId)].map(([participantId, own]) => ({
    ext_user_id: externalIds.get(participantId) ?? participantId,
    name: own.at(-1)?.name ?? '',
    moderator: own.some(({ isModerator }) => isModerator),
    duration: own.reduce((sum, { joinedAt, leftAt }) => sum + seconds(joinedAt, leftAt ?? finish), 0),
    joins: own.map(({ joinedAt }) => joinedAt.toISOString()),
    leaves: own.flatMap(({ leftAt }) => (leftAt ? [leftAt.toISOString()] : [])),
  }));
  return {
    version: '1.0', meeting_id: session.externalId, internal_meeting_id: session.internalId,
    data: { metadata: sessionMetadata.parse(session.metadata), duration: seconds(start, finish), start: start.toISOString(), finish: finish.toISOString(), attendees, files: [], polls: [] },
  };
}

function seconds(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}
