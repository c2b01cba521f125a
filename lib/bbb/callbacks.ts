import type { Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { enqueue } from '#lib/outbox/enqueue.ts';
import { analyticsPayload } from './analytics.ts';
import { queueForHooks } from './events.ts';
import { sessionMetadata } from './session.ts';

/** Queues what is to be told of the sessions that ended since (C3): the end callbacks, the dashboard, the hooks. Each once, whoever asks. */
export async function tellEnded(): Promise<void> {
  const over = await database().bbbSession.findMany({ where: { endToldAt: null, meeting: { status: 'ended' } }, select: { id: true }, take: 200 });
  for (const { id } of over) await database().$transaction((db) => tell(db, id));
}

async function tell(db: Prisma.TransactionClient, id: string): Promise<void> {
  const { count } = await db.bbbSession.updateMany({ where: { id, endToldAt: null }, data: { endToldAt: new Date(), liveKey: null } });
  const session = await db.bbbSession.findUnique({ where: { id }, include: { meeting: { select: { endedAt: true, recordings: { select: { id: true }, take: 1 } } } } });
  if (count === 0 || !session) return;
  const { accountId, externalId } = session;
  const metadata = sessionMetadata.parse(session.metadata);
  await queueForHooks(db, session, { event: 'meeting-ended', at: session.meeting?.endedAt ?? new Date() });
  if (session.parentId === null) {
    const hasMarks = session.isRecorded && (session.meeting?.recordings ?? []).length > 0;
    const urls = [metadata['endcallbackurl'], session.endedUrl].flatMap((url) => url || []);
    await enqueue(db, urls.map((url, index) => ({ accountId, kind: 'end', url: endUrl(url, externalId, hasMarks), onceKey: `end:${id}:${index}`, payload: {} })));
  }
  const analyticsUrl = metadata['analytics-callback-url'];
  if (analyticsUrl !== undefined && analyticsUrl !== '') {
    await enqueue(db, [{ accountId, kind: 'analytics', url: analyticsUrl, onceKey: `analytics:${id}`, payload: await analyticsPayload(db, session) }]);
  }
}

/** The caller's address with `recordingmarks` and `meetingID` added, even next to a meetingID of its own. */
function endUrl(url: string, externalId: string, hasMarks: boolean): string {
  const query = new URLSearchParams({ recordingmarks: String(hasMarks), meetingID: externalId });
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
