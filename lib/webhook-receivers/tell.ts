import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import { enqueue } from '#lib/outbox/enqueue.ts';
import { classFields, meetingFields, recordingFields, shapeClass, shapeMeeting, shapeRecording, shapeStay, stayFields } from '#lib/outside-classes/shapes.ts';
import { reaching } from '#lib/outside-classes/reach.ts';
import type { EventType } from './event-types.ts';
import { eventData } from './events.ts';

type Db = Prisma.TransactionClient;

interface Event<Type extends EventType> {
  at: Date;
  /** What makes two events of one type the same one, which is told once. */
  of: string;
  data: z.input<(typeof eventData)[Type]>;
}

const jsonObject = z.record(z.string(), z.json());

/** A receiver hears everything in order. */
function laneOf(receiverId: string): string {
  return `receiver:${receiverId}`;
}

/**
 * Queues events of a class for every receiver that listens for them, in the transaction that made them happen. A class made in the
 * portal has those of systems that reach the whole school. Without any, nothing is read.
 */
async function tell<Type extends EventType>(db: Db, classId: string, type: Type, readEvents: () => Promise<Event<Type>[]>): Promise<void> {
  const receivers = await db.webhookReceiver.findMany({
    where: { disabledAt: null, account: reaching(classId), OR: [{ events: { isEmpty: true } }, { events: { has: type } }] },
    select: { id: true, accountId: true },
  });
  if (receivers.length === 0) return;
  const told = (await readEvents()).map(({ at, of, data }) => ({ of, payload: { type, timestamp: at.toISOString(), data: jsonObject.parse(eventData[type].parse(data)) } }));
  await enqueue(db, receivers.flatMap(({ id, accountId }) => told.map(({ of, payload }) => ({ accountId, kind: 'webhook' as const, receiverId: id, lane: laneOf(id), onceKey: `${id}:${type}:${of}`, payload }))));
}

export async function tellClass(db: Db, classId: string, type: 'class.created' | 'class.updated' | 'class.cancelled'): Promise<void> {
  await tell(db, classId, type, async () => {
    const row = await db.class.findUniqueOrThrow({ where: { id: classId }, select: classFields });
    return [{ at: new Date(), of: randomUUID(), data: { class: shapeClass(row) } }];
  });
}

/** That a meeting began or ended; each is told once. */
export async function tellMeeting(db: Db, { id, classId }: { id: string; classId: string }, type: 'meeting.started' | 'meeting.ended', at: Date): Promise<void> {
  await tell(db, classId, type, async () => [{ at, of: id, data: { meeting: shapeMeeting(await db.meeting.findUniqueOrThrow({ where: { id }, select: meetingFields })) } }]);
}

/** That people came or left; each stay is told of once. */
export async function tellStays(db: Db, meetingId: string, stayIds: readonly string[], type: 'participant.joined' | 'participant.left'): Promise<void> {
  if (stayIds.length === 0) return;
  const meeting = await db.meeting.findUniqueOrThrow({ where: { id: meetingId }, select: meetingFields });
  const classId = meeting.class.id;
  await tell(db, classId, type, async () => {
    const stays = await db.attendance.findMany({ where: { id: { in: [...stayIds] } }, select: stayFields, orderBy: { joinedAt: 'asc' } });
    const visits = await db.visit.findMany({ where: { classId, participantId: { in: stays.map(({ participantId }) => participantId) } }, distinct: ['participantId'], select: { participantId: true, externalUserId: true } });
    const external = new Map(visits.map(({ participantId, externalUserId }) => [participantId, externalUserId]));
    return stays.map((stay) => ({
      at: type === 'participant.left' ? (stay.leftAt ?? new Date()) : stay.joinedAt,
      of: stay.id,
      data: { meeting: shapeMeeting(meeting), participant: shapeStay(stay, external.get(stay.participantId) ?? null) },
    }));
  });
}

type RecordingEvent = 'recording.ready' | 'recording.published' | 'recording.unpublished' | 'recording.deleted' | 'recording.restored';

/** What became of a recording; that it is ready is told once. */
export async function tellRecording(db: Db, { id, classId }: { id: string; classId: string }, type: RecordingEvent): Promise<void> {
  await tell(db, classId, type, async () => {
    const row = await db.recording.findUniqueOrThrow({ where: { id }, select: recordingFields });
    return [{ at: new Date(), of: type === 'recording.ready' ? id : randomUUID(), data: { recording: shapeRecording(row) } }];
  });
}
