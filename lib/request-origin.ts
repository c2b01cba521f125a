import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import type { RequestContext } from './action.ts';
import { clientAddress } from './client-address.ts';
import { env } from './env.ts';

/** From where and under which id this request came; who sent it is lib/request-context.ts's business. */
export async function requestOrigin(): Promise<Pick<RequestContext, 'requestId' | 'ip'>> {
  const head = await headers();
  return {
    requestId: head.get('x-request-id') ?? randomUUID(),
    ip: clientAddress((name) => head.get(name), env().TRUST_PROXY),
  };
}
