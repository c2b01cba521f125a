import type { RequestContext } from '#lib/action.ts';
import type { Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError, isErrorCode } from '#lib/errors.ts';
import { issueParams } from '#lib/issue.ts';
import { may } from '#lib/permissions.ts';
import { isRoomGone, PlugnmeetRefusal } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { foldName, personName } from '#lib/text/name.ts';
import { readVisit } from '#lib/visits/read.ts';
import { isAccessProof } from './access-proof.ts';
import { findClassByCode, type FoundClass } from './find-class.ts';
import { isPerson, newGuestId, participantIdOf } from './participants.ts';
import { reconcileMeeting } from './reconcile.ts';
import type { Ticket, TicketInput } from './schema.ts';

export interface IssuedTicket {
  ticket: Ticket;
  /** The guest's stable id, for the signed cookie; null for everybody else. */
  guestId: string | null;
}

/** Who somebody is in the room of a class. */
interface Entrant {
  participantId: string;
  name: string;
  isModerator: boolean;
  guestId: string | null;
  profilePicture: string | null;
  /** Waits with the others, when there is a waiting room. */
  waits: boolean;
}

/** Lets somebody with the join link into the open meeting of a class: checks every rule of the class and mints the join token. */
export async function requestTicket({ actor }: RequestContext, input: TicketInput): Promise<IssuedTicket> {
  const found = await findClassByCode(input.code);
  if (!found) throw new AppError('linkInvalid');
  const visitor = await visitorOf(found, input.visit);
  const entrant = visitor ?? entrantOf(actor, found, input);
  const { participantId, name, isModerator, guestId } = entrant;
  const meeting = openMeetingOf(found);
  const base = { roomId: meeting.roomId, meetingId: meeting.id, participantId, name, isModerator, serverUrl: env().PLUGNMEET_PUBLIC_URL };

  const present = await whoIsIn(meeting.roomId);
  const isIn = present.includes(participantId);
  if (isIn && !input.takeOver) return { ticket: { ...base, joinedElsewhere: true, token: null }, guestId };
  const isFull = found.maxParticipants !== null && present.filter((id) => id !== participantId).length >= found.maxParticipants;
  if (isFull && !isModerator) throw new AppError('roomFull');

  const token = await mintToken(meeting.id, { roomId: meeting.roomId, userId: participantId, name, isModerator, profilePicture: entrant.profilePicture });
  if (found.waitingRoom && !entrant.waits && !isModerator) await plugnmeet().approveWaiting(meeting.roomId, participantId);
  if (actor.role !== 'guest' && !visitor) await rememberMember(found, actor.userId);
  return { ticket: { ...base, joinedElsewhere: false, token }, guestId };
}

/** The class shows on the home page of everybody signed in who came by its link. */
export async function rememberMember(found: Pick<FoundClass, 'id' | 'ownerId'>, userId: string): Promise<void> {
  if (found.ownerId === userId) return;
  const membership = { classId: found.id, userId };
  await database().classMember.upsert({ where: { classId_userId: membership }, create: membership, update: {} });
}

/** Somebody an outside system sent: it has answered for them, so that the class's own questions are not asked. */
async function visitorOf(found: FoundClass, cookie: string | undefined): Promise<Entrant | null> {
  const visit = cookie === undefined ? null : await readVisit(cookie, found.id);
  if (!visit) return null;
  if (found.state === 'cancelled') throw new AppError('classCancelled');
  const { participantId, name, isModerator, avatarUrl, waits } = visit;
  return { participantId, name, isModerator, guestId: null, profilePicture: avatarUrl, waits };
}

function entrantOf(actor: Actor, found: FoundClass, input: TicketInput): Entrant {
  const isModerator = may(actor.role, 'meeting.moderate', { isOwner: found.owner.id === actor.userId });
  assertAdmitted(actor, found, isModerator, input.accessProof);
  const name = nameOf(actor, found, input.name);
  const guestId = actor.role === 'guest' ? (actor.guestId ?? newGuestId()) : null;
  return { participantId: participantIdOf(actor, guestId ?? ''), name, isModerator, guestId, profilePicture: null, waits: true };
}

function assertAdmitted(actor: Actor, found: FoundClass, isModerator: boolean, proof: string | undefined): void {
  if (found.state === 'cancelled') throw new AppError('classCancelled');
  if (actor.role === 'guest' && !found.guestsAllowed) throw new AppError('guestsNotAllowed');
  if (isModerator || found.accessCode === null) return;
  if (!isAccessProof(proof, found.id, found.accessCode)) throw new AppError('accessCodeNeeded', { field: 'accessCode' });
}

function nameOf(actor: Actor, found: FoundClass, given: string | undefined): string {
  if (actor.role !== 'guest') return actor.name;
  const parsed = personName.safeParse(given ?? '');
  if (!parsed.success) {
    const { code, values } = issueParams(parsed.error.issues[0]);
    throw new AppError(isErrorCode(code) ? code : 'nameInvalid', { field: 'name', ...(values ? { params: values } : {}) });
  }
  if (foldName(parsed.data) === foldName(found.owner.name)) throw new AppError('nameTaken', { field: 'name' });
  return parsed.data;
}

function openMeetingOf(found: FoundClass): { id: string; roomId: string } {
  if (found.openMeeting) return found.openMeeting;
  throw new AppError(found.state === 'ended' ? 'meetingEnded' : 'classNotStarted');
}

/** Who is in the room's media; nobody when that cannot be told: it only decides politeness, the server keeps the limits. */
async function whoIsIn(roomId: string): Promise<string[]> {
  try {
    const room = await plugnmeet().getActiveRoom(roomId);
    return (room?.participants_info ?? []).filter(({ state, identity }) => state !== 'DISCONNECTED' && isPerson(identity)).map(({ identity }) => identity);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

async function mintToken(meetingId: string, request: Parameters<ReturnType<typeof plugnmeet>['getJoinToken']>[0]): Promise<string> {
  try {
    return await plugnmeet().getJoinToken(request);
  } catch (error) {
    if (error instanceof PlugnmeetRefusal && error.statusCode === 'USER_BLOCKED') throw new AppError('blockedFromRoom', { cause: error });
    if (!isRoomGone(error)) throw error;
    await reconcileMeeting(meetingId);
    throw new AppError('meetingEnded', { cause: error });
  }
}
