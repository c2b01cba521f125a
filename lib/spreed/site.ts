import { findAccountById, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';

/** What the Spreed REST API offers, and for which account it does. */
export interface SpreedSite {
  account: ActingAccount;
  accessCode: string | null;
  mayRegister: boolean;
  showsStats: boolean;
}

/** Null while no account has the API, or its account is switched off. */
export async function findSite(): Promise<SpreedSite | null> {
  const found = await database().spreedSite.findUnique({ where: { id: 1 } });
  const account = found && (await findAccountById(found.accountId));
  if (!found || !account || account.isDisabled) return null;
  const { accessCode, mayRegister, showsStats } = found;
  return { account, accessCode, mayRegister, showsStats };
}
