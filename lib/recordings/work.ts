import { join } from 'node:path';
import type { Recording } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { notifyChange } from '#lib/live/channel.ts';
import { localSize, storage } from '#lib/storage/storage.ts';
import { tellRecording } from '#lib/webhook-receivers/tell.ts';
import type { FailureReason, FileKind } from './schema.ts';

/** How long a worker is believed to be alive without a sign. */
export const leaseMs = 60_000;

const names: Record<FileKind, { name: string; mime: string }> = {
  original: { name: 'original.mp4', mime: 'video/mp4' },
  small: { name: 'small.mp4', mime: 'video/mp4' },
  audio: { name: 'audio.m4a', mime: 'audio/mp4' },
  poster: { name: 'poster.jpg', mime: 'image/jpeg' },
  strip: { name: 'strip.jpg', mime: 'image/jpeg' },
  cut: { name: 'cut.mp4', mime: 'video/mp4' },
};

/** The storage folder of a recording. */
export function folderOf(recordingId: string): string {
  return `recordings/${recordingId}`;
}

/** What a recording without picture is. */
export const soundMime = 'audio/mp4';

/** Where the files of a recording are while they are worked on. */
export function workFolder(recordingId: string): string {
  return join(env().KELAS_HOME, 'work', recordingId);
}

export function workPath(recordingId: string, kind: FileKind): string {
  return join(workFolder(recordingId), names[kind].name);
}

/** Keeps a finished file, in the storage and then in the list of files. */
export async function keepFile(recordingId: string, kind: FileKind, mime = names[kind].mime): Promise<void> {
  const path = workPath(recordingId, kind);
  const key = `${folderOf(recordingId)}/${names[kind].name}`;
  await storage().put(key, path);
  const data = { key, bytes: BigInt(await localSize(path)), mime };
  await database().recordingFile.upsert({ where: { recordingId_kind: { recordingId, kind } }, create: { recordingId, kind, ...data }, update: { ...data, createdAt: new Date() } });
}

/** Writes how far the work on a recording is, holds it for longer, and tells open pages. */
export async function report(recordingId: string, data: Partial<Pick<Recording, 'state' | 'step' | 'progress' | 'durationSeconds' | 'hasPicture' | 'leasedUntil' | 'attempts'> & { failure: FailureReason | null }>): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await tx.recording.update({
      where: { id: recordingId },
      data: { leasedUntil: new Date(Date.now() + leaseMs), ...data },
      select: { classId: true, class: { select: { ownerId: true, joinCode: true } } },
    });
    if (data.state === 'ready') await tellRecording(tx, { id: recordingId, classId: row.classId }, 'recording.ready');
    await notifyChange(tx, { classId: row.classId, ownerId: row.class.ownerId, joinCode: row.class.joinCode });
  });
}
