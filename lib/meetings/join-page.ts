import type { Actor } from '#lib/actor.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { may } from '#lib/permissions.ts';
import { isAccessProof } from './access-proof.ts';
import { findClassByCode } from './find-class.ts';
import { readVisit } from '#lib/visits/read.ts';
import type { JoinPage, Viewer } from './schema.ts';
import { rememberMember } from './ticket.ts';

/**
 * What the join page shows this visitor; null for an unknown link. Somebody signed in who comes by the link and needs
 * no access code any more becomes a member: the class is on their home page from now on.
 */
export async function getJoinPage(actor: Actor, code: string, proofs: { accessProof?: string | undefined; visit?: string | undefined } = {}): Promise<JoinPage | null> {
  const joinCode = normaliseJoinCode(code);
  const found = joinCode === null ? null : await findClassByCode(joinCode);
  if (!found) return null;
  const isOwner = found.owner.id === actor.userId;
  const visit = proofs.visit === undefined ? null : await readVisit(proofs.visit, found.id);
  const isModerator = visit?.isModerator ?? may(actor.role, 'meeting.moderate', { isOwner });
  const needsAccessCode = !visit && !isModerator && found.accessCode !== null && !isAccessProof(proofs.accessProof, found.id, found.accessCode);
  if (!visit && actor.role !== 'guest' && !isModerator && !needsAccessCode) await rememberMember(found, actor.userId);
  return {
    classId: found.id,
    code: found.joinCode,
    title: found.title,
    description: found.description,
    teacherName: found.owner.name,
    startsAt: found.startsAt,
    durationMinutes: found.durationMinutes,
    timeZone: found.timeZone,
    state: found.state,
    meetingId: found.openMeeting?.id ?? null,
    viewer: visit ? { kind: 'visitor', name: visit.name, isModerator, leaveUrl: visit.leaveUrl } : viewerOf(actor, isModerator),
    needsName: !visit && actor.role === 'guest',
    needsAccessCode,
    guestsAllowed: found.guestsAllowed,
    mayStart: !visit && may(actor.role, 'meeting.start', { isOwner }) && found.state !== 'cancelled' && found.state !== 'open',
  };
}

function viewerOf(actor: Actor, isModerator: boolean): Viewer {
  return actor.role === 'guest' ? { kind: 'guest', name: null, isModerator: false } : { kind: 'user', name: actor.name, isModerator };
}
