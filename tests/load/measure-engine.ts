import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';
import { openHome } from '#stack/home.ts';
import { recordedPid } from '#stack/process-record.ts';
import { inParallel } from '#tests/harness/in-parallel.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import { authRequest, createRoom, joinToken, verifyTokenRequest } from './engine-caller.ts';
import type { EngineRequest } from './engine-caller.ts';

const connections = 16;
const seconds = 3;
/** Tokens that take turns: the engine answers each a thousand times a minute. */
const guests = 60;
const roomCounts = [1, 100, 1000] as const;

export interface CallFigures {
  readonly call: string;
  readonly rooms: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface EngineFigures {
  readonly calls: readonly CallFigures[];
  /** MB of the engine's resident memory, by the number of active rooms. */
  readonly memory: readonly { rooms: number; megabytes: number }[];
}

/** MB of memory the engine's process holds. */
export async function engineMemory(stack: TestStack): Promise<number> {
  const pid = await recordedPid(await openHome(stack.home), 'engine');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function measure(stack: TestStack, call: string, rooms: number, requests: readonly EngineRequest[]): Promise<CallFigures> {
  const shot = { url: stack.engineUrl, connections, requests: requests.map((request) => ({ ...request, method: 'POST' as const })) };
  await autocannon({ ...shot, duration: 1 });
  const { requests: answered, latency, non2xx, errors } = await autocannon({ ...shot, duration: seconds });
  if (non2xx > 0 || errors > 0) throw new Error(`${call}: ${non2xx} refusals, ${errors} errors`);
  return { call, rooms, rate: answered.average, p50: latency.p50, p99: latency.p99 };
}

/** What the engine answers in a second, alone and with many rooms beside the one asked about. */
export async function measureEngine(stack: TestStack): Promise<EngineFigures> {
  const roomId = 'bench-0';
  const calls: CallFigures[] = [];
  const memory: { rooms: number; megabytes: number }[] = [];
  let made = 0;
  for (const rooms of roomCounts) {
    await inParallel(Array.from({ length: rooms - made }, (_, index) => `bench-${made + index}`), 8, async (id) => await createRoom(stack, id));
    made = rooms;
    memory.push({ rooms, megabytes: await engineMemory(stack) });
    const tokens = await Promise.all(Array.from({ length: guests }, async (_, index) => await joinToken(stack, roomId, `bench-guest-${index}`)));
    const requests: Readonly<Record<string, EngineRequest | EngineRequest[]>> = {
      create: authRequest(stack, '/auth/room/create', { room_id: roomId, metadata: { room_title: roomId, room_features: { allow_webcams: true } } }),
      isRoomActive: authRequest(stack, '/auth/room/isRoomActive', { room_id: roomId }),
      getActiveRoomInfo: authRequest(stack, '/auth/room/getActiveRoomInfo', { room_id: roomId }),
      getActiveRoomsInfo: authRequest(stack, '/auth/room/getActiveRoomsInfo', {}),
      fetchPastRooms: authRequest(stack, '/auth/room/fetchPastRooms', { room_ids: [roomId] }),
      getJoinToken: authRequest(stack, '/auth/room/getJoinToken', { room_id: roomId, user_info: { name: 'Bench', user_id: 'bench-user', is_admin: false } }),
      verifyToken: tokens.map(verifyTokenRequest),
    };
    for (const [call, request] of Object.entries(requests)) calls.push(await measure(stack, call, rooms, [request].flat()));
  }
  return { calls, memory };
}
