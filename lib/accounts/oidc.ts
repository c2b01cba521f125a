import type { User } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { emailAddress } from './schema.ts';

/** The claims of an ID token this portal reads (OpenID Connect Core §5.1). */
const claims = z.object({
  sub: z.string().min(1).max(255),
  email: emailAddress.optional(),
  email_verified: z.boolean().optional(),
});

/** The school's sign-in service, when one is configured. */
export function oidcProvider(): OAuthConfig<unknown>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [{
    id: 'oidc',
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: 'openid email profile' } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    profile: (profile: unknown) => ({ id: claims.parse(profile).sub, sessionVersion: 0 }),
  }];
}

/** Whether the portal offers the school's sign-in service. */
export function hasOidc(): boolean {
  return env().OIDC_ISSUER !== undefined;
}

/**
 * Lets in whom the school's service vouches for and who has an account here: known by subject, or by a verified e-mail address the first time.
 * Puts our own id in the place of the service's.
 */
export async function signInWithOidc(user: User, profile: unknown, context: RequestContext): Promise<boolean> {
  const { OIDC_ISSUER: issuer } = env();
  const told = claims.safeParse(profile);
  if (!issuer || !told.success) return false;
  const { sub: subject, email, email_verified: verified } = told.data;

  const known = await database().oidcIdentity.findUnique({ where: { issuer_subject: { issuer, subject } }, include: { user: true } });
  const account = known?.user ?? (verified === true && email ? await database().user.findUnique({ where: { email } }) : null);
  if (!account || account.disabledAt) {
    await recordAudit(context, 'account.signInWithOidc', { targetId: account?.id ?? null, outcome: account ? 'accountDisabled' : 'notAllowed' });
    return false;
  }
  if (!known) await database().oidcIdentity.create({ data: { issuer, subject, userId: account.id } });
  await recordAudit(context, 'account.signInWithOidc', { targetId: account.id });
  user.id = account.id;
  user.sessionVersion = account.sessionVersion;
  return true;
}
