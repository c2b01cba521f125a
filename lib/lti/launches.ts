import { createHash, randomBytes } from 'node:crypto';
import type { LtiLaunch } from '#generated/prisma/client.ts';
import { findAccountById, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { findOrCreateOutsideClass } from '#lib/outside-classes/service.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';
import { settingsOf, storedWishes, type RoomWishes } from './wishes.ts';

/** How long a platform's page stays good, and what is signed for it. */
export const launchSeconds = 2 * 3600;
/** The browser follows at once. */
const firstOpenMs = 5 * 60_000;
const codeBytes = 16;

/** Somebody a platform sent to a room of its own, as verified. */
export interface VerifiedLaunch {
  /** What the platform's room is called here. */
  roomId: string;
  externalUserId: string;
  name: string;
  isModerator: boolean;
  avatarUrl: string | null;
  locale: string | null;
  returnUrl: string | null;
  wishes: RoomWishes;
  /** Of LTI 1.3, with where its list of members is. */
  platformId?: string | null;
  membersUrl?: string | null;
}

export interface OpenedLaunch extends VerifiedLaunch {
  id: string;
  account: ActingAccount;
  classId: string;
}

/** Keeps a verified launch, with its class, which is made when there is none. `code` stands in the page's address, `cookie` proves the browser. */
export async function keepLaunch(account: ActingAccount, { wishes, ...launch }: VerifiedLaunch, origin: { requestId: string; ip: string }): Promise<{ code: string; cookie: string }> {
  const { classId } = await findOrCreateOutsideClass(account, { source: 'lti', externalId: launch.roomId }, { title: wishes.title || account.name, settings: settingsOf(wishes), data: { wishes } }, origin);
  const code = randomBytes(codeBytes).toString('base64url');
  const { id } = await database().ltiLaunch.create({
    data: { ...launch, codeHash: hashOf(code), accountId: account.id, classId, room: wishes, expiresAt: new Date(Date.now() + launchSeconds * 1000) },
  });
  return { code, cookie: signValue('ltiLaunch', id) };
}

/**
 * The launch of a page. The browser with its cookie may open it again; where cookies are blocked the address alone opens it, once and at once.
 * Throws `linkInvalid`, `linkUsed` or `linkExpired`.
 */
export async function openLaunch(code: string, cookie: string | undefined): Promise<OpenedLaunch> {
  const found = await database().ltiLaunch.findUnique({ where: { codeHash: hashOf(code) }, include: { platform: { select: { disabledAt: true } } } });
  const account = found && (await findAccountById(found.accountId));
  if (!found || !account || account.isDisabled || (found.platform?.disabledAt ?? null) !== null) throw new AppError('linkInvalid');
  const now = new Date();
  if (found.expiresAt <= now) throw new AppError('linkExpired');
  if (openSignedValue('ltiLaunch', cookie) !== found.id) {
    if (found.openedAt !== null) throw new AppError('linkUsed');
    if (now.getTime() - found.createdAt.getTime() > firstOpenMs) throw new AppError('linkExpired');
  }
  if (found.openedAt === null) await markOpened(found, cookie, now);
  return opened(found, account);
}

/** Of two browsers at once without the cookie one gets in. */
async function markOpened({ id }: LtiLaunch, cookie: string | undefined, now: Date): Promise<void> {
  const { count } = await database().ltiLaunch.updateMany({ where: { id, openedAt: null }, data: { openedAt: now } });
  if (count === 0 && openSignedValue('ltiLaunch', cookie) !== id) throw new AppError('linkUsed');
}

function opened({ id, classId, roomId, externalUserId, name, isModerator, avatarUrl, locale, returnUrl, room, platformId, membersUrl }: LtiLaunch, account: ActingAccount): OpenedLaunch {
  return { id, account, classId, roomId, externalUserId, name, isModerator, avatarUrl, locale, returnUrl, wishes: storedWishes.parse(room), platformId, membersUrl };
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** Forgets launches, nonces, logins, links and keys whose time is over. */
export async function forgetOldLaunches(): Promise<void> {
  const over = { where: { expiresAt: { lt: new Date() } } };
  const db = database();
  await db.ltiLaunch.deleteMany(over);
  await db.ltiNonce.deleteMany(over);
  await db.ltiLogin.deleteMany(over);
  await db.ltiChoice.deleteMany(over);
  await db.ltiInvitation.deleteMany(over);
  await db.ltiKey.deleteMany({ where: { retiresAt: { lt: new Date() } } });
}
