import autocannon from 'autocannon';
import type { TestStack } from '#tests/harness/stack.ts';
import { authRequest, createRoom } from './engine-caller.ts';

const connections = 16;
const seconds = 5;
const roomId = 'bench-room';

export const authCalls = ['isRoomActive', 'getJoinToken', 'getActiveRoomInfo'] as const;
export type AuthCall = (typeof authCalls)[number];

const bodies: Readonly<Record<AuthCall, unknown>> = {
  isRoomActive: { room_id: roomId },
  getJoinToken: { room_id: roomId, user_info: { name: 'Bench', user_id: 'bench-user', is_admin: false } },
  getActiveRoomInfo: { room_id: roomId },
};

/** Requests a second the engine answers to each call, with sixteen connections. */
export async function measureAuth(stack: TestStack): Promise<Record<AuthCall, number>> {
  await createRoom(stack, roomId);
  const rate = async (call: AuthCall): Promise<number> => {
    const { path, headers, body } = authRequest(stack, `/auth/room/${call}`, bodies[call]);
    const request = { url: `${stack.engineUrl}${path}`, method: 'POST' as const, connections, headers, body };
    await autocannon({ ...request, duration: 1 });
    const result = await autocannon({ ...request, duration: seconds });
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${call}: ${result.non2xx} refusals, ${result.errors} errors`);
    return result.requests.average;
  };
  return { isRoomActive: await rate('isRoomActive'), getJoinToken: await rate('getJoinToken'), getActiveRoomInfo: await rate('getActiveRoomInfo') };
}
