import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';

const keptMs = 5_000;
let kept: { at: number; origins: Promise<string[]> } | null = null;

/**
 * Who may show a page of ours in a frame: connected platforms what is under /lti; a platform that is registering itself the page of its invitation,
 * which holds nothing to press.
 */
export async function framesFor(path: string): Promise<readonly string[]> {
  if (!path.startsWith('/lti/')) return [];
  const known = await platformOrigins();
  if (!path.startsWith('/lti/1.3/register/')) return known;
  const registering = URL.parse(URL.parse(path, env().PORTAL_URL)?.searchParams.get('openid_configuration') ?? '');
  return registering ? [...known, ...originOf(registering)] : known;
}

/** The origins of the platforms that may show the pages under /lti in a frame: the sites of the systems an admin connected, and approved LTI 1.3 platforms. Known for five seconds. */
export async function platformOrigins(): Promise<readonly string[]> {
  const now = Date.now();
  if (kept === null || now - kept.at > keptMs) {
    kept = { at: now, origins: readOrigins() };
    kept.origins.catch(() => (kept = null));
  }
  return kept.origins;
}

async function readOrigins(): Promise<string[]> {
  const accounts = await database().apiAccount.findMany({ where: { disabledAt: null, owner: { disabledAt: null } }, select: { clientHosts: true } });
  const platforms = await database().ltiPlatform.findMany({ where: { approvedAt: { not: null }, disabledAt: null, account: { disabledAt: null } }, select: { issuer: true, authorizationUrl: true } });
  const schemes = env().PORTAL_URL.startsWith('https:') ? ['https'] : ['https', 'http'];
  const sites = accounts.flatMap(({ clientHosts }) => clientHosts.flatMap((host) => schemes.map((scheme) => `${scheme}://${host}`)));
  const origins = platforms.flatMap(({ issuer, authorizationUrl }) => [issuer, authorizationUrl]).flatMap((address) => {
    const url = URL.parse(address);
    return url ? originOf(url) : [];
  });
  return [...new Set([...sites, ...origins])];
}

/** The origin as a policy names it. A host may hold signs that end a rule of the policy; such a host is no platform. */
function originOf({ origin }: URL): string[] {
  return /^https?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/.test(origin) ? [origin] : [];
}
