import { createHash, randomBytes } from 'node:crypto';
import type { Invitation, InvitationKind, Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { AppError, type ErrorCode } from '#lib/errors.ts';

const day = 24 * 60 * 60 * 1000;

/** How long each kind of one-time link lives. */
export const linkLife: Record<InvitationKind, number> = { firstAdmin: 7 * day, invite: 14 * day, passwordReset: 2 * day };

const paths: Record<InvitationKind, string> = { firstAdmin: 'setup', invite: 'invite', passwordReset: 'reset' };

type LinkState = Pick<Invitation, 'usedAt' | 'revokedAt' | 'expiresAt'>;

export function hashLinkSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A new secret of 256 random bits; the database keeps only its hash, so the link can be told once. */
export function newLinkSecret(): { secret: string; tokenHash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, tokenHash: hashLinkSecret(secret) };
}

export function linkAddress(portalUrl: string, kind: InvitationKind, secret: string): string {
  return `${portalUrl}/${paths[kind]}/${secret}`;
}

/** Why a link cannot be used any more, or null while it can. */
export function linkProblem(link: LinkState, now: Date): ErrorCode | null {
  if (link.usedAt) return 'linkUsed';
  if (link.revokedAt) return 'linkInvalid';
  return link.expiresAt <= now ? 'linkExpired' : null;
}

/** The open link of this kind with this secret; throws linkInvalid, linkUsed or linkExpired. */
export async function findOpenLink(kinds: readonly InvitationKind[], secret: string): Promise<Invitation> {
  const link = await database().invitation.findUnique({ where: { tokenHash: hashLinkSecret(secret) } });
  if (!link || !kinds.includes(link.kind)) throw new AppError('linkInvalid');
  const problem = linkProblem(link, new Date());
  if (problem) throw new AppError(problem);
  return link;
}

/** Uses a link up within a transaction: of two who try at once, one gets `linkUsed`. */
export async function consumeLink(tx: Prisma.TransactionClient, link: Invitation): Promise<void> {
  const now = new Date();
  const { count } = await tx.invitation.updateMany({
    where: { id: link.id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 1) return;
  const current = await tx.invitation.findUnique({ where: { id: link.id } });
  throw new AppError((current ? linkProblem(current, now) : null) ?? 'linkInvalid');
}
