import { z } from 'zod';
import { assertMay, type Actor } from '#lib/actor.ts';
import { findAccountById, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { hashKey } from './key.ts';
import { keyScope, type KeyScope } from './scopes.ts';

/** Scopes this version no longer knows open nothing. */
const knownScopes = z.array(z.union([keyScope, z.string().transform(() => undefined)])).transform((all) => all.filter((one) => one !== undefined));

/** A key as its page shows it; never the key itself. */
export interface KeyView {
  id: string;
  name: string;
  ending: string;
  scopes: KeyScope[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The keys of an account that work, oldest first. */
export async function listKeys(actor: Actor, accountId: string): Promise<KeyView[]> {
  assertMay(actor, 'apiAccount.manage');
  const found = await database().apiKey.findMany({ where: { accountId, revokedAt: null }, orderBy: { createdAt: 'asc' } });
  return found.map(({ id, name, ending, scopes, createdAt, lastUsedAt }) => ({ id, name, ending, scopes: knownScopes.parse(scopes), createdAt, lastUsedAt }));
}

const notedUses = new Map<string, number>();
/** Written at most this often: a busy program makes many calls a second. */
const lastUseEveryMs = 60_000;

export interface CallersKey {
  account: ActingAccount;
  scopes: readonly KeyScope[];
}

/** The account a key acts for and what it may do; null for a key that is none or was revoked. */
export async function findKey(key: string): Promise<CallersKey | null> {
  const found = await database().apiKey.findUnique({ where: { keyHash: hashKey(key) } });
  if (!found || found.revokedAt) return null;
  const account = await findAccountById(found.accountId);
  if (!account) return null;
  const now = Date.now();
  if (now - (notedUses.get(found.id) ?? 0) >= lastUseEveryMs) {
    notedUses.set(found.id, now);
    await database().apiKey.updateMany({ where: { id: found.id }, data: { lastUsedAt: new Date(now) } });
  }
  return { account, scopes: knownScopes.parse(found.scopes) };
}
