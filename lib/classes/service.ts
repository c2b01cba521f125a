import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { notifyChange } from '#lib/live/channel.ts';
import { newJoinCode } from './join-code.ts';
import { startGraceMs, type ClassInput } from './schema.ts';

function assertNotPast(startsAt: Date): void {
  if (startsAt.getTime() < Date.now() - startGraceMs) throw new AppError('classInPast', { field: 'startsAt' });
}

/** Schedules a class; whoever creates it owns it. */
export async function createClass(context: RequestContext, input: ClassInput): Promise<{ classId: string; joinCode: string }> {
  assertUser(context.actor);
  assertMay(context.actor, 'class.create');
  assertNotPast(input.startsAt);
  const ownerId = context.actor.userId;
  return database().$transaction(async (db) => {
    const created = await db.class.create({ data: { ...input, ownerId, joinCode: newJoinCode() } });
    await recordAudit(context, 'class.create', { targetId: created.id }, db);
    await notifyChange(db, { classId: created.id, ownerId, joinCode: created.joinCode });
    return { classId: created.id, joinCode: created.joinCode };
  });
}

/** Changes a class. A class whose time is over keeps it while other settings change; a new time must not be in the past. */
export async function updateClass(context: RequestContext, { classId, ...input }: ClassInput & { classId: string }): Promise<{ classId: string }> {
  const found = await findForOwner(context, classId, 'class.update');
  if (found.cancelledAt) throw new AppError('classCancelled');
  if (input.startsAt.getTime() !== found.startsAt.getTime()) assertNotPast(input.startsAt);
  await database().$transaction(async (db) => {
    await db.class.update({ where: { id: classId }, data: input });
    await recordAudit(context, 'class.update', { targetId: classId }, db);
    await notifyChange(db, { classId, ownerId: found.ownerId, joinCode: found.joinCode });
  });
  return { classId };
}

/** Cancels a class that is not being held right now; its link then says so. */
export async function cancelClass(context: RequestContext, classId: string): Promise<{ classId: string }> {
  const found = await findForOwner(context, classId, 'class.cancel');
  if (found.cancelledAt) return { classId };
  await database().$transaction(async (db) => {
    // Locked, so that a meeting started at the same moment is seen.
    await db.$queryRaw`select id from portal."Class" where id = ${classId}::uuid for update`;
    const open = await db.meeting.count({ where: { openClassId: classId } });
    if (open > 0) throw new AppError('classHasOpenMeeting');
    await db.class.update({ where: { id: classId }, data: { cancelledAt: new Date() } });
    await recordAudit(context, 'class.cancel', { targetId: classId }, db);
    await notifyChange(db, { classId, ownerId: found.ownerId, joinCode: found.joinCode });
  });
  return { classId };
}

async function findForOwner({ actor }: RequestContext, classId: string, permission: 'class.update' | 'class.cancel') {
  const found = await database().class.findUnique({ where: { id: classId } });
  if (!found) throw new AppError('notFound');
  assertMay(actor, permission, { isOwner: found.ownerId === actor.userId });
  return found;
}
