import type { Prisma } from '#generated/prisma/client.ts';
import type { Page } from '#lib/classes/queries.ts';
import { database } from '#lib/db/client.ts';
import { takeFrom } from '#lib/limits.ts';
import { asShown } from './shown.ts';

const pageSize = 24;

/** What everybody may watch: published for everyone, and not while the part that is shown is still being made. */
const isPublic: Prisma.RecordingWhereInput = {
  visibility: 'public', published: true, deletedAt: null, state: 'ready', OR: [{ cutFrom: null }, { files: { some: { kind: 'cut' } } }],
};

/** A recording in the public list; nothing else of it or its class is told. */
export interface PublicRecording {
  linkCode: string;
  title: string;
  classTitle: string;
  teacherName: string;
  recordedAt: Date;
  durationSeconds: number | null;
  /** False for sound alone. */
  hasPicture: boolean;
  hasPoster: boolean;
}

/** The recordings that are public, newest first, a page of them, for anybody. Throws `tooManyTries` for an address that reads too many. */
export async function listPublicRecordings(ip: string, page: number): Promise<Page<PublicRecording>> {
  await takeFrom('openPublicRecordings', ip);
  const [total, found] = await Promise.all([
    database().recording.count({ where: isPublic }),
    database().recording.findMany({
      where: isPublic, include: { files: true, class: { select: { title: true, owner: { select: { name: true } } } } },
      orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }], skip: (page - 1) * pageSize, take: pageSize,
    }),
  ]);
  const rows = found.map(asShown).map(({ linkCode, title, class: held, recordedAt, durationSeconds, hasPicture, files }) => ({
    linkCode, title, classTitle: held.title, teacherName: held.owner.name, recordedAt, durationSeconds, hasPicture, hasPoster: files.some(({ kind }) => kind === 'poster'),
  }));
  return { rows, total, page, pageCount: Math.max(1, Math.ceil(total / pageSize)) };
}

/** Whether there is anything to link to. */
export async function hasPublicRecordings(): Promise<boolean> {
  return (await database().recording.findFirst({ where: isPublic, select: { id: true } })) !== null;
}
