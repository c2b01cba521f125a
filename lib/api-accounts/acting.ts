import { randomUUID } from 'node:crypto';
import type { RequestContext } from '#lib/action.ts';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { liveSecrets } from './secret.ts';

/** An account as the protocols' adaptors use it. */
export interface ActingAccount {
  id: string;
  key: string;
  name: string;
  ownerId: string;
  isStrict: boolean;
  clientHosts: readonly string[];
  /** What its calls may be signed with; what Kelas sends is signed with the first. */
  secrets: readonly string[];
  /** Switched off, or its owner is. Told only to callers who proved who they are. */
  isDisabled: boolean;
  /** Whether its REST calls and webhooks are about the whole school: an admin said so, and its owner is an admin still. */
  reachesSchool: boolean;
  owner: { name: string; email: string; role: string };
}

const include = { owner: { select: { name: true, email: true, role: true, disabledAt: true } } } as const;
/** Written at most this often: a busy account makes many calls a second. */
const lastUseEveryMs = 60_000;

/** The account behind a key in an API address, or null. */
export async function findAccountByKey(key: string): Promise<ActingAccount | null> {
  const found = await database().apiAccount.findUnique({ where: { key }, include });
  return found && acting(found);
}

export async function findAccountById(id: string): Promise<ActingAccount | null> {
  const found = await database().apiAccount.findUnique({ where: { id }, include });
  return found && acting(found);
}

/** The one account of an install with exactly one: it may leave its key out. */
export async function findOnlyAccount(): Promise<ActingAccount | null> {
  const found = await database().apiAccount.findMany({ take: 2, include });
  const [only] = found;
  return only && found.length === 1 ? acting(only) : null;
}

const notedUses = new Map<string, number>();

/** Notes that the account was used just now. */
export async function noteUse(accountId: string): Promise<void> {
  const now = Date.now();
  if (now - (notedUses.get(accountId) ?? 0) < lastUseEveryMs) return;
  notedUses.set(accountId, now);
  await database().apiAccount.updateMany({ where: { id: accountId }, data: { lastUsedAt: new Date(now) } });
}

/** Acts for the account's owner, with a teacher's rights at most: it reaches the owner's own things and nobody else's. */
export function contextOf(account: Owned, origin: Origin = {}): RequestContext {
  return contextAs(account.owner.role === 'student' ? 'student' : 'teacher', account, origin);
}

/** The same for the REST API: an account that reaches the whole school acts with an admin's rights. */
export function schoolContextOf(account: Owned & Pick<ActingAccount, 'reachesSchool'>, origin: Origin = {}): RequestContext {
  return account.reachesSchool ? contextAs('admin', account, origin) : contextOf(account, origin);
}

type Owned = Pick<ActingAccount, 'ownerId' | 'owner'>;
/** The request an account acts in, when there is one. */
export type Origin = Partial<Pick<RequestContext, 'requestId' | 'ip'>>;

function contextAs(role: UserActor['role'], { ownerId, owner: { name, email } }: Owned, { requestId, ip }: Origin): RequestContext {
  return { actor: { role, userId: ownerId, name, email }, requestId: requestId ?? randomUUID(), ip: ip ?? 'unknown' };
}

interface Found {
  id: string;
  key: string;
  name: string;
  ownerId: string;
  isStrict: boolean;
  clientHosts: string[];
  reachesSchool: boolean;
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  disabledAt: Date | null;
  owner: { name: string; email: string; role: string; disabledAt: Date | null };
}

function acting(found: Found): ActingAccount {
  const { id, key, name, ownerId, isStrict, clientHosts, owner } = found;
  return { id, key, name, ownerId, isStrict, clientHosts, secrets: liveSecrets(found), isDisabled: found.disabledAt !== null || owner.disabledAt !== null, reachesSchool: found.reachesSchool && owner.role === 'admin', owner };
}
