import { contextOf } from '#lib/api-accounts/acting.ts';
import type { ClassInput } from '#lib/classes/schema.ts';
import { classSwitches } from '#lib/classes/switches.ts';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';
import { startMeeting } from '#lib/meetings/start.ts';
import { findOrCreateOutsideClass, findOutsideClass, renewOutsideClass } from '#lib/outside-classes/service.ts';
import type { LmsCall } from './call.ts';
import { LmsRefusal } from './refusal.ts';
import { assertRoomNameFree, giveRoomName, releaseRoomName, reserveRoomName } from './room-name.ts';
import { createRoomBody, type CreateRoomBody } from './schema.ts';
import { findOpenSession, type LmsSession } from './session.ts';

/**
 * What every live session of a course begins with, whatever the platform asks for (portal contracts C2): microphone, camera and screen
 * are the teacher's to give, whiteboard, notes and chat are everybody's, and who comes in waits for the teacher.
 */
const enforced = {
  ...classSwitches,
  studentsMaySpeak: false,
  studentsMayShowCamera: false,
  studentsMayShareScreen: false,
  studentsMayChat: true,
  studentsMayChatPrivately: true,
  studentsMayShareFiles: true,
  studentsMayDraw: true,
  studentsMayWriteNotes: true,
  waitingRoom: true,
} as const satisfies Partial<ClassInput>;

/** Opens a course's live session, or finds it open: 201 and 200, with the same body. */
export async function createRoom(call: LmsCall, course: string): Promise<Response> {
  const { caller: { account, role }, origin } = call;
  if (role === 'student' || (role === 'teacher' && call.caller.course !== course)) throw new LmsRefusal(403, 'permission_denied');
  const given = await call.readBody();
  if (typeof given === 'object' && given !== null && 'metadata' in given) {
    logger.warn({ accountId: account.id, course, requestId: origin.requestId }, 'metadata sent by a platform is ignored: the server decides what a room allows');
  }
  const body = call.parse(createRoomBody, given);
  const known = await findOutsideClass(account.id, { source: 'lms', externalId: course });
  const open = known && (await findOpenSession(known.classId));
  if (open) {
    // Starting looks whether the room is still there.
    const { meetingId } = await startMeeting(contextOf(account, origin), open.classId);
    return answer(meetingId === open.meetingId ? 200 : 201, await sessionNow(open.classId));
  }
  if (body.room_id !== undefined) await assertRoomNameFree(account.id, known?.classId, body.room_id);
  return answer(201, await begin(call, course, body, known?.title));
}

async function begin({ caller: { account, courseTitle }, origin }: LmsCall, course: string, body: CreateRoomBody, knownTitle: string | undefined): Promise<LmsSession> {
  const title = body.title ?? courseTitle ?? knownTitle ?? course;
  const settings = { ...enforced, maxParticipants: body.max_participants ?? null };
  const { classId, isNew } = await findOrCreateOutsideClass(account, { source: 'lms', externalId: course }, { title, settings }, origin);
  if (!isNew) await renewOutsideClass(account, classId, { title, settings }, origin);
  if (body.room_id !== undefined) await reserveRoomName(account.id, classId, body.room_id);
  try {
    const { meetingId } = await startMeeting(contextOf(account, origin), classId, body.duration === undefined ? {} : { longestMinutes: body.duration });
    if (body.room_id !== undefined) await giveRoomName(account.id, body.room_id, meetingId);
  } catch (error) {
    if (body.room_id !== undefined) await releaseRoomName(account.id, body.room_id);
    throw error;
  }
  return sessionNow(classId);
}

async function sessionNow(classId: string): Promise<LmsSession> {
  const open = await findOpenSession(classId);
  // Ended again between the two: the caller tries once more.
  if (!open) throw new AppError('plugnmeetUnavailable');
  return open;
}

function answer(status: number, { roomId, meetingId, startedAt }: LmsSession): Response {
  return Response.json({ room_id: roomId, live_session_id: meetingId, status: 'active', started_at: startedAt.toISOString() }, { status, headers: { 'cache-control': 'no-store' } });
}
