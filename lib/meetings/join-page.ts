import type { Actor } from '#lib/actor.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { may } from '#lib/permissions.ts';
import { isAccessProof } from './access-proof.ts';
import { findClassByCode } from './find-class.ts';
import type { JoinPage } from './schema.ts';
import { rememberMember } from './ticket.ts';

/**
 * What the join page shows this visitor; null for an unknown link. Somebody signed in who comes by the link and needs
 * no access code any more becomes a member: the class is on their home page from now on.
 */
export async function getJoinPage(actor: Actor, code: string, accessProof?: string): Promise<JoinPage | null> {
  const joinCode = normaliseJoinCode(code);
  const found = joinCode === null ? null : await findClassByCode(joinCode);
  if (!found) return null;
  const isOwner = found.owner.id === actor.userId;
  const isModerator = may(actor.role, 'meeting.moderate', { isOwner });
  const needsAccessCode = !isModerator && found.accessCode !== null && !isAccessProof(accessProof, found.id, found.accessCode);
  if (actor.role !== 'guest' && !isModerator && !needsAccessCode) await rememberMember(found, actor.userId);
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
    viewer: actor.role === 'guest' ? { kind: 'guest', name: null, isModerator: false } : { kind: 'user', name: actor.name, isModerator },
    needsName: actor.role === 'guest',
    needsAccessCode,
    guestsAllowed: found.guestsAllowed,
    mayStart: may(actor.role, 'meeting.start', { isOwner }) && found.state !== 'cancelled' && found.state !== 'open',
  };
}
