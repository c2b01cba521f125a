import 'server-only';
import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { executeAction, type RequestContext } from '#lib/action.ts';
import { env } from '#lib/env.ts';
import { logger } from '#lib/logger.ts';
import { requestOrigin } from '#lib/request-origin.ts';
import { safeCallbackPath } from './callback-url.ts';
import { signInAction } from './definitions.ts';
import { oidcProvider, signInWithOidc } from './oidc.ts';
import { writeSignInError } from './sign-in-error.ts';

const thirtyDays = 30 * 24 * 60 * 60;

/** Whoever is signing in is nobody yet. */
async function visitor(): Promise<RequestContext> {
  return { actor: { role: 'guest', userId: null, guestId: null }, ...(await requestOrigin()) };
}

/** A refusal reaches the sign-in page as its error code in next-auth's error string. */
function credentialsProvider() {
  return Credentials({
    id: 'credentials',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(input) {
      const result = await executeAction(signInAction, await visitor(), { email: input?.email, password: input?.password });
      if (result.ok) return result.data;
      throw new Error(writeSignInError(result.code, result.params?.['seconds']));
    },
  });
}

let options: AuthOptions | undefined;

/** next-auth's configuration: encrypted JWT sessions that name the user and the session version, nothing else. */
export function authOptions(): AuthOptions {
  const { NEXTAUTH_SECRET, PORTAL_URL } = env();
  // next-auth reads its own address from here only.
  process.env['NEXTAUTH_URL'] ??= PORTAL_URL;
  options ??= {
    secret: NEXTAUTH_SECRET,
    providers: [credentialsProvider(), ...oidcProvider()],
    session: { strategy: 'jwt', maxAge: thirtyDays },
    useSecureCookies: PORTAL_URL.startsWith('https://'),
    pages: { signIn: '/sign-in', signOut: '/settings', error: '/sign-in' },
    callbacks: {
      signIn: async ({ user, account, profile }) => account?.provider !== 'oidc' || signInWithOidc(user, profile, await visitor()),
      jwt: ({ token, user }) => (user ? { userId: user.id, sessionVersion: user.sessionVersion } : token),
      session: ({ session, token }) => ({ expires: session.expires, userId: token.userId, sessionVersion: token.sessionVersion }),
      redirect: ({ url }) => PORTAL_URL + safeCallbackPath(url.startsWith(`${PORTAL_URL}/`) ? url.slice(PORTAL_URL.length) : url),
    },
    logger: {
      error: (code, metadata) => logger.error({ code, err: metadata instanceof Error ? metadata : metadata.error }, 'next-auth'),
      warn: (code) => logger.debug({ code }, 'next-auth'),
      debug: (code) => logger.debug({ code }, 'next-auth'),
    },
  };
  return options;
}
