import { randomUUID } from 'node:crypto';
import { Prisma, type MeetingStatus } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { auditEntry } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { PlugnmeetUnavailable } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { createRoomRequest, type RoomExtras } from '#lib/plugnmeet/metadata.ts';
import { lockMeeting, markActive, markEnded } from './lifecycle.ts';
import { reconcileMeeting } from './reconcile.ts';
import { readRoomExtras } from './room-extras.ts';

interface OpenMeeting {
  id: string;
  roomId: string;
  status: MeetingStatus;
  roomExtras: unknown;
  createdAt: Date;
}

const fields = { id: true, roomId: true, status: true, roomExtras: true, createdAt: true } as const;

/** A class with the language of its teacher. */
const withLanguage = { owner: { select: { locale: true } } } as const;
type StartedClass = Prisma.ClassGetPayload<{ include: typeof withLanguage }>;

/**
 * Starts a class, or finds it started: of any number of callers at once one opens the meeting, all get the same.
 * The room is made from the class's settings as they are now.
 */
export async function startMeeting(context: RequestContext, classId: string, extras: RoomExtras = {}): Promise<{ meetingId: string }> {
  const found = await findStartable(context, classId);
  const meeting = (await findLiveMeeting(classId)) ?? (await openMeeting(context, classId, extras));
  if (meeting.status !== 'active') await createRoom(meeting, found);
  return { meetingId: meeting.id };
}

/** The same without making the room, which `openRoom` does when the first person comes: an outside system begins many meetings at once. */
export async function beginMeeting(context: RequestContext, classId: string, extras: RoomExtras): Promise<{ meetingId: string }> {
  await findStartable(context, classId);
  const { id } = (await findLiveMeeting(classId)) ?? (await openMeeting(context, classId, extras));
  return { meetingId: id };
}

/** Makes the room of a meeting that was begun, unless it is there; throws `meetingEnded` when the meeting is over. */
export async function openRoom(meetingId: string): Promise<void> {
  const meeting = await database().meeting.findUnique({ where: { id: meetingId }, select: { ...fields, class: { include: withLanguage } } });
  if (!meeting || meeting.status === 'ended') throw new AppError('meetingEnded');
  if (meeting.status === 'starting') await createRoom(meeting, meeting.class);
}

async function findStartable({ actor }: RequestContext, classId: string): Promise<StartedClass> {
  const found = await database().class.findUnique({ where: { id: classId }, include: withLanguage });
  if (!found) throw new AppError('notFound');
  assertMay(actor, 'meeting.start', { isOwner: found.ownerId === actor.userId });
  if (found.cancelledAt) throw new AppError('classCancelled');
  return found;
}

/** The open meeting, unless its room turns out to be gone. */
async function findLiveMeeting(classId: string): Promise<OpenMeeting | null> {
  const open = await findOpen(classId);
  if (open?.status !== 'active') return open;
  try {
    if (await plugnmeet().isRoomActive(open.roomId)) return open;
    await reconcileMeeting(open.id);
  } catch (error) {
    if (error instanceof PlugnmeetUnavailable) return open;
    throw error;
  }
  return findOpen(classId);
}

function findOpen(classId: string): Promise<OpenMeeting | null> {
  return database().meeting.findUnique({ where: { openClassId: classId }, select: fields });
}

/** The rows of a meeting being begun: itself, and who began it for the record. */
export function newMeeting(context: RequestContext, { classId, extras }: { classId: string; extras: RoomExtras }) {
  const id = randomUUID();
  const meeting = { id, classId, openClassId: classId, roomId: `m-${id}`, startedById: context.actor.userId, roomExtras: { ...extras } };
  return { meeting, audit: auditEntry(context, 'meeting.start', { targetId: id }) };
}

async function openMeeting(context: RequestContext, classId: string, extras: RoomExtras): Promise<OpenMeeting> {
  const { meeting, audit } = newMeeting(context, { classId, extras });
  try {
    return await database().$transaction(async (db) => {
      // Locked against cancelClass: either it sees this meeting or this sees the cancellation.
      const [row] = await db.$queryRaw<{ cancelledAt: Date | null }[]>`select "cancelledAt" from portal."Class" where id = ${classId}::uuid for share`;
      if (row?.cancelledAt) throw new AppError('classCancelled');
      const created = await db.meeting.create({ data: meeting, select: fields });
      await db.auditEntry.create({ data: audit });
      return created;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const winner = await findOpen(classId);
    // The winner's room could not be made, which it has told its own caller.
    if (!winner) throw new AppError('plugnmeetUnavailable', { cause: error });
    return winner;
  }
}

/** Creating is idempotent, so whoever finds the meeting still starting may do it: nobody depends on the first caller living on. */
async function createRoom(meeting: OpenMeeting, settings: StartedClass): Promise<void> {
  try {
    const room = await plugnmeet().createRoom(createRoomRequest(settings, { roomId: meeting.roomId, emptyTimeoutSeconds: env().EMPTY_TIMEOUT_SECONDS, language: settings.owner.locale, extras: readRoomExtras(meeting) }));
    await inLockedMeeting(meeting.id, (db, locked) => markActive(db, locked, room.sid));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // An unanswered call may have made the room: reconciling finds out.
    const mayExist = error instanceof PlugnmeetUnavailable && error.maybeApplied;
    if (!mayExist) {
      await inLockedMeeting(meeting.id, async (db, locked) => {
        if (locked.status === 'starting') await markEnded(db, locked, new Date(), 'failedToStart');
      });
    }
    throw error;
  }
}

async function inLockedMeeting(id: string, run: (db: Prisma.TransactionClient, meeting: NonNullable<Awaited<ReturnType<typeof lockMeeting>>>) => Promise<void>): Promise<void> {
  await database().$transaction(async (db) => {
    const locked = await lockMeeting(db, { id });
    if (locked) await run(db, locked);
  });
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
