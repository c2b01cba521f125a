import type { Prisma } from '#generated/prisma/client.ts';
import { database, type Database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { accountIdOf, isPerson } from '#lib/meetings/participants.ts';
import { lockMeeting, notifyMeeting } from '#lib/meetings/lifecycle.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { readFigures } from './read.ts';

type Client = Pick<PlugnmeetClient, 'fetchAnalytics' | 'readAnalytics'>;

interface Deps {
  db: Database;
  client: Client;
}

/** A server makes the file within a minute of the end; for so long a lost webhook is made good. */
const askedForMs = 24 * 3600_000;
const askAfterMs = 60_000;
const batch = 50;
const firstPauseMs = 5000;
const longestPauseMs = 3600_000;
const mostTries = 30;

function defaults(): Deps {
  return { db: database(), client: plugnmeet() };
}

/** Notes that a meeting's figures can be had. */
export async function noteFigures(db: Prisma.TransactionClient, meetingId: string, fileId: string): Promise<void> {
  await db.meetingFigures.createMany({ data: { meetingId, fileId }, skipDuplicates: true });
}

/**
 * Takes over the figures that can be had, also of meetings whose webhook was lost. What cannot be had now is tried later;
 * nothing that was taken over is ever removed.
 */
export async function importFigures(deps: Deps = defaults()): Promise<void> {
  await askForLost(deps);
  const due = await deps.db.meetingFigures.findMany({
    where: { importedAt: null, nextTryAt: { lte: new Date() }, tries: { lt: mostTries } },
    orderBy: { nextTryAt: 'asc' },
    take: batch,
    select: { meetingId: true, fileId: true, tries: true },
  });
  for (const { meetingId, fileId, tries } of due) {
    try {
      await takeOver(deps, meetingId, await deps.client.readAnalytics(fileId));
    } catch (error) {
      if (!(error instanceof AppError)) logger.error({ err: error, meetingId }, 'the figures of a meeting could not be taken over');
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 12));
      await deps.db.meetingFigures.updateMany({ where: { meetingId, importedAt: null }, data: { tries: { increment: 1 }, nextTryAt: new Date(Date.now() + pause) } });
    }
  }
}

/** Asks for the files of meetings that ended a while ago without a word of them. */
async function askForLost({ db, client }: Deps): Promise<void> {
  const now = Date.now();
  const silent = await db.meeting.findMany({
    where: { status: 'ended', figures: null, endedAt: { gt: new Date(now - askedForMs), lt: new Date(now - askAfterMs) }, attendances: { some: {} } },
    select: { id: true, roomId: true },
    take: batch,
  });
  if (silent.length === 0) return;
  try {
    const files = await client.fetchAnalytics(silent.map(({ roomId }) => roomId));
    const meetingOf = new Map(silent.map(({ id, roomId }) => [roomId, id]));
    const data = files.flatMap(({ room_id: roomId, file_id: fileId }) => {
      const meetingId = meetingOf.get(roomId);
      return meetingId === undefined ? [] : [{ meetingId, fileId }];
    });
    await db.meetingFigures.createMany({ data, skipDuplicates: true });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function takeOver({ db }: Deps, meetingId: string, text: string): Promise<void> {
  const figures = readFigures(text, isPerson);
  if (!figures) throw new Error('not an analytics file');
  await db.$transaction(async (tx) => {
    const meeting = await lockMeeting(tx, { id: meetingId });
    if (!meeting) return;
    // A server that mixes its files up must not show one class what another one did.
    if (figures.roomId !== meeting.roomId) throw new Error('the analytics file is of another room');
    const accounts = await tx.user.findMany({ where: { id: { in: figures.people.flatMap(({ participantId }) => accountIdOf(participantId) ?? []) } }, select: { id: true } });
    const known = new Set(accounts.map(({ id }) => id));
    await tx.personFigures.deleteMany({ where: { meetingId } });
    await tx.personFigures.createMany({
      data: figures.people.map(({ cameraSpans, ...person }) => ({
        ...person,
        meetingId,
        cameraSpans: cameraSpans.map(([from, to]) => [from, to]),
        userId: known.has(person.participantId) ? person.participantId : null,
      })),
    });
    await tx.meetingFigures.update({ where: { meetingId }, data: { importedAt: new Date(), polls: figures.polls } });
    await notifyMeeting(tx, meeting);
  });
}
