import { create, toBinary } from '@bufbuild/protobuf';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { ApiError, json, protobuf, retryAfter, text } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { header } from '#engine/http/request.ts';
import type { EngineRequest } from '#engine/http/request.ts';
import { checkToken, isTokenCurrent } from '#engine/rooms/admission.ts';
import { readUserMetadata } from '#engine/rooms/metadata.ts';
import { Refused } from './refused.ts';
import { findRoute } from './route.ts';
import type { ApiCall, Callers } from './route.ts';
import { apiRoutes } from './routes.ts';

function authError(request: EngineRequest, msg: string, status = 401): Reply {
  return header(request.headers, 'content-type') === 'application/protobuf'
    ? protobuf(toBinary(CommonResponseSchema, create(CommonResponseSchema, { msg })), status)
    : json({ status: false, msg }, status);
}

function common(isOk: boolean, msg: string): Reply {
  return protobuf(toBinary(CommonResponseSchema, create(CommonResponseSchema, { status: isOk, msg })));
}

/** False: the token no longer speaks for anybody. Throws what callers of this kind may not do. */
export async function isCallerKnown({ context, claims, notBefore, room }: Omit<ApiCall, 'params'>, callers: Callers): Promise<boolean> {
  if (callers === 'token') return true;
  if (callers === 'admins' && !claims.isAdmin) throw new Refused('only admin can perform this task');
  const user = await context.store.findUser(room.roomId, claims.userId);
  if (!user || !isTokenCurrent(user, notBefore)) return false;
  if (readUserMetadata(user.metadata).waitForApproval) throw new Refused('waiting for approval');
  return true;
}

/** Answers a request under `/api`: binary protobuf, authorised by the bare join token (wire §3.1). */
export async function answerApi(context: EngineContext, request: EngineRequest): Promise<Reply> {
  const found = findRoute(apiRoutes, request.path);
  if (!found || (found.route.method !== 'ANY' && found.route.method !== request.method)) return text('not found', 404);
  const { route, params } = found;
  const token = header(request.headers, 'authorization');
  if (token === '') return authError(request, 'notifications.auth-header-missing');
  const check = await checkToken(context, token);
  if (!check.ok) return authError(request, check.refusal);
  const wait = await context.limits.api(token);
  if (wait !== undefined) return retryAfter(authError(request, 'too many requests'), wait);
  const call = { ...check, context, params };
  try {
    if (!(await isCallerKnown(call, route.callers))) return authError(request, 'notifications.invalid-token');
    const answer = await route.handle(call, request.body);
    if (!answer) return common(true, 'success');
    return answer instanceof Uint8Array ? protobuf(answer) : answer;
  } catch (error) {
    if (error instanceof Refused || error instanceof ApiError) return common(false, error.message);
    context.log.error({ err: error, path: request.path, requestId: request.id }, 'request failed');
    return common(false, `internal error, request ${request.id}`);
  }
}
