import { z } from 'zod';
import { database, run, type Statement } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { isPerson } from '#lib/meetings/participants.ts';
import type { ActiveRoom } from '#lib/plugnmeet/client-answers.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { successText, xmlText, type Answer } from './answer.ts';
import type { BbbCall } from './call.ts';
import { keptAnswer } from './kept-answers.ts';
import { readMeetingId } from './meeting-id.ts';
import { refusal } from './refusal.ts';
import { createDate, findLive, listLive, liveKeyOf, sessionMetadata, type Session } from './session.ts';
import type { XmlElement } from './xml.ts';

const isXmlName = /^[a-z_][a-z0-9_.-]*$/i;

/** One meeting and who is in it (A10). What only the room knows is asked there, and left at nothing when it does not answer. */
export async function getMeetingInfo({ account, parameters }: BbbCall): Promise<readonly XmlElement[]> {
  const session = await findLive(account.id, readMeetingId(parameters));
  if (!session) throw refusal('unknownMeeting');
  const [people, room, breakouts] = await Promise.all([peopleOf([session]), liveRoom(session), breakoutsOf(session)]);
  return meetingElements(session, people.get(session.meetingId ?? '') ?? nobody, breakouts, room);
}

/** Every meeting of the account that may be going on. Asks nobody but the database: callers poll it. */
export async function getMeetings({ account }: BbbCall): Promise<Answer> {
  return xmlText(await keptAnswer(account.id, 'getMeetings', async () => successText(await listMeetings(account.id))));
}

async function listMeetings(accountId: string): Promise<readonly XmlElement[]> {
  const sessions = await listLive(accountId);
  if (sessions.length === 0) return [['meetings', []], ['messageKey', 'noMeetings'], ['message', 'no meetings were found on this server']];
  const people = await peopleOf(sessions);
  const breakouts = Map.groupBy(sessions.filter(({ parentId }) => parentId !== null), ({ parentId }) => parentId);
  return [['meetings', sessions.map((session): XmlElement => {
    const rooms = (breakouts.get(session.id) ?? []).toSorted((left, right) => left.sequence - right.sequence).map(({ internalId }) => internalId);
    return ['meeting', meetingElements(session, people.get(session.meetingId ?? '') ?? nobody, rooms, null)];
  })]];
}

const running: Statement = {
  name: 'bbb-running',
  text: `select exists (
    select from portal.bbb_session s join portal."Meeting" m on m.id = s."meetingId" join portal."Attendance" a on a."meetingId" = m.id
    where s."liveKey" = $1 and m.status <> 'ended') as running`,
};

/** True from the first join on; anything else, an unknown meeting too, is false (A9). */
export async function isMeetingRunning({ account, parameters }: BbbCall): Promise<readonly XmlElement[]> {
  const [row] = await run<{ running: boolean }>(running, [liveKeyOf(account.id, readMeetingId(parameters))]);
  return [['running', row?.running ?? false]];
}

interface Present {
  participantId: string;
  name: string;
  isModerator: boolean;
  externalUserId: string;
}

interface People {
  hasUserJoined: boolean;
  present: readonly Present[];
}

const nobody: People = { hasUserJoined: false, present: [] };

const joined: Statement = { name: 'bbb-joined', text: `select m.id from unnest($1::uuid[]) as m(id) where exists (select from portal."Attendance" a where a."meetingId" = m.id)` };

/** Who is there, in the order they came, by the name the account has for them. */
const stays: Statement = {
  name: 'bbb-stays',
  text: `
    select a."meetingId", a."participantId", a.name, a."isModerator", coalesce(v."externalUserId", a."participantId") as "externalUserId"
    from portal."Attendance" a join portal."Meeting" m on m.id = a."meetingId"
    left join lateral (select "externalUserId" from portal."Visit" where "classId" = m."classId" and "participantId" = a."participantId" limit 1) v on true
    where a."meetingId" = any($1::uuid[]) and a."leftAt" is null order by a."joinedAt"`,
};

/** The meetings of these sessions that somebody has joined. */
export async function haveBegun(sessions: readonly Pick<Session, 'meetingId'>[]): Promise<Set<string>> {
  const rows = await run<{ id: string }>(joined, [sessions.flatMap(({ meetingId }) => (meetingId === null ? [] : [meetingId]))]);
  return new Set(rows.map(({ id }) => id));
}

async function peopleOf(sessions: readonly Session[]): Promise<Map<string, People>> {
  const began = await haveBegun(sessions);
  const rows = began.size === 0 ? [] : await run<Present & { meetingId: string }>(stays, [[...began]]);
  const present = Map.groupBy(rows, ({ meetingId }) => meetingId);
  // Somebody who is there twice counts once.
  return new Map([...began].map((id) => [id, { hasUserJoined: true, present: [...new Map((present.get(id) ?? []).map((person) => [person.participantId, person])).values()] }]));
}

async function breakoutsOf({ id }: Session): Promise<string[]> {
  const rooms = await database().bbbSession.findMany({
    where: { parentId: id, liveKey: { not: null }, OR: [{ meetingId: null }, { meeting: { status: { not: 'ended' } } }] },
    orderBy: { sequence: 'asc' }, select: { internalId: true },
  });
  return rooms.map(({ internalId }) => internalId);
}

async function liveRoom({ meeting }: Session): Promise<ActiveRoom | null> {
  // Before the first join there is no room yet.
  if (meeting?.status !== 'active') return null;
  try {
    return await plugnmeet().getActiveRoom(meeting.roomId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.warn({ roomId: meeting.roomId, code: error.code }, 'a meeting is described without its room');
    return null;
  }
}

type RoomPerson = ActiveRoom['participants_info'][number];

function publishes(person: RoomPerson | undefined, source: string): boolean {
  return person?.tracks.some((track) => track.source === source) ?? false;
}

const presenter = z.object({ is_presenter: z.boolean() });

function isPresenting(person: RoomPerson | undefined): boolean {
  try {
    return presenter.safeParse(JSON.parse(person?.metadata ?? '')).data?.is_presenter ?? false;
  } catch {
    return false;
  }
}

function meetingElements(session: Session, { hasUserJoined, present }: People, breakouts: readonly string[], room: ActiveRoom | null): XmlElement[] {
  const inRoom = new Map((room?.participants_info ?? []).filter(({ identity }) => isPerson(identity)).map((person) => [person.identity, person]));
  const speaking = present.filter(({ participantId }) => publishes(inRoom.get(participantId), 'MICROPHONE')).length;
  const startedAt = session.meeting?.startedAt ?? session.createdAt;
  return [
    ['meetingName', session.name],
    ['meetingID', session.externalId],
    ['internalMeetingID', session.internalId],
    ['createTime', session.createdAt.getTime()],
    ['createDate', createDate(session.createdAt)],
    ['voiceBridge', session.voiceBridge],
    ['dialNumber', session.dialNumber],
    ['attendeePW', session.attendeePassword],
    ['moderatorPW', session.moderatorPassword],
    ['running', hasUserJoined],
    ['duration', session.duration],
    ['hasUserJoined', hasUserJoined],
    ['recording', room?.room_info.is_recording === 1],
    ['hasBeenForciblyEnded', false],
    ['startTime', startedAt.getTime()],
    ['endTime', 0],
    ['participantCount', present.length],
    ['listenerCount', room ? present.length - speaking : 0],
    ['voiceParticipantCount', speaking],
    ['videoCount', present.filter(({ participantId }) => publishes(inRoom.get(participantId), 'CAMERA')).length],
    ['maxUsers', session.maxUsers],
    ['moderatorCount', present.filter(({ isModerator }) => isModerator).length],
    ['attendees', present.map((person): XmlElement => ['attendee', attendeeElements(person, inRoom.get(person.participantId))])],
    ['metadata', metadataElements(session.metadata)],
    ['isBreakout', session.parentId !== null],
    ...breakoutElements(session),
    ...(breakouts.length > 0 ? [['breakoutRooms', breakouts.map((id): XmlElement => ['breakout', id])] satisfies XmlElement] : []),
  ];
}

function attendeeElements(person: Present, inRoom: RoomPerson | undefined): XmlElement[] {
  const speaks = publishes(inRoom, 'MICROPHONE');
  return [
    ['userID', person.externalUserId],
    ['fullName', person.name],
    ['role', person.isModerator ? 'MODERATOR' : 'VIEWER'],
    ['isPresenter', isPresenting(inRoom)],
    ['isListeningOnly', inRoom !== undefined && !speaks],
    ['hasJoinedVoice', speaks],
    ['hasVideo', publishes(inRoom, 'CAMERA')],
    ['clientType', 'HTML5'],
    ['customdata', []],
  ];
}

/** As BigBlueButton writes them, and once more wrapped as the older documents do. */
function breakoutElements({ parent, sequence, freeJoin }: Session): XmlElement[] {
  if (!parent) return [];
  const elements: XmlElement[] = [['parentMeetingID', parent.internalId], ['sequence', sequence], ['freeJoin', freeJoin]];
  return [...elements, ['breakout', elements]];
}

/** Names that could not stand in XML are left out. */
export function metadataElements(metadata: unknown): XmlElement[] {
  return Object.entries(sessionMetadata.parse(metadata)).filter(([name]) => isXmlName.test(name)).map(([name, value]): XmlElement => [name, value]);
}
