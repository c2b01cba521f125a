import { receiveWebhook } from '#lib/webhooks/receive.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return receiveWebhook(request);
}
