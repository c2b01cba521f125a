import { createHash } from 'node:crypto';
import { create, toBinary } from '@bufbuild/protobuf';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { json, protobuf, text } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { header } from '#engine/http/request.ts';
import type { EngineRequest } from '#engine/http/request.ts';
import { checkToken, isTokenCurrent } from '#engine/rooms/admission.ts';
import { Refused } from './refused.ts';
import { apiRoutes } from './routes.ts';

const requestsPerMinute = 1000;
const perToken = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });

function authError(request: EngineRequest, msg: string, status = 401): Reply {
  return header(request.headers, 'content-type') === 'application/protobuf'
    ? protobuf(toBinary(CommonResponseSchema, create(CommonResponseSchema, { msg })), status)
    : json({ status: false, msg }, status);
}

function common(isOk: boolean, msg: string): Reply {
  return protobuf(toBinary(CommonResponseSchema, create(CommonResponseSchema, { status: isOk, msg })));
}

/** Answers a request under `/api`: binary protobuf, authorised by the bare join token (wire §3.1). */
export async function answerApi(context: EngineContext, request: EngineRequest): Promise<Reply> {
  const route = apiRoutes.get(request.path);
  if (!route) return text('not found', 404);
  const token = header(request.headers, 'authorization');
  if (token === '') return authError(request, 'notifications.auth-header-missing');
  const check = await checkToken(context, token);
  if (!check.ok) return authError(request, check.refusal);
  const isAllowed = await perToken.consume(createHash('sha256').update(token).digest('base64')).then(() => true, () => false);
  if (!isAllowed) return authError(request, 'too many requests', 429);
  const { claims, notBefore, room } = check;
  try {
    if (route.isForAdmins) {
      if (!claims.isAdmin) throw new Refused('only admin can perform this task');
      const user = await context.store.findUser(room.roomId, claims.userId);
      if (!user || !isTokenCurrent(user, notBefore)) return authError(request, 'notifications.invalid-token');
    }
    const answer = await route.handle({ context, claims, notBefore, room }, request.body);
    return answer ? protobuf(answer) : common(true, 'success');
  } catch (error) {
    if (error instanceof Refused) return common(false, error.message);
    context.log.error({ err: error, path: request.path, requestId: request.id }, 'request failed');
    return common(false, `internal error, request ${request.id}`);
  }
}
