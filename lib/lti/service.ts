import { createHash, randomBytes } from 'node:crypto';
import { Prisma } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { toolAddresses } from './addresses.ts';
import type { PlatformInput } from './schema.ts';

const invitationMs = 24 * 3_600_000;

/** Takes in a platform an admin describes; it may send people at once. Throws `platformKnown` for the same issuer and client. */
export async function addPlatform(context: RequestContext, input: PlatformInput): Promise<{ platformId: string }> {
  assertMay(context.actor, 'lti.manage');
  await assertAccount(input.accountId);
  return database().$transaction(async (db) => {
    const { id } = await db.ltiPlatform.create({ data: { ...input, approvedAt: new Date() } });
    await recordAudit(context, 'lti.addPlatform', { targetId: id }, db);
    return { platformId: id };
  }).catch(toldIfKnown);
}

export async function updatePlatform(context: RequestContext, { platformId, ...input }: PlatformInput & { platformId: string }): Promise<{ platformId: string }> {
  await assertAccount(input.accountId);
  return change(context, 'lti.updatePlatform', platformId, input).catch(toldIfKnown);
}

/** Lets a platform that registered itself send people. */
export async function approvePlatform(context: RequestContext, { platformId }: { platformId: string }): Promise<{ platformId: string }> {
  return change(context, 'lti.approvePlatform', platformId, { approvedAt: new Date() });
}

/** Takes nothing of a platform any more. Its classes stay. */
export async function disablePlatform(context: RequestContext, { platformId }: { platformId: string }): Promise<{ platformId: string }> {
  return change(context, 'lti.disablePlatform', platformId, { disabledAt: new Date() });
}

export async function enablePlatform(context: RequestContext, { platformId }: { platformId: string }): Promise<{ platformId: string }> {
  return change(context, 'lti.enablePlatform', platformId, { disabledAt: null });
}

/** A link with which one platform registers itself, within a day. */
export async function createInvitation(context: RequestContext, { accountId }: { accountId: string }): Promise<{ url: string }> {
  assertMay(context.actor, 'lti.manage');
  await assertAccount(accountId);
  const code = randomBytes(16).toString('base64url');
  const { id } = await database().ltiInvitation.create({ data: { accountId, codeHash: invitationHash(code), expiresAt: new Date(Date.now() + invitationMs) } });
  await recordAudit(context, 'lti.createInvitation', { targetId: id });
  return { url: `${toolAddresses().registration}/${code}` };
}

export function invitationHash(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

async function change(context: RequestContext, action: string, platformId: string, data: Prisma.LtiPlatformUncheckedUpdateInput): Promise<{ platformId: string }> {
  assertMay(context.actor, 'lti.manage');
  if ((await database().ltiPlatform.count({ where: { id: platformId } })) === 0) throw new AppError('notFound');
  await database().$transaction(async (db) => {
    await db.ltiPlatform.update({ where: { id: platformId }, data });
    await recordAudit(context, action, { targetId: platformId }, db);
  });
  return { platformId };
}

async function assertAccount(accountId: string): Promise<void> {
  if ((await database().apiAccount.count({ where: { id: accountId } })) === 0) throw new AppError('invalidInput', { field: 'accountId' });
}

function toldIfKnown(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new AppError('platformKnown', { field: 'clientId' });
  throw error;
}
