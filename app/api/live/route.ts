import { ownChangesStream } from '#lib/live/own-stream.ts';
import { errorResponse } from '#lib/route.ts';
import { requestContext } from '#lib/request-context.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const context = await requestContext();
  try {
    return await ownChangesStream(request, context.actor, context.ip);
  } catch (error) {
    return errorResponse(error, 'live.own', context.requestId);
  }
}
