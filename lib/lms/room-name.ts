import { Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { LmsRefusal } from './refusal.ts';

const taken = new LmsRefusal(409, 'room_id_taken', { field: 'room_id' });

/** Keeps a name for the next session of a course. It must be new: one of an earlier session stays that session's. */
export async function reserveRoomName(accountId: string, classId: string, roomId: string): Promise<void> {
  await database().lmsRoom.createMany({ data: [{ accountId, roomId, classId }], skipDuplicates: true });
  const kept = await database().lmsRoom.findUnique({ where: { accountId_roomId: { accountId, roomId } } });
  if (kept?.classId !== classId || kept.meetingId !== null) throw taken;
}

/** Refuses a name that is another course's or an earlier session's, before anything is made. */
export async function assertRoomNameFree(accountId: string, classId: string | undefined, roomId: string): Promise<void> {
  const kept = await database().lmsRoom.findUnique({ where: { accountId_roomId: { accountId, roomId } } });
  if (kept && (kept.classId !== classId || kept.meetingId !== null)) throw taken;
}

/** Gives the reserved name to the meeting, unless another call gave it one first. */
export async function giveRoomName(accountId: string, roomId: string, meetingId: string): Promise<void> {
  try {
    await database().lmsRoom.updateMany({ where: { accountId, roomId, meetingId: null }, data: { meetingId } });
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    await releaseRoomName(accountId, roomId);
  }
}

/** Takes back a name no session got. */
export async function releaseRoomName(accountId: string, roomId: string): Promise<void> {
  await database().lmsRoom.deleteMany({ where: { accountId, roomId, meetingId: null } });
}
