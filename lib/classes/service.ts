import { randomUUID } from 'node:crypto';
import type { Prisma } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import { auditEntry, recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { notifyChange } from '#lib/live/channel.ts';
import { tellClass } from '#lib/webhook-receivers/tell.ts';
import { newJoinCode } from './join-code.ts';
import { startGraceMs, type ClassInput } from './schema.ts';

function assertNotPast(startsAt: Date): void {
  if (startsAt.getTime() < Date.now() - startGraceMs) throw new AppError('classInPast', { field: 'startsAt' });
}

export interface CreatedClass {
  classId: string;
  joinCode: string;
}

/** Schedules a class; whoever creates it owns it. */
export async function createClass(context: RequestContext, input: ClassInput): Promise<CreatedClass> {
  return database().$transaction(async (db) => {
    const made = await createClassIn(db, context, input);
    await tellClass(db, made.classId, 'class.created');
    return made;
  });
}

/** The same as part of a larger change, which then tells of it. */
export async function createClassIn(db: Prisma.TransactionClient, context: RequestContext, input: ClassInput, ownerId?: string): Promise<CreatedClass> {
  const { made, audit, change } = newClass(context, input, ownerId);
  await db.class.create({ data: made });
  await db.auditEntry.create({ data: audit });
  await notifyChange(db, change);
  return { classId: made.id, joinCode: made.joinCode };
}

/** The rows of a class being made, whosever it is to be and whoever writes them, and what its listeners are told: itself, and who made it for the record. */
export function newClass(context: RequestContext, input: ClassInput, forTeacher?: string) {
  assertUser(context.actor);
  assertMay(context.actor, forTeacher === undefined ? 'class.create' : 'class.createForOthers');
  assertNotPast(input.startsAt);
  const ownerId = forTeacher ?? context.actor.userId;
  const made = { ...input, id: randomUUID(), ownerId, joinCode: newJoinCode() };
  return { made, audit: auditEntry(context, 'class.create', { targetId: made.id }), change: { classId: made.id, ownerId, joinCode: made.joinCode } };
}

/** Changes a class. A class whose time is over keeps it while other settings change; a new time must not be in the past. */
export async function updateClass(context: RequestContext, { classId, ...input }: ClassInput & { classId: string }): Promise<{ classId: string }> {
  const found = await findForOwner(context, classId, 'class.update');
  if (found.cancelledAt) throw new AppError('classCancelled');
  if (input.startsAt.getTime() !== found.startsAt.getTime()) assertNotPast(input.startsAt);
  await database().$transaction(async (db) => {
    await db.class.update({ where: { id: classId }, data: input });
    if (differs(found, input)) await tellClass(db, classId, 'class.updated');
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
    await tellClass(db, classId, 'class.cancelled');
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

/** Whether a change changes anything: a repeated one is no news. */
function differs(before: Readonly<Record<string, unknown>>, input: ClassInput): boolean {
  return Object.entries(input).some(([name, value]) => comparable(before[name]) !== comparable(value));
}

function comparable(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
