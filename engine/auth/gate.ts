import type { IncomingHttpHeaders } from 'node:http';
import { create, toBinary } from '@bufbuild/protobuf';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { ApiError, envelope, json, protobuf, retryAfter, text } from '#engine/http/reply.ts';
import type { Reply, StatusName } from '#engine/http/reply.ts';
import { header } from '#engine/http/request.ts';
import type { EngineRequest } from '#engine/http/request.ts';
import { isBodySignature } from '#lib/plugnmeet/signature.ts';
import { WireJsonError } from '#lib/plugnmeet/json.ts';
import { authRoutes } from './routes.ts';

export interface AuthFailure {
  msg: string;
  code: StatusName;
}

/** What is wrong with a request's key or signature. A form is signed by its Room-Id header, anything else by its body (wire §1.1). */
export function authFailure(context: EngineContext, headers: IncomingHttpHeaders, body: Buffer, isForm: boolean): AuthFailure | undefined {
  const key = header(headers, 'api-key');
  const signature = header(headers, 'hash-signature');
  const roomId = header(headers, 'room-id');
  if (key === '') return { msg: 'Missing API-KEY header.', code: 'MISSING_REQUIRED_PARAMETER' };
  if (signature === '') return { msg: 'Missing HASH-SIGNATURE header.', code: 'MISSING_REQUIRED_PARAMETER' };
  if (key !== context.keys.key) return { msg: 'Invalid API key provided.', code: 'INVALID_API_KEY' };
  if (isForm && roomId === '') return { msg: 'Missing Room-Id header for multipart request.', code: 'MISSING_REQUIRED_PARAMETER' };
  return isBodySignature(context.keys.secret, isForm ? roomId : body, signature)
    ? undefined
    : { msg: 'Failed to verify provided authentication details.', code: 'INVALID_TOKEN_OR_SIGNATURE' };
}

function refusal(headers: IncomingHttpHeaders, { msg, code }: AuthFailure): Reply {
  return header(headers, 'content-type') === 'application/protobuf'
    ? protobuf(toBinary(CommonResponseSchema, create(CommonResponseSchema, { msg })), 401)
    : json(envelope(false, msg, code), 401);
}

/** The answer to a request that is badly signed, or one too many from its address; undefined when it may be heard. */
export async function refuse(context: EngineContext, { address, headers }: Pick<EngineRequest, 'address' | 'headers'>, failure: AuthFailure | undefined): Promise<Reply | undefined> {
  const wait = await context.limits.auth(address, failure === undefined);
  if (wait !== undefined) return retryAfter(refusal(headers, failure ?? { msg: 'too many requests', code: 'PERMISSION_DENIED' }), wait);
  return failure && refusal(headers, failure);
}

function failureReply(context: EngineContext, request: EngineRequest, error: unknown): Reply {
  if (error instanceof ApiError) return json(envelope(false, error.message, error.code));
  if (error instanceof WireJsonError) return json(envelope(false, error.message, 'INVALID_PARAMETERS'));
  context.log.error({ err: error, path: request.path, requestId: request.id }, 'request failed');
  return json(envelope(false, `internal error, request ${request.id}`, 'INTERNAL_SERVER_ERROR'));
}

/** Answers a request under `/auth`: the signature first, then the call (wire §1.1). */
export async function answerAuth(context: EngineContext, request: EngineRequest): Promise<Reply> {
  const refused = await refuse(context, request, authFailure(context, request.headers, request.body, false));
  if (refused) return refused;
  const handler = authRoutes.get(request.path);
  if (!handler) return text('not found', 404);
  try {
    return await handler(context, request.body.toString('utf8'), request.body);
  } catch (error) {
    return failureReply(context, request, error);
  }
}
