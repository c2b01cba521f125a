import 'server-only';
import { takeInWebhook, type Reception } from '#lib/webhooks/receive.ts';

const failures: Record<Extract<Reception, { refusal: unknown }>['refusal'], { status: number; msg: string }> = {
  tooLong: { status: 413, msg: 'too long' },
  notSigned: { status: 401, msg: 'invalid signature' },
  noMessage: { status: 400, msg: 'not a webhook' },
  failed: { status: 500, msg: 'failed, send it again' },
};

/** The room server's webhook where learning platforms have theirs (portal contracts C1): the same door under another address, with that address's answers. */
export async function receiveLmsWebhook(request: Request): Promise<Response> {
  const reception = await takeInWebhook(request);
  if (!('refusal' in reception)) return Response.json({ status: true });
  const { status, msg } = failures[reception.refusal];
  return Response.json({ status: false, msg }, { status });
}
