import { randomUUID } from 'node:crypto';
import { clientAddress } from '#lib/client-address.ts';
import { env } from '#lib/env.ts';

/** From where and under which id a request came. */
export function originOf(request: Request): { requestId: string; ip: string } {
  return { requestId: request.headers.get('x-request-id') ?? randomUUID(), ip: clientAddress((name) => request.headers.get(name), env().TRUST_PROXY) };
}
