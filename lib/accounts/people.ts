import type { Prisma } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { forgetCallers } from '#lib/api-accounts/callers.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { mailIsConfigured } from '#lib/mail/send.ts';
import type { MadeLink } from './invitations.ts';
import { mailLink } from './link-mail.ts';
import { linkAddress, linkLife, newLinkSecret } from './links.ts';
import type { SessionUser } from './session-user.ts';

/** Changes another person's account in a transaction; nobody changes their own here, and one admin always stays. */
async function changePerson(
  context: RequestContext, action: string, userId: string, data: Prisma.UserUpdateInput, detail: Record<string, string>,
): Promise<void> {
  const { actor } = context;
  assertMay(actor, 'people.update');
  if (actor.userId === userId) throw new AppError('notYourself');
  await database().$transaction(async (tx) => {
    // Locked, so that two admins cannot take each other's place away at the same moment.
    const admins = await tx.$queryRaw<{ id: string }[]>`SELECT id::text FROM portal."User" WHERE role = 'admin' AND "disabledAt" IS NULL ORDER BY id FOR UPDATE`;
    const person = await tx.user.findUnique({ where: { id: userId } });
    if (!person) throw new AppError('notFound');
    await tx.user.update({ where: { id: userId }, data });
    if (!admins.some(({ id }) => id === actor.userId)) throw new AppError('notAllowed');
    await recordAudit(context, action, { targetId: userId, detail }, tx);
  });
  forgetCallers();
}

/** Gives a person another role; it holds from their next click on. */
export async function changeRole(context: RequestContext, { userId, role }: { userId: string; role: SessionUser['role'] }): Promise<void> {
  await changePerson(context, 'people.changeRole', userId, { role }, { role });
}

/** Switches an account off: every session ends at once and nobody can sign in with it. Nothing of theirs is deleted. */
export async function disablePerson(context: RequestContext, { userId }: { userId: string }): Promise<void> {
  await changePerson(context, 'people.disable', userId, { disabledAt: new Date(), sessionVersion: { increment: 1 } }, {});
}

export async function enablePerson(context: RequestContext, { userId }: { userId: string }): Promise<void> {
  await changePerson(context, 'people.enable', userId, { disabledAt: null }, {});
}

/** A link with which a person who forgot their password sets a new one. Links made for them earlier stop working. */
export async function createResetLink(context: RequestContext, { userId }: { userId: string }): Promise<MadeLink> {
  const { actor } = context;
  assertMay(actor, 'people.update');
  assertUser(actor);
  const person = await database().user.findUnique({ where: { id: userId } });
  if (!person) throw new AppError('notFound');
  const { secret, tokenHash } = newLinkSecret();
  const expiresAt = new Date(Date.now() + linkLife.passwordReset);
  await database().$transaction([
    database().invitation.updateMany({ where: { kind: 'passwordReset', email: person.email, usedAt: null, revokedAt: null }, data: { revokedAt: new Date() } }),
    database().invitation.create({
      data: { kind: 'passwordReset', tokenHash, role: person.role, email: person.email, name: person.name, createdById: actor.userId, expiresAt },
    }),
  ]);
  await recordAudit(context, 'people.createResetLink', { targetId: userId });
  const url = linkAddress(env().PORTAL_URL, 'passwordReset', secret);
  const mailed = mailIsConfigured() ? await mailLink(actor, { kind: 'reset', to: person.email, name: person.name, url, expiresAt }) : null;
  return { url, expiresAt, mailed };
}
