import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { mailIsConfigured } from '#lib/mail/send.ts';
import { mailLink } from './link-mail.ts';
import { linkAddress, linkLife, newLinkSecret } from './links.ts';
import type { SessionUser } from './session-user.ts';

/** A link to hand on. It can be told only now: afterwards only its hash is known. */
export interface MadeLink {
  url: string;
  expiresAt: Date;
  /** Whether it was sent by e-mail too; null when nobody asked for that or it is not set up. */
  mailed: boolean | null;
}

/** Invites a person; mails them the link when their address is given and mail is set up. A mail that fails leaves the link usable. */
export async function createInvitation(context: RequestContext, input: { role: SessionUser['role']; email: string; name: string }): Promise<MadeLink> {
  const { actor } = context;
  assertMay(actor, 'invitation.create');
  assertUser(actor);
  if (input.email !== '' && (await database().user.count({ where: { email: input.email } })) > 0) throw new AppError('emailTaken', { field: 'email' });

  const { secret, tokenHash } = newLinkSecret();
  const expiresAt = new Date(Date.now() + linkLife.invite);
  const made = await database().invitation.create({
    data: { kind: 'invite', tokenHash, role: input.role, email: input.email || null, name: input.name || null, createdById: actor.userId, expiresAt },
  });
  await recordAudit(context, 'invitation.create', { targetId: made.id, detail: { role: input.role } });

  const url = linkAddress(env().PORTAL_URL, 'invite', secret);
  const mailed = input.email !== '' && mailIsConfigured() ? await mailLink(actor, { kind: 'invite', to: input.email, name: input.name, url, expiresAt }) : null;
  return { url, expiresAt, mailed };
}

/** Takes an open invitation back. */
export async function revokeInvitation(context: RequestContext, { invitationId }: { invitationId: string }): Promise<void> {
  assertMay(context.actor, 'invitation.revoke');
  const { count } = await database().invitation.updateMany({
    where: { id: invitationId, kind: 'invite', usedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0) throw new AppError('notFound');
  await recordAudit(context, 'invitation.revoke', { targetId: invitationId });
}
