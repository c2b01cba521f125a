import { Prisma } from '#generated/prisma/client.ts';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { PlugnmeetUnavailable } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { createRoomRequest, type RoomSettings } from '#lib/plugnmeet/metadata.ts';
import { lockMeeting, markActive, markEnded } from './lifecycle.ts';
import { reconcileMeeting } from './reconcile.ts';

interface OpenMeeting {
  id: string;
  roomId: string;
  status: 'starting' | 'active' | 'ended';
}

/**
 * Starts a class, or finds it started: of any number of callers at once one opens the meeting, all get the same.
 * The room is made from the class's settings as they are now.
 */
export async function startMeeting(context: RequestContext, classId: string): Promise<{ meetingId: string }> {
  const found = await database().class.findUnique({ where: { id: classId } });
  if (!found) throw new AppError('notFound');
  assertMay(context.actor, 'meeting.start', { isOwner: found.ownerId === context.actor.userId });
  if (found.cancelledAt) throw new AppError('classCancelled');
  const meeting = (await findLiveMeeting(classId)) ?? (await openMeeting(context, classId));
  if (meeting.status !== 'active') await createRoom(meeting, found);
  return { meetingId: meeting.id };
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
  return database().meeting.findUnique({ where: { openClassId: classId }, select: { id: true, roomId: true, status: true } });
}

async function openMeeting(context: RequestContext, classId: string): Promise<OpenMeeting> {
  const id = randomUUID();
  try {
    return await database().$transaction(async (db) => {
      // Locked against cancelClass: either it sees this meeting or this sees the cancellation.
      const [row] = await db.$queryRaw<{ cancelledAt: Date | null }[]>`select "cancelledAt" from portal."Class" where id = ${classId}::uuid for share`;
      if (row?.cancelledAt) throw new AppError('classCancelled');
      const created = await db.meeting.create({
        data: { id, classId, openClassId: classId, roomId: `m-${id}`, startedById: context.actor.userId },
        select: { id: true, roomId: true, status: true },
      });
      await recordAudit(context, 'meeting.start', { targetId: id }, db);
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
async function createRoom(meeting: OpenMeeting, settings: RoomSettings): Promise<void> {
  try {
    const room = await plugnmeet().createRoom(createRoomRequest(settings, { roomId: meeting.roomId, emptyTimeoutSeconds: env().EMPTY_TIMEOUT_SECONDS }));
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
