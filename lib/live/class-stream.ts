import 'server-only';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import { logger } from '#lib/logger.ts';
import { findClassByCode } from '#lib/meetings/find-class.ts';
import type { ClassState } from '#lib/meetings/schema.ts';
import { liveHub } from './hub.ts';
import { eventStreamResponse } from './stream.ts';

/** Event names the join page listens to. */
const eventNames: Record<ClassState, string> = { scheduled: 'waiting', open: 'open', ended: 'ended', cancelled: 'cancelled' };

/** Where a class stands, told to everybody with its link, now and at every change. Nothing else is told. */
export async function classStateStream(request: Request, code: string, ip: string): Promise<Response> {
  await takeFrom('liveStream', ip);
  const joinCode = normaliseJoinCode(code);
  if (joinCode === null || !(await findClassByCode(joinCode))) throw new AppError('linkInvalid');
  return eventStreamResponse(request, ip, (stream) => {
    const tell = latestOnly(async () => {
      const found = await findClassByCode(joinCode);
      if (found) stream.send(eventNames[found.state], { state: found.state, startsAt: found.startsAt });
      else stream.close();
    });
    tell();
    return liveHub().subscribe((change) => {
      if (change === null || change.joinCode === joinCode) tell();
    });
  });
}

/** Runs a task again when asked to while it runs, never twice at once, so that the last word sent is the latest. */
function latestOnly(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    try {
      do {
        again = false;
        await task();
      } while (again);
    } catch (error) {
      logger.warn({ err: error }, 'a live update could not be read');
    } finally {
      running = false;
    }
  };
  return () => {
    again = true;
    if (!running) void run();
  };
}
