import type { Prisma } from '#generated/prisma/client.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';

/** The classes an account reaches, as a condition: every class of the school, or those made for it. */
export function reachOf({ id, reachesSchool }: Pick<ActingAccount, 'id' | 'reachesSchool'>): Prisma.ClassWhereInput {
  return reachesSchool ? {} : { outside: { accountId: id } };
}

/** The accounts that reach a class, as a condition: whose it is, and those that reach the whole school. */
export function reaching(classId: string): Prisma.ApiAccountWhereInput {
  return { disabledAt: null, OR: [{ classes: { some: { classId } } }, { reachesSchool: true, owner: { role: 'admin', disabledAt: null } }] };
}
