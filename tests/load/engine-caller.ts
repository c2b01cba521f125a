import { signBody } from '#lib/plugnmeet/signature.ts';
import { VerifyTokenReqSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { create, toBinary } from '@bufbuild/protobuf';
import { z } from 'zod';
import type { TestStack } from '#tests/harness/stack.ts';

export interface EngineRequest {
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** A signed call of /auth, ready to be sent any number of times. */
export function authRequest(stack: TestStack, path: string, body: unknown): EngineRequest {
  const text = JSON.stringify(body);
  return { path, headers: { 'content-type': 'application/json', 'api-key': stack.plugnmeetKey, 'hash-signature': signBody(stack.plugnmeetSecret, text) }, body: text };
}

/** /api/verifyToken with somebody's join token. */
export function verifyTokenRequest(token: string): EngineRequest {
  const body = toBinary(VerifyTokenReqSchema, create(VerifyTokenReqSchema, { isProduction: true }));
  return { path: '/api/verifyToken', headers: { 'content-type': 'application/protobuf', authorization: token }, body: Buffer.from(body) };
}

const answerSchema = z.looseObject({ status: z.boolean(), msg: z.string().optional(), token: z.string().optional() });

/** Sends a signed call of /auth once; throws when it is refused. */
export async function callAuth(stack: TestStack, path: string, body: unknown): Promise<z.output<typeof answerSchema>> {
  const { headers, body: text } = authRequest(stack, path, body);
  const response = await fetch(`${stack.engineUrl}${path}`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(text)) });
  const answer = answerSchema.parse(await response.json());
  if (!answer.status) throw new Error(`${path}: ${answer.msg}`);
  return answer;
}

export async function createRoom(stack: TestStack, roomId: string): Promise<void> {
  await callAuth(stack, '/auth/room/create', { room_id: roomId, metadata: { room_title: roomId, room_features: { allow_webcams: true } } });
}

export async function joinToken(stack: TestStack, roomId: string, userId: string, isAdmin = false): Promise<string> {
  const { token } = await callAuth(stack, '/auth/room/getJoinToken', { room_id: roomId, user_info: { name: userId, user_id: userId, is_admin: isAdmin } });
  if (!token) throw new Error('no token');
  return token;
}
