import { Prisma } from '#generated/prisma/client.ts';
import { contextOf } from '#lib/api-accounts/acting.ts';
import { isSame } from '#lib/constant-time.ts';
import { database } from '#lib/db/client.ts';
import { beginMeeting, openRoom } from '#lib/meetings/start.ts';
import { findOrCreateOutsideClass, renewOutsideClass } from '#lib/outside-classes/service.ts';
import type { BbbCall } from './call.ts';
import { readCreate, type CreateRequest } from './create-parameters.ts';
import { queueCreated } from './events.ts';
import { forgetAnswers } from './kept-answers.ts';
import { haveBegun } from './meeting-info.ts';
import { findGround, makeMeeting, newSession } from './new-meeting.ts';
import { refusal } from './refusal.ts';
import { createDate, findLive, releaseOver, type Session } from './session.ts';
import { readSlides, type Slide } from './slides.ts';
import { sendSlides } from './slide-upload.ts';
import type { XmlElement } from './xml.ts';

const alreadyThere = 'This conference was already in existence and may currently be in progress.';

/**
 * Makes a meeting, or finds it (A5): a caller may call this before every join, and several at once. Its room is made when the first person
 * joins, or at once for slides.
 */
export async function create(call: BbbCall): Promise<readonly XmlElement[]> {
  const { account } = call;
  const request = readCreate(call.parameters);
  const slides = readSlides(call.body, { isStrict: account.isStrict, preUploaded: request.preUploaded });
  const { live, isNew } = await findGround({ accountId: account.id, externalId: request.externalId });
  if (live) return repeated(call, live, request);
  const parent = request.breakout && (await findLive(account.id, request.breakout.parentId));
  if (request.breakout && !parent) throw refusal('parentUnknown');
  await assertBridgeFree(request.voiceBridge);
  const made = isNew ? await makeMeeting(call, request, parent) : await makeWithOthers(call, request, parent);
  forgetAnswers(account.id);
  if (!made) return afterRace(call, request);
  if (made.meeting && slides.length > 0 && (request.settings.withWhiteboard ?? true)) await showSlides(made.meeting, slides);
  return answer(made, parent, ['', '']);
}

async function showSlides({ id, roomId }: { id: string; roomId: string }, slides: readonly Slide[]): Promise<void> {
  await openRoom(id);
  sendSlides(roomId, slides);
}

/** A new session where there was its class already, which gets new settings, or where somebody is told of it; null when another caller was quicker. */
async function makeWithOthers(call: BbbCall, request: CreateRequest, parent: Session | null): Promise<Session | null> {
  const { account, origin } = call;
  const { externalId, name, settings } = request;
  const { classId, isNew } = await findOrCreateOutsideClass(account, { source: 'bbb', externalId }, { title: name, settings }, origin);
  await releaseOver(account.id, externalId);
  const data = { ...newSession(call, request, parent), classId };
  try {
    await database().$transaction(async (db) => queueCreated(db, await db.bbbSession.create({ data })));
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return null;
    throw error;
  }
  try {
    if (!isNew) await renewOutsideClass(account, classId, { title: name, settings }, origin);
    const { meetingId } = await beginMeeting(contextOf(account, origin), classId, request.extras);
    await database().bbbSession.update({ where: { id: data.id }, data: { meetingId } });
  } catch (error) {
    // Taken back, so that the caller may try again.
    await database().bbbSession.delete({ where: { id: data.id } });
    throw error;
  }
  return findLive(account.id, externalId);
}

async function afterRace(call: BbbCall, request: CreateRequest): Promise<readonly XmlElement[]> {
  const winner = await findLive(call.account.id, request.externalId);
  // Gone again already: its room could not be made, which its own caller was told.
  if (!winner) throw refusal('internalError');
  return repeated(call, winner, request);
}

/** The same passwords, or none, find the meeting as it is; others mean another meeting (A5.4). */
async function repeated({ account, origin }: BbbCall, session: Session, request: CreateRequest): Promise<readonly XmlElement[]> {
  const { attendeePassword, moderatorPassword } = request;
  if (differs(attendeePassword, session.attendeePassword) || differs(moderatorPassword, session.moderatorPassword)) throw refusal('idNotUnique');
  // Left behind by a portal that stopped in the middle of it.
  if (session.meetingId === null) await adopt(account, origin, session, request);
  return answer(session, session.parent, ['duplicateWarning', alreadyThere], (await haveBegun([session])).size > 0);
}

function differs(given: string | null, stored: string): boolean {
  return given !== null && !isSame(stored, given);
}

const longestBeginningMs = 15_000;

async function adopt(account: BbbCall['account'], origin: BbbCall['origin'], session: Session, { extras }: CreateRequest): Promise<void> {
  if (Date.now() - session.createdAt.getTime() < longestBeginningMs) return;
  const { meetingId } = await beginMeeting(contextOf(account, origin), session.classId, extras);
  await database().bbbSession.updateMany({ where: { id: session.id, meetingId: null }, data: { meetingId } });
}

async function assertBridgeFree(voiceBridge: number | null): Promise<void> {
  if (voiceBridge === null) return;
  const taken = await database().bbbSession.count({ where: { voiceBridge, liveKey: { not: null }, meeting: { status: { not: 'ended' } } } });
  if (taken > 0) throw refusal('nonUniqueVoiceBridge');
}

function answer(session: Session, parent: { internalId: string } | null, [key, message]: readonly [string, string], joined = false): readonly XmlElement[] {
  return [
    ['meetingID', session.externalId],
    ['internalMeetingID', session.internalId],
    ['parentMeetingID', parent?.internalId ?? 'bbb-none'],
    ['attendeePW', session.attendeePassword],
    ['moderatorPW', session.moderatorPassword],
    ['createTime', session.createdAt.getTime()],
    ['voiceBridge', session.voiceBridge],
    ['dialNumber', session.dialNumber],
    ['createDate', createDate(session.createdAt)],
    ['hasUserJoined', joined],
    ['duration', session.duration],
    ['hasBeenForciblyEnded', false],
    ['messageKey', key],
    ['message', message],
  ];
}
