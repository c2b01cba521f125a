import type { Prisma } from '#generated/prisma/client.ts';
import { contextOf } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { watchable } from '#lib/recordings/access.ts';
import { deliverFile } from '#lib/recordings/deliver.ts';
import { deleteRecordings } from '#lib/recordings/service.ts';
import { asShown } from '#lib/recordings/shown.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';
import type { RoomPerson } from './room.ts';

const downloadMs = 30 * 60_000;

type Reader = Pick<RoomPerson, 'classId' | 'isAdmin'>;

/** What somebody may watch of a room: who leads it everything that is ready, others what is published for the class. */
function readable({ classId, isAdmin }: Reader): Prisma.RecordingWhereInput {
  return { classId, ...(isAdmin ? { state: 'ready', deletedAt: null } : watchable) };
}

/** The recordings of a room, by when they were made. */
export async function listRecordings(reader: Reader, { from, limit, order }: { from: number; limit: number; order: 'asc' | 'desc' }) {
  const where = readable(reader);
  const [total, rows] = await Promise.all([
    database().recording.count({ where }),
    database().recording.findMany({ where, orderBy: [{ recordedAt: order }, { id: order }], skip: from, take: limit, include: { files: true, meeting: { select: { roomId: true, roomSid: true, startedAt: true } } } }),
  ]);
  return { total, rows: reader.isAdmin ? rows : rows.map(asShown) };
}

/** A recording of this room by the protocol's record_id; throws `notFound` for those of other rooms too. */
export async function findRecording(reader: Reader, recordId: string) {
  const found = await database().recording.findFirst({ where: { ...readable(reader), recordId }, include: { files: true } });
  if (!found) throw new AppError('notFound');
  return reader.isAdmin ? found : asShown(found);
}

/** Takes a recording of this room away; it can be brought back in the portal for a month. */
export async function deleteRecording(person: RoomPerson, recordId: string, origin: { requestId: string; ip: string }): Promise<void> {
  const { id } = await findRecording(person, recordId);
  await deleteRecordings(contextOf(person.account, origin), { recordingIds: [id] });
}

/** What stands in a download's address: one recording, for half an hour unless told otherwise. */
export function downloadToken(recordId: string, { classId, isAdmin }: Reader, lifeMs = downloadMs): string {
  return signValue('ltiDownload', JSON.stringify([recordId, classId, isAdmin, Date.now() + lifeMs]));
}

/** GET /download/recording/<token>: the file itself; `?watch` shows it in the browser. */
export async function serveDownload(request: Request, segment: { params: Promise<{ token: string }> }): Promise<Response> {
  const token = (await segment.params).token;
  const find = async () => {
    const [recordId, classId, isAdmin, until]: unknown[] = JSON.parse(openSignedValue('ltiDownload', token) ?? '[]');
    if (typeof recordId !== 'string' || typeof classId !== 'string' || Number(until) < Date.now()) throw new AppError('notFound');
    return findRecording({ classId, isAdmin: isAdmin === true }, recordId);
  };
  try {
    const { title, files } = await find();
    return await deliverFile({ request, title, files, kind: 'original', asDownload: !new URL(request.url).searchParams.has('watch'), recheck: find });
  } catch (error) {
    if (error instanceof AppError) return Response.json({ status: false, msg: 'recording not found' }, { status: 404, headers: { 'cache-control': 'no-store' } });
    throw error;
  }
}
