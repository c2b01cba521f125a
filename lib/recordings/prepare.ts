import { rm } from 'node:fs/promises';
import { database } from '#lib/db/client.ts';
import { localSize, storage } from '#lib/storage/storage.ts';
import { inspect, makeAudio, makePoster, makeSmall, makeStrip, NoFfmpeg, type MediaFacts } from './ffmpeg.ts';
import type { FileKind } from './schema.ts';
import { folderOf, keepFile, report, soundMime, workFolder, workPath } from './work.ts';

const reportEveryMs = 2000;

/** After the file is there: looks into it, makes it watchable, then makes the pictures and smaller copies beside it. What is made already is not made again. */
export async function prepare(recordingId: string): Promise<void> {
  const original = workPath(recordingId, 'original');
  if (await localSize(original) === 0) await storage().fetch(`${folderOf(recordingId)}/original.mp4`, original);
  try {
    await withFfmpeg(recordingId, original);
  } catch (error) {
    if (!(error instanceof NoFfmpeg)) throw error;
    // Watched and downloaded it can be all the same.
    await keepFile(recordingId, 'original');
    await report(recordingId, { state: 'ready', step: null, failure: 'noFfmpeg', leasedUntil: null });
  }
  await rm(workFolder(recordingId), { recursive: true, force: true });
}

async function withFfmpeg(recordingId: string, original: string): Promise<void> {
  const facts = await inspect(original);
  if (!facts) {
    await report(recordingId, { state: 'failed', step: null, failure: 'unreadable', leasedUntil: null });
    return;
  }
  const made = new Set((await database().recordingFile.findMany({ where: { recordingId }, select: { kind: true } })).map(({ kind }) => kind));
  const step = async (kind: FileKind, needed: boolean, work: (to: string) => Promise<boolean>, mime?: string) => {
    if (needed && !made.has(kind) && await work(workPath(recordingId, kind))) await keepFile(recordingId, kind, mime);
  };
  await step('poster', facts.hasVideo, (to) => makePoster(original, to, facts));
  await step('original', true, async () => true, facts.hasVideo ? undefined : soundMime);
  await report(recordingId, { state: 'ready', progress: 0, durationSeconds: facts.durationSeconds, hasPicture: facts.hasVideo });
  await step('strip', facts.hasVideo, (to) => holding(recordingId, () => makeStrip(original, to, facts)));
  await step('audio', facts.hasVideo && facts.hasAudio, (to) => holding(recordingId, () => makeAudio(original, to)));
  await step('small', facts.hasVideo, (to) => makeSmallCopy(recordingId, original, to, facts));
  await report(recordingId, { step: null, progress: 100, failure: null, leasedUntil: null });
}

/** What was being made is not wanted any more. */
export class CalledOff extends Error {}

/** Holds the recording while a program works on it; the signal tells that nobody wants it any more. */
export async function holding<T>(recordingId: string, work: (say: (progress: number) => void, signal: AbortSignal) => Promise<T>, isWanted?: () => Promise<boolean>): Promise<T> {
  const calledOff = new AbortController();
  let progress = 0;
  let pending = Promise.resolve();
  const tell = async (): Promise<void> => {
    if (isWanted && !(await isWanted())) calledOff.abort();
    else await report(recordingId, { progress });
  };
  const timer = setInterval(() => {
    pending = tell().catch(() => undefined);
  }, reportEveryMs);
  try {
    return await work((percent) => (progress = Math.min(99, Math.floor(percent))), calledOff.signal);
  } finally {
    clearInterval(timer);
    await pending;
  }
}

function makeSmallCopy(recordingId: string, original: string, to: string, { durationSeconds }: MediaFacts): Promise<boolean> {
  return holding(recordingId, (say) => makeSmall(original, to, (seconds) => say((seconds / durationSeconds) * 100)));
}
