import type { Prisma } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { forgetCallers } from './callers.ts';
import type { AccountInput } from './schema.ts';
import { liveSecrets, newAccountKey, newAccountSecret, sealSecret } from './secret.ts';

const hourMs = 3_600_000;

/** Opens the portal to an outside system. Its classes are the owner's, who must be a teacher or an admin. */
export async function createAccount(context: RequestContext, input: AccountInput): Promise<{ accountId: string }> {
  assertMay(context.actor, 'apiAccount.manage');
  await assertMayOwn(input);
  const accountId = await database().$transaction(async (db) => {
    const { id } = await db.apiAccount.create({ data: { ...input, key: newAccountKey(), secret: sealSecret(newAccountSecret()) } });
    await recordAudit(context, 'apiAccount.create', { targetId: id }, db);
    return id;
  });
  forgetCallers();
  return { accountId };
}

/** With another owner go the classes the system made for the one before: it acts as its owner, and must still reach them. */
export async function updateAccount(context: RequestContext, { accountId, ...input }: AccountInput & { accountId: string }): Promise<{ accountId: string }> {
  await assertMayOwn(input);
  const { ownerId: before } = await findAccount(context, accountId);
  await change(context, 'apiAccount.update', accountId, input, async (db) => {
    if (before !== input.ownerId) await db.class.updateMany({ where: { outside: { accountId }, ownerId: before }, data: { ownerId: input.ownerId } });
  });
  return { accountId };
}

/** Gives an account a new secret. The one before stays good for the hours given. */
export async function rotateSecret(context: RequestContext, { accountId, graceHours }: { accountId: string; graceHours: number }): Promise<{ accountId: string }> {
  const { secret } = await findAccount(context, accountId);
  await change(context, 'apiAccount.rotateSecret', accountId, {
    secret: sealSecret(newAccountSecret()),
    previousSecret: graceHours > 0 ? secret : null,
    previousSecretUntil: graceHours > 0 ? new Date(Date.now() + graceHours * hourMs) : null,
  });
  return { accountId };
}

/** The secret in the clear, for an admin to copy. Who looked is on record. */
export async function revealSecret(context: RequestContext, { accountId }: { accountId: string }): Promise<{ secret: string }> {
  const [secret] = liveSecrets(await findAccount(context, accountId));
  if (secret === undefined) throw new AppError('notFound');
  await recordAudit(context, 'apiAccount.revealSecret', { targetId: accountId });
  return { secret };
}

/** Shuts an account out: its calls are refused and its people cannot come in any more. Its classes stay. */
export async function disableAccount(context: RequestContext, { accountId }: { accountId: string }): Promise<{ accountId: string }> {
  await change(context, 'apiAccount.disable', accountId, { disabledAt: new Date() });
  return { accountId };
}

export async function enableAccount(context: RequestContext, { accountId }: { accountId: string }): Promise<{ accountId: string }> {
  await change(context, 'apiAccount.enable', accountId, { disabledAt: null });
  return { accountId };
}

async function findAccount({ actor }: RequestContext, accountId: string) {
  assertMay(actor, 'apiAccount.manage');
  const found = await database().apiAccount.findUnique({ where: { id: accountId } });
  if (!found) throw new AppError('notFound');
  return found;
}

async function change(context: RequestContext, action: string, accountId: string, data: Prisma.ApiAccountUncheckedUpdateInput, andThen?: (db: Prisma.TransactionClient) => Promise<void>): Promise<void> {
  await findAccount(context, accountId);
  await database().$transaction(async (db) => {
    await db.apiAccount.update({ where: { id: accountId }, data });
    await andThen?.(db);
    await recordAudit(context, action, { targetId: accountId }, db);
  });
  forgetCallers();
}

/** Teachers and admins own classes; only an admin's system may reach the whole school. */
async function assertMayOwn({ ownerId, reachesSchool }: AccountInput): Promise<void> {
  const owner = await database().user.findUnique({ where: { id: ownerId }, select: { role: true, disabledAt: true } });
  if (!owner || owner.disabledAt || owner.role === 'student') throw new AppError('invalidInput', { field: 'ownerId' });
  if (reachesSchool && owner.role !== 'admin') throw new AppError('ownerNotAdmin', { field: 'reachesSchool' });
}
