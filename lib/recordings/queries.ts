import type { Prisma, RecordingFile } from '#generated/prisma/client.ts';
import type { Actor } from '#lib/actor.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import type { Page } from '#lib/classes/queries.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { may } from '#lib/permissions.ts';
import { foldForSearch, literalPattern } from '#lib/text/fold.ts';
import { findShared, findWatchable, visibleRecordings } from './access.ts';
import { nameOfLanguage } from './captions.ts';
import { chapterLines, readChapters, type ChapterLine } from './chapters.ts';
import type { FileKind, RecordingFilter, Visibility } from './schema.ts';

const pageSize = 24;
const dayMs = 86_400_000;
const sinceDays = { week: 7, month: 31, year: 366 } as const;

/** A recording as lists show it; plain data, it travels to the browser. */
export interface RecordingRow {
  id: string;
  title: string;
  classId: string;
  classTitle: string;
  teacherName: string;
  recordedAt: string;
  durationSeconds: number | null;
  bytes: number;
  state: 'importing' | 'ready' | 'failed';
  step: 'fetch' | 'prepare' | 'cut' | null;
  progress: number;
  failure: string | null;
  published: boolean;
  visibility: Visibility;
  deletedAt: string | null;
  hasPicture: boolean;
  hasPoster: boolean;
  mayManage: boolean;
  /** What viewers see of it, in seconds, for those who may change that; null when that is all. */
  cut: { from: number; to: number } | null;
  /** Path of the page for those without an account, while it is shared so far. */
  sharedPath: string | null;
}

const rowInclude = {
  class: { select: { id: true, title: true, ownerId: true, owner: { select: { name: true } } } },
  files: { select: { kind: true, bytes: true } },
} as const satisfies Prisma.RecordingInclude;

function recordingRow(row: Prisma.RecordingGetPayload<{ include: typeof rowInclude }>, mayManage: boolean): RecordingRow {
  const part = row.cutFrom === null || row.cutTo === null ? null : { from: row.cutFrom, to: row.cutTo };
  return {
    id: row.id,
    title: row.title,
    classId: row.classId,
    classTitle: row.class.title,
    teacherName: row.class.owner.name,
    recordedAt: row.recordedAt.toISOString(),
    durationSeconds: part && !mayManage ? part.to - part.from : row.durationSeconds,
    bytes: sumOf(row.files),
    state: row.state,
    step: row.step,
    progress: row.progress,
    failure: row.failure,
    published: row.published,
    visibility: row.visibility,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    hasPicture: row.hasPicture,
    hasPoster: row.files.some(({ kind }) => kind === 'poster'),
    mayManage,
    cut: mayManage ? part : null,
    sharedPath: row.visibility === 'link' || row.visibility === 'public' ? `/watch/${row.linkCode}` : null,
  };
}

function sumOf(files: readonly Pick<RecordingFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + Number(bytes), 0);
}

const shown: Record<RecordingFilter['show'], Prisma.RecordingWhereInput> = {
  all: { deletedAt: null },
  published: { deletedAt: null, published: true },
  unpublished: { deletedAt: null, published: false },
  working: { deletedAt: null, step: { not: null } },
  failed: { deletedAt: null, state: 'failed' },
  deleted: { deletedAt: { not: null } },
};

/** The recordings an actor may see, filtered, newest first, a page of them. */
export async function listRecordings(actor: Actor, filter: RecordingFilter): Promise<Page<RecordingRow>> {
  const contains = literalPattern(foldForSearch(filter.q));
  const where: Prisma.RecordingWhereInput = {
    AND: [
      visibleRecordings(actor),
      shown[filter.show],
      filter.classId ? { classId: filter.classId } : {},
      filter.visibility ? { visibility: filter.visibility } : {},
      filter.since === 'any' ? {} : { recordedAt: { gte: new Date(Date.now() - sinceDays[filter.since] * dayMs) } },
      contains === '' ? {} : { OR: [{ searchText: { contains, mode: 'insensitive' } }, { class: { searchText: { contains, mode: 'insensitive' } } }] },
    ],
  };
  const [total, found] = await Promise.all([
    database().recording.count({ where }),
    database().recording.findMany({ where, include: rowInclude, orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }], skip: (filter.page - 1) * pageSize, take: pageSize }),
  ]);
  const rows = found.map((row) => recordingRow(row, may(actor.role, 'recording.manage', { isOwner: row.class.ownerId === actor.userId })));
  return { rows, total, page: filter.page, pageCount: Math.max(1, Math.ceil(total / pageSize)) };
}

/** The classes that have recordings the actor may see, for the filter. */
export async function listRecordedClasses(actor: Actor): Promise<{ id: string; title: string }[]> {
  const seen = await database().recording.findMany({ where: { AND: [visibleRecordings(actor), { deletedAt: null }] }, distinct: ['classId'], select: { class: { select: { id: true, title: true } } }, take: 200 });
  return seen.map(({ class: found }) => found).toSorted((a, b) => a.title.localeCompare(b.title));
}

/** Bytes kept for the recordings an actor may change; deleted ones count until they are purged. */
export async function storageUsed(actor: Actor): Promise<number> {
  const { _sum: sum } = await database().recordingFile.aggregate({ where: { recording: visibleRecordings(actor) }, _sum: { bytes: true } });
  return Number(sum.bytes ?? 0);
}

/** What a player needs to know; addresses are paths of this portal. */
export interface Playable {
  title: string;
  durationSeconds: number | null;
  /** The folder its files are in, e.g. `/api/recordings/<id>/files`. */
  files: string;
  kinds: FileKind[];
  /** Whether there is more than sound. */
  hasPicture: boolean;
  captions: { language: string; label: string; path: string }[];
  chapters: ChapterLine[];
}

interface Playing {
  title: string;
  durationSeconds: number | null;
  files: readonly Pick<RecordingFile, 'kind'>[];
  textTracks: readonly { language: string }[];
  hasPicture: boolean;
  chapters: Prisma.JsonValue;
}

function playable({ title, durationSeconds, files, textTracks, hasPicture, chapters }: Playing, folder: string): Playable {
  const captions = textTracks.map(({ language }) => ({ language, label: nameOfLanguage(language), path: `${folder}/captions/${language}` }));
  return { title, durationSeconds, files: `${folder}/files`, kinds: files.map(({ kind }) => kind), captions, hasPicture, chapters: chapterLines(readChapters(chapters)) };
}

/** A recording with all its page shows, and where the actor stopped watching. */
export async function getRecording(actor: Actor, recordingId: string) {
  assertUser(actor);
  const { found, mayManage } = await findWatchable(actor, recordingId);
  const position = await database().watchPosition.findUnique({ where: { userId_recordingId: { userId: actor.userId, recordingId } } });
  return {
    ...recordingRow(found, mayManage),
    description: found.description,
    kept: found.kept,
    meetingId: found.meetingId,
    sharedLink: `${env().PORTAL_URL}/watch/${found.linkCode}`,
    sizes: Object.fromEntries(found.files.map(({ kind, bytes }) => [kind, Number(bytes)])),
    position: position?.seconds ?? 0,
    playable: playable(found, `/api/recordings/${found.id}`),
  };
}

/** A recording as those see it who have its link. */
export async function getSharedRecording(code: string) {
  const found = await findShared(code);
  return {
    title: found.title,
    description: found.description,
    classTitle: found.class.title,
    teacherName: found.class.owner.name,
    recordedAt: found.recordedAt,
    isPublic: found.visibility === 'public',
    playable: playable(found, `/api/watch/${found.linkCode}`),
  };
}

/** The days after which recordings are deleted that nobody keeps; null when they stay. */
export async function readRule(): Promise<number | null> {
  return (await database().recordingRule.findUnique({ where: { id: 1 } }))?.deleteAfterDays ?? null;
}

/** What the recordings of each teacher take up, most first, and the rule about old ones. */
export async function readStorage(actor: Actor): Promise<{ deleteAfterDays: number | null; teachers: { id: string; name: string; count: number; bytes: number }[] }> {
  assertMay(actor, 'recording.setRule');
  const [deleteAfterDays, teachers] = await Promise.all([
    readRule(),
    database().$queryRaw<{ id: string; name: string; count: number; bytes: number }[]>`
      select u.id::text as id, u.name, count(distinct r.id)::int as count, coalesce(sum(f.bytes), 0)::float8 as bytes
      from portal."Recording" r join portal."Class" c on c.id = r."classId" join portal."User" u on u.id = c."ownerId" left join portal."RecordingFile" f on f."recordingId" = r.id
      group by u.id, u.name order by bytes desc limit 100`,
  ]);
  return { deleteAfterDays, teachers };
}
