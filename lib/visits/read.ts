import type { Visit } from '#generated/prisma/client.ts';
import { findAccountById, schoolContextOf } from '#lib/api-accounts/acting.ts';
import type { RequestContext } from '#lib/action.ts';
import { database } from '#lib/db/client.ts';
import { openSignedValue } from '#lib/signed-value.ts';

/** The visit a browser's cookie stands for, as long as it is good for this class. */
export async function readVisit(cookie: string | undefined, classId: string): Promise<Visit | null> {
  const id = openSignedValue('visit', cookie);
  if (id === null) return null;
  const found = await database().visit.findUnique({ where: { id }, include: { account: { select: { disabledAt: true } } } });
  return found && found.classId === classId && found.endsAt > new Date() && found.account.disabledAt === null ? found : null;
}

/** Acts for the account that sent this visitor; null once the account is shut out. */
export async function contextOfVisit(visit: Visit, origin: Pick<RequestContext, 'requestId' | 'ip'>): Promise<RequestContext | null> {
  const account = await findAccountById(visit.accountId);
  return account === null || account.isDisabled ? null : schoolContextOf(account, origin);
}
