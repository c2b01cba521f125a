import { rm } from 'node:fs/promises';
import type { z } from 'zod';
import type { RecordingStep } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { localSize, storage } from '#lib/storage/storage.ts';
import { findManaged, type ManagedRecording } from './access.ts';
import { makeCut, makePoster, NoFfmpeg } from './ffmpeg.ts';
import { CalledOff, holding } from './prepare.ts';
import type { cutInput, recordingIdInput } from './schema.ts';
import { change, type Changed } from './service.ts';
import { folderOf, keepFile, report, soundMime, workFolder, workPath } from './work.ts';

const shortestSeconds = 1;
/** A player's clock and the file's differ by so much. */
const tolerance = 0.5;

/** Shows viewers only what stands between two moments. The original stays; until the cut file is made viewers have nothing. */
export async function cutRecording(context: RequestContext, { recordingId, from, to }: z.output<typeof cutInput>): Promise<Changed> {
  const row = await findIdle(context, recordingId);
  const length = row.durationSeconds ?? 0;
  const end = Math.min(to, length);
  if (to > length + tolerance || end - from < shortestSeconds) throw new AppError('cutInvalid', { field: 'to' });
  await forgetCutFile(recordingId);
  // Its lease stays: who was told to stop cutting gives it back once it has stopped.
  return change(context, 'recording.cut', [row], { cutFrom: from, cutTo: end, step: 'cut', progress: 0, attempts: 0, failure: null });
}

/** Shows viewers all of a recording again; while it is being cut that stops. */
export async function uncutRecording(context: RequestContext, { recordingId }: z.output<typeof recordingIdInput>): Promise<Changed> {
  const row = await findIdle(context, recordingId, 'cut');
  const changed = await change(context, 'recording.uncut', [row], { cutFrom: null, cutTo: null, step: null, failure: null });
  await forgetCutFile(recordingId);
  return changed;
}

async function findIdle(context: RequestContext, recordingId: string, allowed: RecordingStep | null = null): Promise<ManagedRecording> {
  const { found: [row] } = await findManaged(context.actor, [recordingId]);
  if (!row) throw new AppError('notFound');
  if (row.state !== 'ready' || (row.step !== null && row.step !== allowed)) throw new AppError('recordingBusy');
  return row;
}

async function forgetCutFile(recordingId: string): Promise<void> {
  const gone = await database().recordingFile.deleteMany({ where: { recordingId, kind: 'cut' } });
  if (gone.count > 0) await storage().remove(`${folderOf(recordingId)}/cut.mp4`);
}

/** Makes the file viewers get of a cut recording, and a poster out of it; nothing when it is called off meanwhile. */
export async function makeCutFile(recordingId: string): Promise<void> {
  const { cutFrom, cutTo, hasPicture } = await database().recording.findUniqueOrThrow({ where: { id: recordingId } });
  const isWanted = async () => (await database().recording.count({ where: { id: recordingId, step: 'cut', cutFrom, cutTo } })) > 0;
  try {
    const failure = cutFrom !== null && cutTo !== null && !(await cutTheFile(recordingId, { start: cutFrom, seconds: cutTo - cutFrom, hasPicture, isWanted })) ? 'cutFailed' : null;
    await report(recordingId, { step: null, progress: 100, failure, leasedUntil: null });
  } catch (error) {
    if (error instanceof CalledOff) return giveBack(recordingId);
    if (!(error instanceof NoFfmpeg)) throw error;
    await report(recordingId, { step: null, failure: 'noFfmpeg', leasedUntil: null });
  }
  await rm(workFolder(recordingId), { recursive: true, force: true });
}

/** Leaves a recording to whoever works on it next, who finds nothing of what was called off. */
async function giveBack(recordingId: string): Promise<void> {
  await rm(workFolder(recordingId), { recursive: true, force: true });
  await database().recording.updateMany({ where: { id: recordingId }, data: { leasedUntil: null } });
}

interface Part {
  start: number;
  seconds: number;
  /** False for sound alone. */
  hasPicture: boolean;
  isWanted: () => Promise<boolean>;
}

async function cutTheFile(recordingId: string, { start, seconds, hasPicture, isWanted }: Part): Promise<boolean> {
  const original = workPath(recordingId, 'original');
  const cut = workPath(recordingId, 'cut');
  return holding(recordingId, async (say, signal) => {
    if (await localSize(original) === 0) await storage().fetch(`${folderOf(recordingId)}/original.mp4`, original);
    const isMade = await makeCut(original, cut, { start, seconds, signal }, (done) => say((done / seconds) * 100));
    if (!(await isWanted())) throw new CalledOff();
    if (!isMade) return false;
    const poster = hasPicture && await makePoster(cut, workPath(recordingId, 'poster'), { durationSeconds: seconds, hasVideo: true, hasAudio: true });
    if (poster) await keepFile(recordingId, 'poster');
    await keepFile(recordingId, 'cut', hasPicture ? undefined : soundMime);
    // Called off in the last moment: nothing of it stays.
    if (!(await isWanted())) {
      await forgetCutFile(recordingId);
      throw new CalledOff();
    }
    return true;
  }, isWanted);
}
