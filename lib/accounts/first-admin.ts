import { database } from '#lib/db/client.ts';
import { linkAddress, linkLife, newLinkSecret } from './links.ts';

/** Whether anybody can administer this portal. */
export async function hasAdmin(): Promise<boolean> {
  return (await database().user.count({ where: { role: 'admin', disabledAt: null } })) > 0;
}

/**
 * A fresh one-time link with which the first admin sets up their account, or null when there is an admin.
 * Links told earlier stop working: only the newest does.
 */
export async function ensureFirstAdminLink(portalUrl: string): Promise<string | null> {
  if (await hasAdmin()) return null;
  const { secret, tokenHash } = newLinkSecret();
  const now = new Date();
  await database().$transaction([
    database().invitation.updateMany({ where: { kind: 'firstAdmin', usedAt: null, revokedAt: null }, data: { revokedAt: now } }),
    database().invitation.create({
      data: { kind: 'firstAdmin', role: 'admin', tokenHash, expiresAt: new Date(now.getTime() + linkLife.firstAdmin) },
    }),
  ]);
  return linkAddress(portalUrl, 'firstAdmin', secret);
}
