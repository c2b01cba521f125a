import { env } from '#lib/env.ts';

/** Our addresses as LTI 1.3 platforms are told them. */
export function toolAddresses() {
  const base = `${env().PORTAL_URL}/lti/1.3`;
  return { login: `${base}/login`, launch: `${base}/launch`, deepLink: `${base}/deep-link`, keySet: `${base}/jwks.json`, registration: `${base}/register` };
}

/** Whether an address is one of ours. */
export function isOurs(address: string): boolean {
  return URL.parse(address)?.origin === new URL(env().PORTAL_URL).origin;
}
