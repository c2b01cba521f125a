import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { signJwt } from '#lib/plugnmeet/jwt.ts';

/** A class token as a learning platform signs it. */
export function classToken(account: Pick<ActingAccount, 'key' | 'secrets'>, claims: Record<string, unknown> = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return signJwt(account.secrets[0] ?? '', { iss: account.key, sub: 'u-1', name: 'Sara Ahmadi', role: 'teacher', course: 'algebra-101', exp, ...claims });
}
