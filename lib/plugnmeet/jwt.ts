import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { equalInConstantTime } from './signature.ts';

const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url');
const headerSchema = z.object({ alg: z.literal('HS256') });
/** No registered crit extension is understood, so a header that names any is refused. */
const headerWithoutExtensions = headerSchema.extend({ crit: z.undefined().optional() });

function sign(secret: string, signingInput: string): string {
  return createHmac('sha256', secret).update(signingInput).digest('base64url');
}

function decodeSegment(segment: string): unknown {
  try {
    return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Makes a compact HS256 JWT. */
export function signJwt(secret: string, claims: Record<string, unknown>): string {
  const signingInput = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signingInput}.${sign(secret, signingInput)}`;
}

/** The claims of a JWT whose HS256 signature fits, else undefined. Times and purpose are the caller's to check. */
export function readSignedJwt(secret: string, token: string): unknown {
  const [head, payload, signature, ...rest] = token.split('.');
  if (!head || !payload || !signature || rest.length > 0) return undefined;
  if (!headerWithoutExtensions.safeParse(decodeSegment(head)).success) return undefined;
  if (!equalInConstantTime(sign(secret, `${head}.${payload}`), signature)) return undefined;
  return decodeSegment(payload);
}
