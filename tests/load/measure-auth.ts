import autocannon from 'autocannon';
import { signBody } from '#lib/plugnmeet/signature.ts';
import type { TestStack } from '#tests/harness/stack.ts';

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

function signed(stack: TestStack, body: unknown): { headers: Record<string, string>; body: string } {
  const text = JSON.stringify(body);
  return { headers: { 'content-type': 'application/json', 'api-key': stack.plugnmeetKey, 'hash-signature': signBody(stack.plugnmeetSecret, text) }, body: text };
}

/** Requests a second the engine answers to each call, with sixteen connections. */
export async function measureAuth(stack: TestStack): Promise<Record<AuthCall, number>> {
  const room = signed(stack, { room_id: roomId, metadata: { room_title: 'Bench', room_features: { allow_webcams: true } } });
  const created = await fetch(`${stack.engineUrl}/auth/room/create`, { method: 'POST', ...room });
  const answer = await created.text();
  if (!created.ok || !answer.includes('"status":true')) throw new Error(`The engine made no room: ${answer}`);
  const rate = async (call: AuthCall): Promise<number> => {
    const request = { url: `${stack.engineUrl}/auth/room/${call}`, method: 'POST' as const, connections, ...signed(stack, bodies[call]) };
    await autocannon({ ...request, duration: 1 });
    const result = await autocannon({ ...request, duration: seconds });
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${call}: ${result.non2xx} refusals, ${result.errors} errors`);
    return result.requests.average;
  };
  return { isRoomActive: await rate('isRoomActive'), getJoinToken: await rate('getJoinToken'), getActiveRoomInfo: await rate('getActiveRoomInfo') };
}
