import type { BbbSession, Prisma } from '#generated/prisma/client.ts';
import { isPerson } from '#lib/meetings/participants.ts';
import { enqueue } from '#lib/outbox/enqueue.ts';

type Db = Prisma.TransactionClient;

/** What a hook may be told of (A16), as far as Kelas knows of it. */
export type HookEvent = 'meeting-created' | 'meeting-ended' | 'user-joined' | 'user-left' | 'rap-published' | 'rap-unpublished' | 'rap-deleted';

interface HookMessage {
  event: HookEvent;
  /** Moment of the event. */
  at: Date;
  /** Sets apart two events of one kind in one meeting. */
  of?: string;
  attributes?: Record<string, Prisma.InputJsonValue>;
}

type Told = Pick<BbbSession, 'id' | 'accountId' | 'externalId' | 'internalId' | 'name'>;

/** Queues an event for every hook that listens, in the transaction that made it happen. */
export async function queueForHooks(db: Db, session: Told, { event, at, of = '', attributes = {} }: HookMessage): Promise<void> {
  const hooks = await db.bbbHook.findMany({ where: { accountId: session.accountId, OR: [{ externalId: null }, { externalId: session.externalId }] } });
  const listening = hooks.filter(({ eventIds }) => eventIds.length === 0 || eventIds.includes(event));
  if (listening.length === 0) return;
  const meeting = { 'internal-meeting-id': session.internalId, 'external-meeting-id': session.externalId };
  const payload = { data: { type: 'event', id: event, attributes: { meeting, ...attributes }, event: { ts: at.getTime() } } };
  await enqueue(db, listening.map(({ id, callbackUrl }) => ({
    accountId: session.accountId, kind: 'hook', hookId: id, lane: `hook:${id}`, url: callbackUrl, onceKey: `${id}:${session.id}:${event}:${of}`, payload,
  })));
}

export async function queueCreated(db: Db, session: BbbSession): Promise<void> {
  await queueForHooks(db, session, {
    event: 'meeting-created', at: session.createdAt,
    attributes: { meeting: { 'internal-meeting-id': session.internalId, 'external-meeting-id': session.externalId, name: session.name, 'is-breakout': session.parentId !== null, duration: session.duration, 'create-time': session.createdAt.getTime() } },
  });
}

interface StayNews {
  meetingId: string;
  participantSid: string;
  participantId: string;
  name: string;
  at: Date;
  hasLeft: boolean;
}

/** Tells hooks that somebody came or left, when the meeting was made through this API. */
export async function queueStay(db: Db, { meetingId, participantSid, participantId, name, at, hasLeft }: StayNews): Promise<void> {
  if (!isPerson(participantId)) return;
  const session = await db.bbbSession.findUnique({ where: { meetingId } });
  if (!session || (await db.bbbHook.count({ where: { accountId: session.accountId } })) === 0) return;
  const visit = await db.visit.findFirst({ where: { classId: session.classId, participantId }, orderBy: { createdAt: 'desc' }, select: { externalUserId: true, isModerator: true } });
  const user = { 'internal-user-id': participantId, 'external-user-id': visit?.externalUserId ?? participantId, name, role: visit?.isModerator ? 'MODERATOR' : 'VIEWER' };
  await queueForHooks(db, session, { event: hasLeft ? 'user-left' : 'user-joined', at, of: participantSid, attributes: { user } });
}
