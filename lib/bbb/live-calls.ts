import { contextOf } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { broadcastToMeeting } from '#lib/meetings/moderate.ts';
import { openRoom } from '#lib/meetings/start.ts';
import type { BbbCall } from './call.ts';
import { readMeetingId } from './meeting-id.ts';
import { BbbRefusal, refusal } from './refusal.ts';
import { findLive } from './session.ts';
import { sendSlides } from './slide-upload.ts';
import { readSlides } from './slides.ts';
import type { XmlElement } from './xml.ts';

const longestMessage = 500;
const longestUserName = 255;

/** Puts documents on the whiteboard of a running meeting (A14). */
export async function insertDocument({ account, parameters, body }: BbbCall): Promise<readonly XmlElement[]> {
  const externalId = readMeetingId(parameters);
  const session = await findLive(account.id, externalId);
  if (!session?.meeting) throw new BbbRefusal('notFound', `Meeting with id [${externalId}] not found.`);
  const { withWhiteboard } = await database().class.findUniqueOrThrow({ where: { id: session.classId }, select: { withWhiteboard: true } });
  if (!withWhiteboard) throw refusal('presentationsOff');
  const slides = readSlides(body, { isStrict: account.isStrict, preUploaded: null });
  if (session.meeting.status === 'starting') await openRoom(session.meeting.id);
  sendSlides(session.meeting.roomId, slides);
  return [['message', 'Presentation is being uploaded']];
}

/** Writes a line into a running meeting's chat (A14). */
export async function sendChatMessage({ account, parameters, origin }: BbbCall): Promise<readonly XmlElement[]> {
  const session = await findLive(account.id, readMeetingId(parameters));
  if (!session?.meetingId) throw refusal('chatMeeting');
  const message = parameters.text('message')?.trim();
  if (message === undefined) throw refusal('chatMissing');
  if (message.length === 0 || message.length > longestMessage) throw refusal('chatLength');
  const userName = parameters.text('userName') ?? 'System';
  if (userName.length > longestUserName) throw refusal('chatUserName');
  try {
    if (session.meeting?.status === 'starting') await openRoom(session.meetingId);
    await broadcastToMeeting(contextOf(account, origin), { meetingId: session.meetingId, text: `${userName}: ${message}`, audience: 'everybody', form: 'chat' });
  } catch (error) {
    if (error instanceof AppError && error.code === 'meetingEnded') throw refusal('chatMeeting');
    throw error;
  }
  return [['message', 'Message successfully sent']];
}
