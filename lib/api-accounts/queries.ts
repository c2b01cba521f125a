import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

/** An account as its page shows it; never its secret. */
export interface AccountView {
  id: string;
  name: string;
  /** The address BigBlueButton clients are given: ends in `/bigbluebutton/`. */
  bigBlueButtonUrl: string;
  /** For clients that want the address up to the calls: ends in `/api/`. */
  danaUrl: string;
  /** Where LTI 1.1 platforms send people; their consumer key is `key`. */
  ltiUrl: string;
  key: string;
  ownerId: string;
  ownerName: string;
  isStrict: boolean;
  clientHosts: string[];
  classCount: number;
  lastUsedAt: Date | null;
  createdAt: Date;
  isDisabled: boolean;
  /** Whether an admin let it reach the whole school, and whether that is in force: its owner is an admin. */
  reachesSchool: boolean;
  isReachInForce: boolean;
  /** What the Spreed REST API offers, when it speaks for this account. */
  spreed: { accessCode: string | null; mayRegister: boolean; showsStats: boolean } | null;
}

/** Every outside system that may make classes here, by name. */
export async function listAccounts(actor: Actor): Promise<AccountView[]> {
  assertMay(actor, 'apiAccount.list');
  const found = await database().apiAccount.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    include: { owner: { select: { name: true, role: true } }, _count: { select: { classes: true } }, spreedSite: { select: { accessCode: true, mayRegister: true, showsStats: true } } },
  });
  return found.map(({ id, name, key, ownerId, owner, isStrict, clientHosts, lastUsedAt, createdAt, disabledAt, reachesSchool, spreedSite, _count: { classes } }) => ({
    id, name, key, ownerId, ownerName: owner.name, isStrict, clientHosts, classCount: classes, lastUsedAt, createdAt, isDisabled: disabledAt !== null, spreed: spreedSite,
    reachesSchool, isReachInForce: reachesSchool && owner.role === 'admin',
    bigBlueButtonUrl: `${env().PORTAL_URL}/${key}/bigbluebutton/`, danaUrl: `${env().PORTAL_URL}/${key}/api/`, ltiUrl: `${env().PORTAL_URL}/lti/v1`,
  }));
}

/** One of them, for the pages about it. */
export async function getAccount(actor: Actor, accountId: string): Promise<{ id: string; name: string; isDisabled: boolean }> {
  assertMay(actor, 'apiAccount.list');
  const found = await database().apiAccount.findUnique({ where: { id: accountId }, select: { id: true, name: true, disabledAt: true } });
  if (!found) throw new AppError('notFound');
  return { id: found.id, name: found.name, isDisabled: found.disabledAt !== null };
}

/** Who may own an account's classes. */
export async function listPossibleOwners(actor: Actor): Promise<{ id: string; name: string; email: string }[]> {
  assertMay(actor, 'apiAccount.manage');
  return database().user.findMany({
    where: { role: { in: ['admin', 'teacher'] }, disabledAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 500,
    select: { id: true, name: true, email: true },
  });
}
