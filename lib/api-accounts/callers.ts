import { findAccountByKey, findOnlyAccount, type ActingAccount } from './acting.ts';

/** For so long a call goes by what was read for the one before: another process's change of an account is felt after it. */
const keptForMs = 1000;

interface Kept {
  until: number;
  account: ActingAccount;
}

declare global {
  var kelasCallers: Map<string, Kept> | undefined;
}

/** Shared by all of the process: the bundler may load this module twice. */
function kept(): Map<string, Kept> {
  globalThis.kelasCallers ??= new Map();
  return globalThis.kelasCallers;
}

/**
 * The account a call names by its key, or without one the only account there is; null when there is none such.
 * Busy callers make hundreds of calls a second, so what was found is kept for one; only accounts that exist are.
 */
export async function findCaller(key: string | undefined): Promise<ActingAccount | null> {
  const name = key ?? '';
  const known = kept().get(name);
  if (known && known.until > Date.now()) return known.account;
  const account = key === undefined ? await findOnlyAccount() : await findAccountByKey(key);
  if (account) kept().set(name, { until: Date.now() + keptForMs, account });
  else kept().delete(name);
  return account;
}

/** To be called after any change of an account or its owner, so that this process knows at once. */
export function forgetCallers(): void {
  kept().clear();
}
