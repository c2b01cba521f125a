import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { giveBack, takeFrom } from '#lib/limits.ts';
import { recordAudit } from '#lib/audit/service.ts';
import type { RequestContext } from '#lib/action.ts';
import { passwordFits } from './password.ts';
import { emailAddress } from './schema.ts';

export interface SignedIn {
  id: string;
  sessionVersion: number;
}

/** Checks an e-mail address and a password. Takes the same time and says the same whether or not the address has an account. */
export async function signInWithPassword(context: RequestContext, input: { email: string; password: string }): Promise<SignedIn> {
  const email = emailAddress.safeParse(input.email).data ?? '';
  await takeFrom('signInByAccount', email);
  const user = await database().user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true, sessionVersion: true },
  });
  const fits = await passwordFits(user?.passwordHash ?? null, input.password);
  if (!user || !fits) {
    await recordAudit(context, 'account.signIn', { targetId: user?.id ?? null, outcome: 'wrongCredentials' });
    throw new AppError('wrongCredentials');
  }
  if (user.disabledAt) {
    await recordAudit(context, 'account.signIn', { targetId: user.id, outcome: 'accountDisabled' });
    throw new AppError('accountDisabled');
  }
  await giveBack('signInByAccount', email);
  await recordAudit(context, 'account.signIn', { targetId: user.id, outcome: 'ok' });
  return { id: user.id, sessionVersion: user.sessionVersion };
}
