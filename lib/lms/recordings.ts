import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { findOutsideClass } from '#lib/outside-classes/service.ts';
import { watchable } from '#lib/recordings/access.ts';
import type { LmsCall } from './call.ts';
import { LmsRefusal } from './refusal.ts';

const mostListed = 200;

/**
 * What was recorded of a course, newest first. Students hear of what is shown to them only; addresses are there for what is shared with
 * everybody who has its link.
 */
export async function listRecordings({ caller: { account, role, course: own } }: LmsCall, course: string): Promise<Response> {
  if (role !== 'admin' && own !== course) throw new LmsRefusal(403, 'not_enrolled');
  const known = await findOutsideClass(account.id, { source: 'lms', externalId: course });
  const found = known === null ? [] : await database().recording.findMany({
    where: { classId: known.classId, deletedAt: null, ...(role === 'student' ? watchable : {}) },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    take: mostListed,
    include: { files: { select: { kind: true, bytes: true } } },
  });
  const recordings = found.map(({ recordId, meetingId, title, state, step, published, visibility, linkCode, durationSeconds, recordedAt, files }) => {
    const isShared = state === 'ready' && published && (visibility === 'link' || visibility === 'public');
    return {
      record_id: recordId,
      live_session_id: meetingId,
      title,
      status: state === 'importing' ? (step === 'fetch' ? 'downloading' : 'pending') : state,
      duration: durationSeconds,
      size: Number(files.find(({ kind }) => kind === 'original')?.bytes ?? 0),
      recorded_at: recordedAt.toISOString(),
      url: isShared ? `${env().PORTAL_URL}/watch/${linkCode}` : null,
      thumbnail: isShared && files.some(({ kind }) => kind === 'poster') ? `${env().PORTAL_URL}/api/watch/${linkCode}/files/poster` : null,
    };
  });
  return Response.json({ recordings }, { headers: { 'cache-control': 'no-store' } });
}
