import { decodeJwt, errors } from 'jose';
import { z } from 'zod';
import { findAccountByKey, noteUse, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { isLocale } from '#lib/i18n/locales.ts';
import { takeFrom } from '#lib/limits.ts';
import { logger } from '#lib/logger.ts';
import { readSignedJwt } from '#lib/plugnmeet/jwt.ts';
import { personName, titleText } from '#lib/text/name.ts';
import { LmsRefusal } from './refusal.ts';
import { courseSlug } from './schema.ts';

const leewaySeconds = 60;
/** A class token that leaks is of no use the day after. */
const longestLifeSeconds = 24 * 3600;

const lastSecond = 253_402_300_799;
const moment = z.union([
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  z.int().min(0).max(lastSecond).transform((seconds) => new Date(seconds * 1000)),
]);
const httpsAddress = z.url({ protocol: /^https$/ }).max(2048);

/** What a class token says: who somebody of the platform is, and in which course. */
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.union([z.string().regex(/^[^\p{Cc}]{1,256}$/u), z.int().transform(String)]),
  name: personName,
  role: z.enum(['admin', 'teacher', 'student']),
  course: courseSlug.optional(),
  course_title: titleText.optional(),
  avatar: z.string().optional(),
  locale: z.string().optional(),
  leave_url: httpsAddress.optional(),
  scheduled_start: moment.optional(),
  scheduled_end: moment.optional(),
  nbf: z.number().optional(),
  exp: z.number(),
});

/** Somebody of a learning platform, as its class token says. */
export interface LmsCaller {
  account: ActingAccount;
  userId: string;
  name: string;
  role: 'admin' | 'teacher' | 'student';
  /** The course they teach or are enrolled in; an admin may have none and reaches all. */
  course: string | null;
  courseTitle: string | null;
  /** Absolute and https, or none: the room fetches it from elsewhere. */
  avatarUrl: string | null;
  locale: string | null;
  leaveUrl: string | null;
  scheduledStart: Date | null;
  scheduledEnd: Date | null;
}

/**
 * Reads a class token (portal contracts C2): an HS256 JWT signed with the account's secret, `iss` its key. An unknown account looks
 * like a wrong signature. Throws `LmsRefusal` 401, or 403 for an account that is shut out.
 */
export async function readCaller(token: string | undefined, ip: string): Promise<LmsCaller> {
  if (token === undefined || token === '') throw new LmsRefusal(401, 'token_missing');
  try {
    return await verified(token);
  } catch (error) {
    if (error instanceof LmsRefusal && error.status === 401) await takeFrom('lmsRefused', ip);
    throw error;
  }
}

async function verified(token: string): Promise<LmsCaller> {
  const key = issuerOf(token);
  const account = key === null ? null : await findAccountByKey(key);
  const signed = account?.secrets.map((secret) => readSignedJwt(secret, token)).find((payload) => payload !== undefined);
  if (!account || signed === undefined) throw new LmsRefusal(401, 'token_invalid');
  const parsed = claimsSchema.safeParse(signed);
  if (!parsed.success) throw new LmsRefusal(401, 'token_invalid', { field: parsed.error.issues[0]?.path.join('.') });
  const claims = parsed.data;
  assertTimes(claims);
  if (account.isDisabled) throw new LmsRefusal(403, 'account_disabled');
  await takeFrom('lmsCall', account.id);
  await noteUse(account.id);
  const { sub, name, role, course, course_title: courseTitle, locale, leave_url: leaveUrl, scheduled_start: start, scheduled_end: end } = claims;
  return {
    account, userId: sub, name, role, course: course ?? null, courseTitle: courseTitle ?? null, avatarUrl: readAvatar(claims.avatar), leaveUrl: leaveUrl ?? null,
    locale: isLocale(locale) ? locale : null, scheduledStart: start ?? null, scheduledEnd: end ?? null,
  };
}

/** Which account to check the signature with; nothing is believed yet. */
function issuerOf(token: string): string | null {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === 'string' && /^[A-Za-z0-9]{1,64}$/.test(iss) ? iss : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

function assertTimes({ exp, nbf = 0 }: { exp: number; nbf?: number | undefined }): void {
  const now = Date.now() / 1000;
  if (exp + leewaySeconds < now) throw new LmsRefusal(401, 'token_expired');
  if (nbf > now + leewaySeconds) throw new LmsRefusal(401, 'token_invalid', { field: 'nbf' });
  if (exp > now + longestLifeSeconds + leewaySeconds) throw new LmsRefusal(401, 'token_invalid', { field: 'exp' });
}

function readAvatar(given: string | undefined): string | null {
  if (given === undefined || given === '') return null;
  const address = httpsAddress.safeParse(given);
  if (address.success) return address.data;
  logger.warn('a picture that is no absolute https address is left out');
  return null;
}
