import type { EngineContext } from '#engine/context.ts';
import { text } from './reply.ts';
import type { Reply } from './reply.ts';

const limitMilliseconds = 2000;

async function within(work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), limitMilliseconds);
  try {
    return await Promise.race([work.then(() => true, () => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `/healthCheck`: whether PostgreSQL and NATS answer (wire §1.4). */
export async function health({ db, nats }: EngineContext): Promise<Reply> {
  const [isDatabaseUp, isNatsUp] = await Promise.all([within(db.$queryRaw`SELECT 1`), nats.isClosed() ? false : within(nats.flush())]);
  if (!isDatabaseUp) return text('DB connection error', 503);
  if (!isNatsUp) return text('Nats connection error', 503);
  return text('Healthy');
}
