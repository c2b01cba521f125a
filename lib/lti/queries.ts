import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';

/** A platform as its page shows it. */
export interface PlatformView {
  id: string;
  accountId: string;
  accountName: string;
  name: string;
  issuer: string;
  clientId: string;
  deploymentIds: string[];
  authorizationUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  assistantsLead: boolean;
  lastUsedAt: Date | null;
  isPending: boolean;
  isDisabled: boolean;
}

/** Every LTI 1.3 platform, those that wait for an admin first. */
export async function listPlatforms(actor: Actor): Promise<PlatformView[]> {
  assertMay(actor, 'lti.manage');
  const found = await database().ltiPlatform.findMany({ orderBy: [{ approvedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }], take: 200, include: { account: { select: { name: true } } } });
  return found.map(({ id, accountId, account, name, issuer, clientId, deploymentIds, authorizationUrl, tokenUrl, jwksUrl, assistantsLead, lastUsedAt, approvedAt, disabledAt }) => ({
    id, accountId, accountName: account.name, name, issuer, clientId, deploymentIds, authorizationUrl, tokenUrl, jwksUrl, assistantsLead, lastUsedAt, isPending: approvedAt === null, isDisabled: disabledAt !== null,
  }));
}

/** For which systems a platform can act. */
export async function listAccountChoices(actor: Actor): Promise<{ id: string; name: string }[]> {
  assertMay(actor, 'lti.manage');
  return database().apiAccount.findMany({ where: { disabledAt: null }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 200, select: { id: true, name: true } });
}
