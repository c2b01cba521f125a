import { z } from 'zod';
import { readSignedJwt, signJwt } from './jwt.ts';
import type { ApiKeyPair } from './signature.ts';

/** Clock difference two servers may have (wire §2.2). */
const leewaySeconds = 60;

/** The name a recorder worker puts into its token; never a person's. */
export const recorderTokenName = 'PLUGNMEET_RECORDER_AUTH';

/** What a join token says about its bearer (wire §2.2). */
export interface JoinClaims {
  name: string;
  userId: string;
  roomId: string;
  isAdmin: boolean;
  isHidden: boolean;
  /** 0 = browser, 1 = browser inside a native shell. */
  clientType: number;
}

export type JoinTokenCheck =
  | { ok: true; claims: JoinClaims; notBefore: number }
  | { ok: false; reason: 'invalid' | 'expired' };

/** A token for another purpose never passes: webhooks carry `sha256`, recorders a reserved name, downloads no room. */
const joinClaimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  user_id: z.string().min(1),
  room_id: z.string().min(1),
  name: z.string().default('').refine((name) => name !== recorderTokenName),
  nbf: z.number(),
  exp: z.number(),
  is_admin: z.boolean().default(false),
  is_hidden: z.boolean().default(false),
  client_type: z.number().int().default(0),
  sha256: z.undefined().optional(),
});

/** Signs a join token. Claims that are false or zero are left out, as on a Plugnmeet server. */
export function issueJoinToken(keys: ApiKeyPair, claims: JoinClaims, times: { notBefore: number; expires: number }): string {
  return signJwt(keys.secret, {
    exp: times.expires,
    ...(claims.isAdmin && { is_admin: true }),
    ...(claims.isHidden && { is_hidden: true }),
    ...(claims.clientType !== 0 && { client_type: claims.clientType }),
    iss: keys.key,
    name: claims.name,
    nbf: times.notBefore,
    room_id: claims.roomId,
    sub: claims.userId,
    user_id: claims.userId,
  });
}

/** Checks a join token. `graceSeconds` accepts one that expired up to so long ago (renewal, wire §2.2). */
export function verifyJoinToken(keys: ApiKeyPair, token: string, now: number, graceSeconds = 0): JoinTokenCheck {
  const parsed = joinClaimsSchema.safeParse(readSignedJwt(keys.secret, token));
  if (!parsed.success) return { ok: false, reason: 'invalid' };
  const claims = parsed.data;
  if (claims.iss !== keys.key || claims.sub !== claims.user_id || claims.nbf > now + leewaySeconds) {
    return { ok: false, reason: 'invalid' };
  }
  if (claims.exp + leewaySeconds + graceSeconds < now) return { ok: false, reason: 'expired' };
  return {
    ok: true,
    notBefore: claims.nbf,
    claims: {
      name: claims.name,
      userId: claims.user_id,
      roomId: claims.room_id,
      isAdmin: claims.is_admin,
      isHidden: claims.is_hidden,
      clientType: claims.client_type,
    },
  };
}

const recorderClaimsSchema = z.object({
  iss: z.string(),
  user_id: z.string().min(1).max(256),
  name: z.literal(recorderTokenName),
  nbf: z.number().default(0),
  exp: z.number(),
  sha256: z.undefined().optional(),
});

/** The id of the recorder a token speaks for (wire §6.8); undefined when it is not a recorder's, or no longer valid. */
export function verifyRecorderToken(keys: ApiKeyPair, token: string, now: number): string | undefined {
  const parsed = recorderClaimsSchema.safeParse(readSignedJwt(keys.secret, token));
  if (!parsed.success) return undefined;
  const { iss, user_id: recorderId, nbf, exp } = parsed.data;
  return iss === keys.key && nbf <= now + leewaySeconds && exp + leewaySeconds >= now ? recorderId : undefined;
}

/** No claim but these: a token that opens a room or signs a webhook opens no file. */
const downloadClaimsSchema = z.strictObject({ iss: z.string(), sub: z.string().min(1).max(1024), nbf: z.number(), exp: z.number() });

/** Signs a token that lets its bearer fetch one file; `path` is relative to the files' root (wire §1.4). */
export function issueDownloadToken(keys: ApiKeyPair, path: string, times: { notBefore: number; expires: number }): string {
  return signJwt(keys.secret, { exp: times.expires, iss: keys.key, nbf: times.notBefore, sub: path });
}

/** The file a download token is for. */
export function verifyDownloadToken(keys: ApiKeyPair, token: string, now: number): { ok: true; path: string } | { ok: false; reason: 'invalid' | 'expired' } {
  const parsed = downloadClaimsSchema.safeParse(readSignedJwt(keys.secret, token));
  if (!parsed.success || parsed.data.iss !== keys.key || parsed.data.nbf > now + leewaySeconds) return { ok: false, reason: 'invalid' };
  return parsed.data.exp + leewaySeconds < now ? { ok: false, reason: 'expired' } : { ok: true, path: parsed.data.sub };
}
