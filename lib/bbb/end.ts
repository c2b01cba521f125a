import { contextOf } from '#lib/api-accounts/acting.ts';
import { isSame } from '#lib/constant-time.ts';
import { database } from '#lib/db/client.ts';
import { endMeeting } from '#lib/meetings/end.ts';
import type { BbbCall } from './call.ts';
import { tellEnded } from './callbacks.ts';
import { forgetAnswers } from './kept-answers.ts';
import { readMeetingId } from './meeting-id.ts';
import { refusal } from './refusal.ts';
import { findLatest, isLive, type Session } from './session.ts';
import type { XmlElement } from './xml.ts';

const sent: readonly XmlElement[] = [
  ['messageKey', 'sentEndMeetingRequest'],
  ['message', 'A request to end the meeting was sent.  Please wait a few seconds, and then use the getMeetingInfo or isMeetingRunning API calls to verify that it was ended.'],
];
/** Ending once more is fine for so long: the first answer may have got lost. */
const remembersEndMs = 60_000;

/** Ends a meeting and its breakout rooms for everybody (A8). */
export async function end(call: BbbCall): Promise<readonly XmlElement[]> {
  const { account, parameters } = call;
  const externalId = readMeetingId(parameters);
  const password = parameters.text('password');
  if (password === undefined && account.isStrict) throw refusal('missingPassword');
  const session = await findLatest(account.id, externalId);
  if (!session) throw refusal('unknownMeeting');
  if (password !== undefined && !isSame(session.moderatorPassword, password)) throw refusal('endPassword');
  if (!isLive(session)) {
    const endedAt = session.meeting?.endedAt?.getTime() ?? 0;
    if (Date.now() - endedAt > remembersEndMs) throw refusal('unknownMeeting');
    return sent;
  }
  try {
    await endSession(call, session);
  } finally {
    forgetAnswers(account.id);
  }
  return sent;
}

async function endSession(call: BbbCall, session: Pick<Session, 'id' | 'meetingId'>): Promise<void> {
  const rooms = await database().bbbSession.findMany({ where: { parentId: session.id, liveKey: { not: null } }, select: { id: true, meetingId: true } });
  for (const room of rooms) await endSession(call, room);
  if (session.meetingId === null) await database().bbbSession.update({ where: { id: session.id }, data: { liveKey: null } });
  else await endMeeting(contextOf(call.account, call.origin), session.meetingId);
  await tellEnded();
}
