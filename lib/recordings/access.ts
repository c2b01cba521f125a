import type { Prisma } from '#generated/prisma/client.ts';
import { assertMay, assertMaySometimes, assertUser, type Actor, type UserActor } from '#lib/actor.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { may, scopeOf } from '#lib/permissions.ts';
import { asShown } from './shown.ts';

/** What those who were in the class may see: published, there, and not for its teacher only. */
export const watchable = { published: true, deletedAt: null, state: 'ready', visibility: { not: 'private' } } as const satisfies Prisma.RecordingWhereInput;

/** The recordings an actor sees in lists, as a condition. */
export function visibleRecordings(actor: Actor): Prisma.RecordingWhereInput {
  assertMaySometimes(actor, 'recording.list');
  assertUser(actor);
  const scope = scopeOf(actor.role, 'recording.list');
  if (scope === 'any') return {};
  if (scope === 'own') return { class: { ownerId: actor.userId } };
  return { ...watchable, class: { members: { some: { userId: actor.userId } } } };
}

const withLanguages = { textTracks: { select: { language: true }, orderBy: { language: 'asc' } } } as const;
const withClass = { class: { select: { id: true, title: true, ownerId: true, joinCode: true, owner: { select: { name: true } } } } } as const;

/** A recording somebody with an account may watch, with whether they may also change it; throws `notAllowed` for strangers, `notFound` while it is not shown. */
export async function findWatchable(actor: Actor, recordingId: string) {
  assertMaySometimes(actor, 'recording.watch');
  assertUser(actor);
  const found = await database().recording.findUnique({
    where: { id: recordingId },
    include: { ...withLanguages, files: true, class: { select: { ...withClass.class.select, members: { where: { userId: actor.userId }, select: { userId: true } } } } },
  });
  if (!found) throw new AppError('notFound');
  const relation = { isOwner: found.class.ownerId === actor.userId, isMember: found.class.members.length > 0 };
  const mayManage = may(actor.role, 'recording.manage', relation);
  assertMay(actor, 'recording.watch', relation);
  const isShown = found.published && found.deletedAt === null && found.state === 'ready' && found.visibility !== 'private';
  if (!mayManage && !isShown) throw new AppError('notFound');
  return { found: mayManage ? found : asShown(found), mayManage };
}

/** A recording by its link, for anybody; throws `notFound` unless it is shared that far. */
export async function findShared(code: string) {
  const linkCode = normaliseJoinCode(code);
  const found = linkCode === null ? null : await database().recording.findUnique({ where: { linkCode }, include: { ...withClass, ...withLanguages, files: true } });
  if (!found || !found.published || found.deletedAt !== null || found.state !== 'ready' || (found.visibility !== 'link' && found.visibility !== 'public')) throw new AppError('notFound');
  return asShown(found);
}

/** The recordings of these ids, all of which the actor must be allowed to change. */
export async function findManaged(actor: Actor, recordingIds: readonly string[]): Promise<{ actor: UserActor; found: ManagedRecording[] }> {
  assertMaySometimes(actor, 'recording.manage');
  assertUser(actor);
  const found = await database().recording.findMany({ where: { id: { in: [...new Set(recordingIds)] } }, include: withClass });
  if (found.length === 0) throw new AppError('notFound');
  for (const row of found) assertMay(actor, 'recording.manage', { isOwner: row.class.ownerId === actor.userId });
  return { actor, found };
}

export type ManagedRecording = Prisma.RecordingGetPayload<{ include: typeof withClass }>;
