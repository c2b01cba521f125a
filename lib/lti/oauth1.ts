import { createHmac, timingSafeEqual } from 'node:crypto';

/** The ways of signing that are taken (portal contracts D2). */
export const signatureMethods = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const;
export type SignatureMethod = keyof typeof signatureMethods;

export type Pairs = readonly (readonly [name: string, value: string])[];

interface Signable {
  /** The whole address the message was sent to, its query left out. */
  url: string;
  /** Every name and value of query and body, decoded; the signature itself counts for nothing. */
  parameters: Pairs;
  method?: 'POST' | 'GET';
}

/** As RFC 5849 3.6 encodes: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What is signed (RFC 5849 3.4.1): scheme and host in lower case, the scheme's own port dropped, parameters sorted by name, then value. */
export function signatureBase({ url, parameters, method = 'POST' }: Signable): string {
  const { protocol, host, pathname } = new URL(url);
  const pairs = parameters.filter(([name]) => name !== 'oauth_signature').map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = pairs.toSorted(([leftName, leftValue], [rightName, rightValue]) => compare(leftName, rightName) || compare(leftValue, rightValue));
  return [method, encode(`${protocol}//${host}${pathname}`), encode(sorted.map(([name, value]) => `${name}=${value}`).join('&'))].join('&');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function digest(signable: Signable, secret: string, method: SignatureMethod): Buffer {
  return createHmac(signatureMethods[method], `${encode(secret)}&`).update(signatureBase(signable)).digest();
}

/** The signature of a message by OAuth 1.0a without a token, as base64. */
export function sign(signable: Signable, secret: string, method: SignatureMethod = 'HMAC-SHA1'): string {
  return digest(signable, secret, method).toString('base64');
}

/** Whether a signature is right under any of the secrets; compared in constant time. */
export function isSignedWith(secrets: readonly string[], signable: Signable, { signature, method }: { signature: string; method: SignatureMethod }): boolean {
  const given = Buffer.from(signature, 'base64');
  return secrets.some((secret) => {
    const expected = digest(signable, secret, method);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}
