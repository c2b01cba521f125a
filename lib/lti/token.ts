import { decodeJwt, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { findAccountByKey, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { findOutsideClass } from '#lib/outside-classes/service.ts';
import { launchSeconds, type OpenedLaunch } from './launches.ts';
import { storedWishes, type RoomWishes } from './wishes.ts';

const flag = z.boolean().optional();
const text = z.string().optional();
/** What an LTI token says (portal contracts D1). */
const ltiClaims = z.object({
  sub: z.string().min(1),
  /** The launch it was made for. */
  jti: z.string().optional(),
  name: z.string().min(1),
  is_admin: z.boolean(),
  room_id: z.string(),
  room_title: z.string(),
  lti_custom_parameters: z.object({
    room_duration: z.number().optional(), allow_polls: flag, allow_shared_note_pad: flag, allow_breakout_room: flag, allow_recording: flag, allow_rtmp: flag,
    allow_view_other_webcams: flag, allow_view_other_users_list: flag, mute_on_start: flag,
    lti_custom_design: z.object({ primary_color: text, secondary_color: text, background_color: text, custom_logo: text }).default({}),
  }),
});

/** Who calls the LTI API, and from which room. */
export interface LtiCaller {
  account: ActingAccount;
  userId: string;
  launchId: string | undefined;
  name: string;
  isAdmin: boolean;
  roomId: string;
  classId: string;
  joinCode: string;
  wishes: RoomWishes;
}

/** Why a token is not taken, in Plugnmeet's words. */
export class LtiTokenRefused extends Error {
  override readonly name = 'LtiTokenRefused';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const keyOf = (secret: string) => new TextEncoder().encode(secret);

/** The token with which a launch's page calls the LTI API: two hours, for its room alone. */
export function mintLtiToken({ id, account, externalUserId, name, isModerator, roomId, wishes }: OpenedLaunch): Promise<string> {
  const { primary_color, secondary_color, background_color, custom_logo, ...room } = wishes.custom;
  const claims = {
    name, is_admin: isModerator, user_id: externalUserId, room_id: roomId, room_title: wishes.title,
    lti_custom_parameters: { ...room, lti_custom_design: { primary_color, secondary_color, background_color, custom_logo } },
  };
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer(account.key).setSubject(externalUserId).setJti(id).setNotBefore(now).setExpirationTime(now + launchSeconds).sign(keyOf(account.secrets[0] ?? ''));
}

/** Reads an `Authorization` header: the token alone, or after `Bearer`. Throws `LtiTokenRefused`. */
export async function readLtiToken(authorization: string | null): Promise<LtiCaller> {
  if (authorization === null || authorization.trim() === '') throw new LtiTokenRefused('Authorization header is missing', 401);
  const token = authorization.replace(/^Bearer\s+/i, '').trim();
  const account = await findAccountByKey(issuerOf(token));
  const payload = account && !account.isDisabled ? await verified(token, account) : null;
  const parsed = ltiClaims.safeParse(payload);
  if (!account || !parsed.success) throw new LtiTokenRefused('invalid authorization header', 401);
  const { sub: userId, jti: launchId, name, is_admin: isAdmin, room_id: roomId, room_title: title, lti_custom_parameters: { lti_custom_design: design, ...room } } = parsed.data;
  if (roomId === '') throw new LtiTokenRefused('room id is missing', 400);
  const found = await findOutsideClass(account.id, { source: 'lti', externalId: roomId });
  if (!found) throw new LtiTokenRefused('invalid authorization header', 401);
  return { account, userId, launchId, name, isAdmin, roomId, classId: found.classId, joinCode: found.joinCode, wishes: storedWishes.parse({ title, custom: { ...room, ...design } }) };
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    return '';
  }
}

async function verified(token: string, { key, secrets }: ActingAccount): Promise<JWTPayload | null> {
  for (const secret of secrets) {
    const good = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'], issuer: key, requiredClaims: ['exp', 'sub'] }).catch(() => null);
    if (good) return good.payload;
  }
  return null;
}
