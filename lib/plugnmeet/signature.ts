import { createHmac, timingSafeEqual } from 'node:crypto';

/** The key pair a Plugnmeet server and its callers share. */
export interface ApiKeyPair {
  key: string;
  secret: string;
}

/** The `HASH-SIGNATURE` of an `/auth` request: lower-case hex HMAC-SHA256 over the exact bytes sent (wire §1.1). */
export function signBody(secret: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Whether a `HASH-SIGNATURE` fits the body. Upper-case hex does not fit, as on a Plugnmeet server. */
export function isBodySignature(secret: string, body: string | Uint8Array, signature: string): boolean {
  return equalInConstantTime(signBody(secret, body), signature);
}

/** Compares two texts without telling through time where they differ. */
export function equalInConstantTime(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected);
  const givenBytes = Buffer.from(given);
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}
