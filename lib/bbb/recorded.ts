import { findAccountById } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { enqueue } from '#lib/outbox/enqueue.ts';
import { queueForHooks } from './events.ts';
import { forgetAnswers } from './kept-answers.ts';
import { showRecordings } from './recordings.ts';
import { sessionMetadata } from './session.ts';

const readyUrls = ['bbb-recording-ready-url', 'bn-recording-ready-url'] as const;

/** Publishes what was recorded of sessions as soon as it can be watched, as callers of this API expect, and tells them (C3). Each session once. */
export async function tellRecorded(): Promise<void> {
  const ready = await database().bbbSession.findMany({
    where: { recordingToldAt: null, meeting: { recordings: { some: { state: 'ready', deletedAt: null } } } },
    include: { meeting: { select: { recordings: { where: { state: 'ready', deletedAt: null }, select: { id: true, description: true, visibility: true } } } } },
    take: 100,
  });
  for (const session of ready) {
    const account = await findAccountById(session.accountId);
    if (account) await showRecordings({ account, origin: { requestId: crypto.randomUUID(), ip: 'portal' } }, [session], true);
    forgetAnswers(session.accountId);
    await database().$transaction(async (db) => {
      const at = new Date();
      const { count } = await db.bbbSession.updateMany({ where: { id: session.id, recordingToldAt: null }, data: { recordingToldAt: at } });
      if (count === 0) return;
      const metadata = sessionMetadata.parse(session.metadata);
      const urls = readyUrls.flatMap((name) => metadata[name] || []);
      const payload = { meeting_id: session.externalId, record_id: session.internalId };
      await enqueue(db, urls.map((url, index) => ({ accountId: session.accountId, kind: 'recordingReady', url, onceKey: `ready:${session.id}:${index}`, payload })));
      await queueForHooks(db, session, { event: 'rap-published', at, attributes: { recording: { 'record-id': session.internalId } } });
    });
  }
}
