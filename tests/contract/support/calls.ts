import { z } from 'zod';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { apiKey, apiSecret } from '#tests/harness/engine.ts';

/** An answer as it came. */
export interface Answer {
  status: number;
  text: string;
  json: Record<string, unknown>;
}

const objectSchema = z.record(z.string(), z.unknown());

function parse(text: string): Record<string, unknown> {
  try {
    return objectSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Sends a body to an engine with exactly these headers. */
export async function post(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers, body: new TextEncoder().encode(body) });
  const text = await response.text();
  return { status: response.status, text, json: parse(text) };
}

/** A signed `/auth` call. */
export async function auth(engineUrl: string, path: string, body: unknown): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json', 'API-KEY': apiKey, 'HASH-SIGNATURE': signBody(apiSecret, text) };
  return await post(`${engineUrl}${path}`, headers, text);
}

const roomInfoSchema = z.object({ room_info: z.object({ sid: z.string(), metadata: z.string() }) });

/** Opens a room; answers its sid and metadata. */
export async function openRoom(
  engineUrl: string,
  roomId: string,
  options: { features?: Record<string, unknown>; locks?: Record<string, boolean>; maxParticipants?: number; emptyTimeout?: number; extraData?: Record<string, string> } = {},
): Promise<{ sid: string; metadata: Record<string, unknown> }> {
  const answer = await auth(engineUrl, '/auth/room/create', {
    room_id: roomId,
    ...(options.maxParticipants !== undefined && { max_participants: options.maxParticipants }),
    ...(options.emptyTimeout !== undefined && { empty_timeout: options.emptyTimeout }),
    metadata: { room_title: roomId, room_features: options.features ?? {}, ...(options.extraData && { extra_data: options.extraData }), ...(options.locks && { default_lock_settings: options.locks }) },
  });
  const { room_info: room } = roomInfoSchema.parse(answer.json);
  return { sid: room.sid, metadata: objectSchema.parse(JSON.parse(room.metadata)) };
}

/** A join token for somebody. */
export async function ticket(
  engineUrl: string,
  roomId: string,
  userId: string,
  more: { isAdmin?: boolean; isHidden?: boolean; name?: string } = {},
): Promise<string> {
  const answer = await auth(engineUrl, '/auth/room/getJoinToken', {
    room_id: roomId,
    user_info: { name: more.name ?? userId, user_id: userId, is_admin: more.isAdmin ?? false, is_hidden: more.isHidden ?? false },
  });
  return z.object({ token: z.string() }, { error: `no token: ${answer.text}` }).parse(answer.json).token;
}

const roomsSchema = z.object({ rooms: z.array(z.object({ room_info: z.object({ room_id: z.string() }) })) });

/** Ends whatever other tests left open. */
export async function endAllRooms(engineUrl: string): Promise<void> {
  const { rooms } = roomsSchema.parse((await auth(engineUrl, '/auth/room/getActiveRoomsInfo', {})).json);
  for (const { room_info: room } of rooms) await auth(engineUrl, '/auth/room/endRoom', { room_id: room.room_id });
}
