import { classStateStream } from '#lib/live/class-stream.ts';
import { errorResponse } from '#lib/route.ts';
import { requestContext } from '#lib/request-context.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const context = await requestContext();
  try {
    return await classStateStream(request, (await params).code, context.ip);
  } catch (error) {
    return errorResponse(error, 'live.class', context.requestId);
  }
}
