import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { PlugnmeetRefusal } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { parseChapters } from './chapters.ts';
import { makeCutFile } from './cut.ts';
import { fetchFile, FileGone, FileTooLarge } from './fetch-file.ts';
import { parseHeardTracks } from './heard-tracks.ts';
import { prepare } from './prepare.ts';
import { leaseMs, report, workPath } from './work.ts';

/** After so many tries a broken file is left to a person; a server that does not answer is asked for as long as it takes. */
const mostTries = 20;
const longestPauseMs = 5 * 60_000;

let working: Promise<void> | null = null;
let askedAgain = false;

/** Takes in what waits, one recording after the other, without making anybody wait. Asked while at work it looks once more afterwards. */
export function importPending(): void {
  askedAgain = true;
  working ??= drain()
    .catch((error: unknown) => logger.error({ err: error }, 'taking in recordings failed; it is tried again'))
    .finally(() => (working = null));
}

async function drain(): Promise<void> {
  while (askedAgain) {
    askedAgain = false;
    await importAll();
  }
}

/** Takes in every recording that waits and that no other process works on. */
export async function importAll(client: Upstream = plugnmeet()): Promise<void> {
  for (let next = await claim(); next; next = await claim()) {
    try {
      await importOne(next, client);
    } catch (error) {
      await failed(next, error);
    }
  }
}

type Upstream = Pick<PlugnmeetClient, 'recordingAddress' | 'recordingExtra'>;

interface Claimed {
  id: string;
  recordId: string;
  step: 'fetch' | 'prepare' | 'cut';
  attempts: number;
}

/** The longest waiting recording, held by this process from now on; the row lock makes it one process's. */
async function claim(): Promise<Claimed | undefined> {
  const until = new Date(Date.now() + leaseMs);
  const rows = await database().$queryRaw<Claimed[]>`
    update portal."Recording" set "leasedUntil" = ${until} where id = (
      select id from portal."Recording" where step is not null and "deletedAt" is null and ("leasedUntil" is null or "leasedUntil" < now())
      order by "createdAt" limit 1 for update skip locked
    ) returning id, "recordId", step::text as step, attempts`;
  return rows[0];
}

async function importOne({ id, recordId, step }: Claimed, client: Upstream): Promise<void> {
  if (step === 'cut') return makeCutFile(id);
  if (step === 'fetch') {
    await noteExtras(id, recordId, client);
    await fetchFile(await client.recordingAddress(recordId), workPath(id, 'original'), (progress) => report(id, { progress }), env().RECORDING_MAX_GIGABYTES * 1e9);
    await report(id, { step: 'prepare', progress: 0, attempts: 0 });
  }
  await prepare(id);
}

/** Chapters and captions are extras: a server without them, or that does not tell them, does not keep the recording from being taken in. */
async function noteExtras(id: string, recordId: string, client: Upstream): Promise<void> {
  try {
    const { chapters = '', captions = '' } = await client.recordingExtra(recordId);
    await database().recording.update({ where: { id }, data: { chapters: parseChapters(chapters) } });
    const tracks = parseHeardTracks(captions).map((track) => ({ recordingId: id, ...track }));
    // Somebody may have given it better ones.
    await database().textTrack.createMany({ data: tracks, skipDuplicates: true });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.info({ err: error, recordingId: id, recordId }, 'the server tells no chapters and captions of a recording');
  }
}

async function failed({ id, recordId, step, attempts }: Claimed, error: unknown): Promise<void> {
  const isGone = error instanceof FileGone || (error instanceof PlugnmeetRefusal && error.statusCode.endsWith('NOT_FOUND'));
  logger.warn({ err: error, recordingId: id, recordId, attempts }, 'taking in a recording failed');
  if (step === 'cut' && attempts + 1 >= mostTries) return report(id, { step: null, failure: 'cutFailed', leasedUntil: null });
  if (error instanceof FileTooLarge) return report(id, { state: 'failed', step: null, failure: 'tooLarge', leasedUntil: null });
  if (isGone) return report(id, { state: 'failed', step: null, failure: 'gone', leasedUntil: null });
  if (attempts + 1 >= mostTries) return report(id, { state: 'failed', step: null, failure: 'gaveUp', leasedUntil: null });
  const pause = Math.min(longestPauseMs, 2000 * 2 ** attempts);
  return report(id, { attempts: attempts + 1, leasedUntil: new Date(Date.now() + pause) });
}
