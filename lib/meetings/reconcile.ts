import type { MeetingEndReason, MeetingStatus } from '#generated/prisma/client.ts';
import { database, type Database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import type { ActiveRoom } from '#lib/plugnmeet/client-answers.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { lockMeeting, markActive, markEnded, notifyMeeting, reasonOfEnd } from './lifecycle.ts';
import { isPerson } from './participants.ts';
import { closeOpenStays, recordStay } from './stays.ts';

/** A meeting still starting after this long was left behind by whoever began it. */
const startingForMs = 60_000;
/** Stays this young may be missing from the room's list because their owner is just coming in. */
const youngStayMs = 15_000;
/** Exact leaves come by webhook; after this long the end of the meeting stands in for those that were lost. */
const lateLeaveMs = 60_000;

interface Deps {
  db: Database;
  client: PlugnmeetClient;
}

function defaults(): Deps {
  return { db: database(), client: plugnmeet() };
}

/**
 * Compares every open meeting with what Plugnmeet says and mends what lost webhooks left wrong.
 * Upstream errors change nothing; nothing is ever deleted.
 */
export async function reconcileMeetings(deps: Deps = defaults()): Promise<void> {
  for (const id of await findDoubtful(deps)) {
    try {
      await reconcileMeeting(id, deps);
    } catch (error) {
      if (!(error instanceof AppError)) logger.error({ err: error, meetingId: id }, 'reconciling a meeting failed');
    }
  }
  await closeForgottenStays(deps.db);
}

/** The open meetings that one list of all rooms does not show to be as they are known; none when it cannot be had. */
async function findDoubtful({ db, client }: Deps): Promise<string[]> {
  const open = await db.meeting.findMany({
    where: { openClassId: { not: null } },
    select: { id: true, roomId: true, roomSid: true, status: true, createdAt: true, bbbSession: { select: { id: true } }, attendances: { where: { leftAt: null }, select: { participantSid: true } } },
  });
  if (open.length === 0) return [];
  try {
    const rooms = await client.getActiveRooms();
    const known = new Map(rooms.map((room) => [room.room_info.room_id, room]));
    const breakouts = Map.groupBy(rooms, ({ room_info: info }) => info.parent_room_id ?? '');
    return open.filter((meeting) => {
      const room = known.get(meeting.roomId);
      if (!room) return !isStillBeginning(meeting);
      if (meeting.status !== 'active' || room.room_info.sid !== meeting.roomSid) return true;
      const inRoom = personsIn([room]);
      const inClass = new Set([...inRoom, ...personsIn(breakouts.get(meeting.roomId) ?? [])]);
      const stays = new Set(meeting.attendances.map(({ participantSid }) => participantSid));
      return inRoom.some((sid) => !stays.has(sid)) || [...stays].some((sid) => !inClass.has(sid));
    }).map(({ id }) => id);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

/** The stays of people who are in these rooms' media. */
function personsIn(rooms: readonly ActiveRoom[]): string[] {
  return rooms.flatMap(({ participants_info: people }) => people.filter(({ state, identity }) => state !== 'DISCONNECTED' && isPerson(identity)).map(({ sid }) => sid));
}

/** Its room may be yet to come: it is being made, or is made when the first person joins, until nobody came for as long as an empty room lives. */
function isStillBeginning({ status, createdAt, bbbSession }: { status: MeetingStatus; createdAt: Date; bbbSession: object | null }): boolean {
  const longestMs = bbbSession === null ? startingForMs : Math.max(startingForMs, env().EMPTY_TIMEOUT_SECONDS * 1000);
  return status === 'starting' && Date.now() - createdAt.getTime() < longestMs;
}

/** The same for one meeting; throws when Plugnmeet does not answer. */
export async function reconcileMeeting(meetingId: string, deps: Deps = defaults()): Promise<void> {
  const { db, client } = deps;
  const meeting = await db.meeting.findUnique({ where: { id: meetingId }, include: { bbbSession: { select: { id: true } } } });
  if (!meeting || meeting.status === 'ended') return;
  const askedAt = new Date();
  const room = await client.getActiveRoom(meeting.roomId);
  if (room && (meeting.roomSid === null || room.room_info.sid === meeting.roomSid)) {
    await takeInRoom(deps, meetingId, await withBreakouts(deps, meetingId, room), askedAt);
    return;
  }
  if (isStillBeginning(meeting)) return;
  // A room just being made may not be listed yet; only a second "no" counts.
  if (!room && await client.isRoomActive(meeting.roomId)) return;
  await takeInGone(deps, meetingId, meeting.roomId, meeting.bbbSession === null ? 'failedToStart' : 'emptied');
}

/**
 * The room with those in its breakout rooms, as one list of who is in the class. They are asked for only when somebody is
 * missed in the room itself.
 */
async function withBreakouts({ db, client }: Deps, meetingId: string, room: ActiveRoom): Promise<ActiveRoom> {
  const present = room.participants_info.map(({ sid }) => sid);
  const missed = await db.attendance.count({ where: { meetingId, leftAt: null, participantSid: { notIn: present } } });
  if (missed === 0) return room;
  const breakouts = (await client.getActiveRooms()).filter(({ room_info: info }) => info.parent_room_id === room.room_info.room_id);
  return { ...room, participants_info: [room, ...breakouts].flatMap(({ participants_info: people }) => people) };
}

async function takeInRoom({ db }: Deps, meetingId: string, room: ActiveRoom, askedAt: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    const meeting = await lockMeeting(tx, { id: meetingId });
    if (!meeting || meeting.status === 'ended') return;
    await markActive(tx, meeting, room.room_info.sid);
    const present = room.participants_info.filter(({ state }) => state !== 'DISCONNECTED');
    const before = await tx.attendance.count({ where: { meetingId, leftAt: null } });
    for (const person of present) {
      const joinedAt = person.joined_at > 0 ? new Date(person.joined_at * 1000) : askedAt;
      const known = await tx.attendance.count({ where: { meetingId, participantSid: person.sid } });
      if (known === 0) await recordStay(tx, { meetingId, participantSid: person.sid, participantId: person.identity, name: person.name, joinedAt, leftAt: null }, null);
    }
    const young = await tx.attendance.findMany({ where: { meetingId, leftAt: null, joinedAt: { gt: new Date(askedAt.getTime() - youngStayMs) } }, select: { participantSid: true } });
    const closed = await closeOpenStays(tx, meetingId, askedAt, [...present.map(({ sid }) => sid), ...young.map(({ participantSid }) => participantSid)]);
    const after = await tx.attendance.count({ where: { meetingId, leftAt: null } });
    if (closed > 0 || after !== before) await notifyMeeting(tx, meeting);
  });
}

async function takeInGone({ db, client }: Deps, meetingId: string, roomId: string, reasonUnopened: MeetingEndReason): Promise<void> {
  const past = await client.fetchPastRooms([roomId]);
  await db.$transaction(async (tx) => {
    const meeting = await lockMeeting(tx, { id: meetingId });
    if (!meeting || meeting.status === 'ended') return;
    const session = past.find(({ room_sid: sid }) => sid === meeting.roomSid) ?? (meeting.roomSid === null ? past[0] : undefined);
    if (meeting.status === 'starting' && !session) {
      await markEnded(tx, meeting, new Date(), reasonUnopened);
      return;
    }
    // When the server does not remember the end, the moment it was noticed is the best there is.
    const endedAt = session?.ended ?? new Date();
    const reason = await reasonOfEnd(tx, meeting);
    await closeOpenStays(tx, meetingId, endedAt);
    await markEnded(tx, meeting, endedAt, reason);
    logger.info({ meetingId, roomId }, 'meeting found to be over');
  });
}

async function closeForgottenStays(db: Database): Promise<void> {
  const over = await db.meeting.findMany({
    where: { status: 'ended', endedAt: { lt: new Date(Date.now() - lateLeaveMs) }, attendances: { some: { leftAt: null } } },
    select: { id: true },
    take: 200,
  });
  for (const { id } of over) {
    await db.$transaction(async (tx) => {
      const meeting = await lockMeeting(tx, { id });
      if (!meeting?.endedAt) return;
      await closeOpenStays(tx, id, meeting.endedAt);
      await notifyMeeting(tx, meeting);
    });
  }
}
