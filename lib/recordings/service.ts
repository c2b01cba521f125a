import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { notifyChange } from '#lib/live/channel.ts';
import { tellRecording } from '#lib/webhook-receivers/tell.ts';
import type { Prisma } from '#generated/prisma/client.ts';
import { findManaged, findWatchable, type ManagedRecording } from './access.ts';
import type { describeInput, keepInput, positionInput, publishInput, recordingIdInput, recordingIdsInput, ruleInput, Visibility, visibilityInput } from './schema.ts';
import type { z } from 'zod';

export type Changed = { recordingIds: string[] };

/** What is to change of a recording; what is undefined stays. */
export interface RecordingChange {
  recordingId: string;
  title?: string | undefined;
  description?: string | undefined;
  visibility?: Visibility | undefined;
  published?: boolean | undefined;
  kept?: boolean | undefined;
}

/** Writes one change to recordings, with who did it, and tells open pages and outside systems. */
export async function change(context: RequestContext, action: string, rows: readonly ManagedRecording[], data: Prisma.RecordingUpdateManyMutationInput, detail?: Record<string, string | boolean>): Promise<Changed> {
  const recordingIds = rows.map(({ id }) => id);
  await database().$transaction(async (tx) => {
    await tx.recording.updateMany({ where: { id: { in: recordingIds } }, data });
    for (const row of rows) {
      await recordAudit(context, action, { targetId: row.id, ...(detail ? { detail } : {}) }, tx);
      await notifyChange(tx, { classId: row.classId, ownerId: row.class.ownerId, joinCode: row.class.joinCode });
      const news = newsOf(row, data);
      if (news) await tellRecording(tx, row, news);
    }
  });
  return { recordingIds };
}

/** What outside systems are told of a change; nothing when it changes nothing they follow. */
function newsOf(row: ManagedRecording, { published, deletedAt }: Prisma.RecordingUpdateManyMutationInput) {
  if (deletedAt !== undefined && (deletedAt === null) !== (row.deletedAt === null)) return deletedAt === null ? 'recording.restored' : 'recording.deleted';
  if (published !== undefined && published !== row.published) return published ? 'recording.published' : 'recording.unpublished';
  return undefined;
}

/** Gives a recording another title and description. */
export async function describeRecording(context: RequestContext, { recordingId, title, description }: z.output<typeof describeInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  return change(context, 'recording.describe', found, { title, description });
}

/** Changes what is given of a recording, all of it or nothing. Publishing one that was for nobody is for its class, unless it is said for whom. */
export async function updateRecording(context: RequestContext, { recordingId, published, visibility, ...others }: RecordingChange): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  const widened = published === true && visibility === undefined && found.some((row) => row.visibility === 'private') ? 'course' : visibility;
  return change(context, 'recording.update', found, { ...others, published, visibility: widened });
}

/** Shows recordings to those who may see them, or to nobody but their teacher again. One that was for nobody is then for its class. */
export async function publishRecordings(context: RequestContext, { recordingIds, published }: z.output<typeof publishInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, recordingIds);
  const hidden = found.filter(({ visibility }) => published && visibility === 'private');
  const others = found.filter((row) => !hidden.includes(row));
  if (hidden.length > 0) await change(context, 'recording.publish', hidden, { published, visibility: 'course' }, { published });
  if (others.length > 0) await change(context, 'recording.publish', others, { published }, { published });
  return { recordingIds: found.map(({ id }) => id) };
}

/** Says who may watch a recording once it is published. */
export async function setVisibility(context: RequestContext, { recordingId, visibility }: z.output<typeof visibilityInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  return change(context, 'recording.setVisibility', found, { visibility }, { visibility });
}

/** Takes recordings away; they can be brought back for a month. */
export async function deleteRecordings(context: RequestContext, { recordingIds }: z.output<typeof recordingIdsInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, recordingIds);
  return change(context, 'recording.delete', found, { deletedAt: new Date() });
}

/** Brings deleted recordings back as they were. */
export async function restoreRecordings(context: RequestContext, { recordingIds }: z.output<typeof recordingIdsInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, recordingIds);
  return change(context, 'recording.restore', found, { deletedAt: null });
}

/** Tries again to take in a recording that failed. */
export async function retryRecording(context: RequestContext, { recordingId }: z.output<typeof recordingIdInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  const failed = found.filter(({ state }) => state === 'failed');
  if (failed.length === 0) throw new AppError('notFound');
  return change(context, 'recording.retry', failed, { state: 'importing', step: 'fetch', failure: null, attempts: 0, progress: 0, leasedUntil: null });
}

/** Keeps a recording from the rule about old ones, or leaves it to the rule. */
export async function keepRecording(context: RequestContext, { recordingId, kept }: z.output<typeof keepInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  return change(context, 'recording.keep', found, { kept }, { kept });
}

/** Says after how many days recordings are deleted that nobody keeps; never, with null. */
export async function setRule(context: RequestContext, { deleteAfterDays }: z.output<typeof ruleInput>): Promise<{ deleteAfterDays: number | null }> {
  assertMay(context.actor, 'recording.setRule');
  await database().$transaction(async (tx) => {
    await tx.recordingRule.upsert({ where: { id: 1 }, create: { deleteAfterDays }, update: { deleteAfterDays } });
    await recordAudit(context, 'recording.setRule', { detail: { deleteAfterDays } }, tx);
  });
  return { deleteAfterDays };
}

/** Remembers where the actor stopped watching. */
export async function savePosition(context: RequestContext, { recordingId, seconds }: z.output<typeof positionInput>): Promise<{ seconds: number }> {
  const { actor } = context;
  assertUser(actor);
  await findWatchable(actor, recordingId);
  const key = { userId: actor.userId, recordingId };
  await database().watchPosition.upsert({ where: { userId_recordingId: key }, create: { ...key, seconds }, update: { seconds } });
  return { seconds };
}
