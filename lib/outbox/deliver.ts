import type { OutboxMessage } from '#generated/prisma/client.ts';
import { findAccountById } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { logger } from '#lib/logger.ts';
import { outsideRequest, OutsideRequestFailed } from '#lib/outside-request/request.ts';
import { senderOf } from './senders.ts';

const tickMs = 1000;
const atOnce = 20;
const timeoutMs = 10_000;
/** A message whose portal stopped in the middle of sending it is taken up again after this. */
const claimedForMs = 30_000;
/** How long the record of what was sent is kept. */
const keptForMs = 30 * 24 * 3600 * 1000;

/** Sends what is due, every second, until told to stop. */
export function startDeliveries(): () => void {
  let busy = false;
  let stopped = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    drain(() => stopped)
      .catch((error: unknown) => logger.warn({ err: error }, 'messages could not be sent; they are tried again'))
      .finally(() => { busy = false; });
  }, tickMs);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

async function drain(isStopped: () => boolean): Promise<void> {
  while (!isStopped() && (await deliverDue()) > 0);
}

/** Sends what is due, of each lane the oldest; several portals share the work, as each message is claimed by one. Answers how many were tried. */
export async function deliverDue(): Promise<number> {
  const claimed = await database().$queryRaw<{ id: bigint }[]>`
    update portal.outbox_message set attempts = attempts + 1, "nextAttemptAt" = ${new Date(Date.now() + claimedForMs)}
    where id in (
      select id from portal.outbox_message as due
      where "deliveredAt" is null and "failedAt" is null and "nextAttemptAt" <= ${new Date()}
        and (lane is null or not exists (
          select 1 from portal.outbox_message as earlier
          where earlier.lane = due.lane and earlier.id < due.id and earlier."deliveredAt" is null and earlier."failedAt" is null))
      order by id limit ${atOnce} for update skip locked
    ) returning id`;
  const messages = await database().outboxMessage.findMany({ where: { id: { in: claimed.map(({ id }) => id) } }, orderBy: { id: 'asc' } });
  await Promise.all(messages.map(deliver));
  return messages.length;
}

/** Forgets what was settled long ago. */
export async function forgetOldMessages(): Promise<void> {
  const before = new Date(Date.now() - keptForMs);
  await database().outboxMessage.deleteMany({ where: { deliveredAt: { lt: before } } });
  await database().outboxMessage.deleteMany({ where: { deliveredAt: null, failedAt: { lt: before } } });
}

async function deliver(message: OutboxMessage): Promise<void> {
  const failure = await attempt(message);
  const now = new Date();
  if (failure === null) {
    await settle(message, { deliveredAt: now, lastError: null });
    return;
  }
  const pause = failure.isFinal ? null : (senderOf(message.kind)?.pauseMs(message) ?? null);
  logger.warn({ messageId: message.messageId, kind: message.kind, attempts: message.attempts, reason: failure.text, isOver: pause === null }, 'a message was not taken');
  await settle(message, { lastError: failure.text, ...(pause === null ? { failedAt: now } : { nextAttemptAt: new Date(now.getTime() + pause) }) });
}

/** Gone meanwhile, together with its receiver, is fine. */
async function settle({ id }: OutboxMessage, data: Partial<Pick<OutboxMessage, 'deliveredAt' | 'failedAt' | 'nextAttemptAt' | 'lastError'>>): Promise<void> {
  await database().outboxMessage.updateMany({ where: { id }, data });
}

interface Failure {
  text: string;
  isFinal: boolean;
}

async function attempt(message: OutboxMessage): Promise<Failure | null> {
  const sender = senderOf(message.kind);
  if (!sender) return { text: 'nobody knows how to send it', isFinal: true };
  try {
    const account = await findAccountById(message.accountId);
    if (!account || account.isDisabled) return { text: 'switchedOff', isFinal: true };
    const call = await sender.prepare(message, account);
    if ('over' in call) return { text: call.over, isFinal: true };
    const { status } = await outsideRequest(call.url, { ...call.request, timeoutMs });
    const verdict = sender.judge(status);
    if (verdict === 'taken') return null;
    if (verdict === 'calledOff') await sender.calledOff?.(message);
    return { text: `HTTP ${status}`, isFinal: verdict === 'calledOff' };
  } catch (error) {
    if (error instanceof OutsideRequestFailed) return { text: error.reason, isFinal: error.reason === 'notAllowed' };
    // One message that cannot be made must not hold up the others of its lane for ever.
    logger.error({ err: error, messageId: message.messageId, kind: message.kind }, 'a message could not be sent');
    return { text: 'unexpected', isFinal: false };
  }
}
