import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import { logger } from '#lib/logger.ts';
import { listMembers } from './members.ts';
import { originOf } from './origin.ts';
import { deleteRecording, downloadToken, findRecording, listRecordings } from './recordings.ts';
import { endRoom, enterRoom, findOpenMeeting } from './room.ts';
import { LtiTokenRefused, readLtiToken, type LtiCaller } from './token.ts';

interface LtiCall {
  caller: LtiCaller;
  body: unknown;
  origin: { requestId: string; ip: string };
}

interface LtiCallDefinition {
  adminOnly: boolean;
  run: (call: LtiCall) => Promise<Record<string, unknown>>;
}

/** An answer of the LTI API that is not a success. */
class LtiApiFailure extends Error {
  override readonly name = 'LtiApiFailure';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const success = { status: true, msg: 'success' } as const;
const fetchInput = z.object({
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  limit: z.coerce.number().int().transform((count) => Math.min(100, Math.max(1, count))).catch(20),
  order_by: z.string().transform((text) => (text.toUpperCase() === 'ASC' ? 'ASC' : 'DESC')).catch('DESC'),
});
const recordInput = z.object({ record_id: z.string().min(1).max(200) });
const megabyte = 1024 * 1024;
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

/** Every call of Plugnmeet's LTI API (portal contracts D1), by its path after /lti/v1/api. */
const calls: Readonly<Record<string, LtiCallDefinition>> = {
  'room/join': {
    adminOnly: false,
    async run({ caller, origin }) {
      return { ...success, token: (await enterRoom(caller, origin)).token };
    },
  },
  'room/isActive': {
    adminOnly: false,
    async run({ caller }) {
      const isActive = (await findOpenMeeting(caller.classId)) !== null;
      return { status: true, msg: isActive ? 'room is active' : 'room is not active', is_active: isActive };
    },
  },
  'room/end': {
    adminOnly: true,
    run: async ({ caller, origin }) => ((await endRoom(caller, origin)) ? success : { status: false, msg: 'room is not active' }),
  },
  'members/fetch': {
    adminOnly: true,
    async run({ caller }) {
      const members = caller.launchId === undefined ? null : await listMembers(caller.launchId, caller.account.id);
      return { ...success, members: (members ?? []).map(({ name, isModerator }) => ({ name, is_admin: isModerator })) };
    },
  },
  'recording/fetch': { adminOnly: false, run: fetchRecordings },
  'recording/download': {
    adminOnly: false,
    async run({ caller, body }) {
      const recordId = readRecordId(body);
      await findRecording(caller, recordId);
      return { ...success, token: downloadToken(recordId, caller) };
    },
  },
  'recording/delete': {
    adminOnly: true,
    async run({ caller, body, origin }) {
      await deleteRecording(caller, readRecordId(body), origin);
      return success;
    },
  },
};

async function fetchRecordings({ caller, body }: LtiCall): Promise<Record<string, unknown>> {
  const { from, limit, order_by } = fetchInput.parse(body);
  const { total, rows } = await listRecordings(caller, { from, limit, order: order_by === 'ASC' ? 'asc' : 'desc' });
  if (rows.length === 0) throw new LtiApiFailure('no recording found', 404);
  const recordings_list = rows.map(({ recordId, meeting, files, recordedAt }) => ({
    record_id: recordId,
    room_id: caller.roomId,
    room_sid: meeting.roomSid ?? '',
    file_path: `${caller.roomId}/${recordId}.mp4`,
    file_size: Math.round((Number(files.find(({ kind }) => kind === 'original')?.bytes ?? 0) / megabyte) * 100) / 100,
    creation_time: seconds(recordedAt),
    room_creation_time: seconds(meeting.startedAt),
  }));
  return { ...success, result: { total_recordings: total, from, limit, order_by, recordings_list } };
}

function readRecordId(body: unknown): string {
  const parsed = recordInput.safeParse(body);
  if (!parsed.success) throw new LtiApiFailure('record_id is missing', 400);
  return parsed.data.record_id;
}

/** Serves the LTI API: token → limit → role → call. Failures are `{"status":false,"msg":…}`. */
export async function serveLtiApi(request: Request, segment: { params: Promise<{ call: string[] }> }): Promise<Response> {
  const origin = originOf(request);
  const name = (await segment.params).call.join('/');
  try {
    const caller = await readLtiToken(request.headers.get('authorization'));
    await takeFrom('ltiCall', `${caller.account.id}|${caller.userId}`);
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (!call) throw new LtiApiFailure('not found', 404);
    if (call.adminOnly && !caller.isAdmin) throw new LtiApiFailure('only admin can perform this', 403);
    return answer(await call.run({ caller, body: await readBody(request), origin }));
  } catch (error) {
    return failed(error, name, origin.requestId);
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new LtiApiFailure('the body must be JSON', 400);
  }
}

function answer(body: Record<string, unknown>, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

function failed(error: unknown, call: string, requestId: string): Response {
  if (error instanceof LtiApiFailure || error instanceof LtiTokenRefused) return answer({ status: false, msg: error.message }, error.status);
  if (error instanceof AppError && error.code === 'notFound') return answer({ status: false, msg: 'recording not found' }, 404);
  if (error instanceof AppError) return answer({ status: false, msg: error.code }, error.status);
  logger.error({ err: error, call, requestId }, 'an LTI call failed');
  return answer({ status: false, msg: `unexpected error ${requestId}` }, 500);
}
