import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { reachOf } from '#lib/outside-classes/reach.ts';
import { externalId } from './operation.ts';

/** With which lists are asked for what is of one class. */
export const onlyOfClass = {
  externalId: externalId.optional().meta({ description: 'Only of this class, by your own name for it' }),
  classId: z.uuid().optional().meta({ description: 'Only of this class' }),
};

/** The classes an account reaches, or the one of them that was asked for; as a condition. */
export function reachedOf(account: ActingAccount, only: { externalId?: string | undefined; classId?: string | undefined }): Prisma.ClassWhereInput {
  return {
    AND: [
      reachOf(account),
      only.externalId === undefined ? {} : { outside: { accountId: account.id, externalId: only.externalId } },
      only.classId === undefined ? {} : { id: only.classId },
    ],
  };
}
