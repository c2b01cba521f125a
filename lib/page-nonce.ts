import 'server-only';
import { headers } from 'next/headers';

/** The nonce of the page being answered, which its content security policy asks of every script and style; undefined where there is no policy. */
export async function pageNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
}
