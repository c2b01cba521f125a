import { Prisma } from '#generated/prisma/client.ts';
import { z } from 'zod';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { takeFrom } from '#lib/limits.ts';
import { OutsideRequestFailed, outsideRequest, outsideUrl } from '#lib/outside-request/request.ts';
import { parseJson } from './access-token.ts';
import { toolAddresses } from './addresses.ts';
import { escape, htmlAnswer, localeOf, ltiTexts, refusedAnswer } from './answer.ts';
import { originOf } from './origin.ts';
import { LtiRefusal } from './refusal.ts';
import { refusalOf } from './serve-launch.ts';
import { invitationHash } from './service.ts';
import { lineOf } from './wishes.ts';

const scopes = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const platformConfiguration = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
const url = z.string().max(2048).refine((text) => outsideUrl(text) !== null);

const openidConfiguration = z.object({
  issuer: z.string().max(2048), authorization_endpoint: url, token_endpoint: url, jwks_uri: url, registration_endpoint: url,
  authorization_server: z.string().max(2048).optional(),
  [platformConfiguration]: z.object({ product_family_code: z.string().optional().catch(undefined) }).optional().catch(undefined),
});
type OpenidConfiguration = z.output<typeof openidConfiguration>;
const registered = z.object({ client_id: z.string().min(1).max(255), [toolConfiguration]: z.object({ deployment_id: z.string().min(1).max(255).optional() }).optional().catch(undefined) });

/**
 * GET /lti/1.3/register/<code>?openid_configuration=…&registration_token=… (portal contracts D3): a platform's admin opened an invitation there. We read
 * what the platform tells of itself, register with it, and keep it until an admin here approves.
 */
export async function serveRegistration(request: Request, segment: { params: Promise<{ code: string }> }): Promise<Response> {
  const origin = originOf(request);
  const locale = localeOf(request);
  let invitationId: string | null = null;
  try {
    await takeFrom('ltiRegister', origin.ip);
    const query = new URL(request.url).searchParams;
    const invitation = await takeInvitation((await segment.params).code);
    invitationId = invitation.id;
    await register(invitation.accountId, query.get('openid_configuration') ?? '', query.get('registration_token'));
    const t = await ltiTexts(locale);
    const body = `<h1>${escape(t('registered'))}</h1><p>${escape(t('registeredText'))}</p>`;
    return htmlAnswer(request, { locale, title: t('registered'), body, script: '(window.opener||window.parent).postMessage({subject:"org.imsglobal.lti.close"},"*")' });
  } catch (error) {
    // Nothing came of it, so the link is good for another try.
    if (invitationId !== null) await database().ltiInvitation.update({ where: { id: invitationId }, data: { usedAt: null } });
    const refused = error instanceof OutsideRequestFailed ? new LtiRefusal('registration', error.reason) : refusalOf(error, origin.requestId);
    return refusedAnswer(request, refused, { locale });
  }
}

async function takeInvitation(code: string): Promise<{ id: string; accountId: string }> {
  const found = await database().ltiInvitation.findUnique({ where: { codeHash: invitationHash(code), expiresAt: { gt: new Date() }, usedAt: null, account: { disabledAt: null } }, select: { id: true, accountId: true } });
  const taken = found && (await database().ltiInvitation.updateMany({ where: { id: found.id, usedAt: null }, data: { usedAt: new Date() } })).count === 1;
  if (!found || !taken) throw new LtiRefusal('invitation', 'unknown, used or expired invitation');
  return found;
}

async function register(accountId: string, address: string, registrationToken: string | null): Promise<void> {
  const configuration = await readConfiguration(address);
  const { status, body } = await outsideRequest(configuration.registration_endpoint, {
    method: 'POST', body: JSON.stringify(ourDescription()),
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(registrationToken ? { authorization: `Bearer ${registrationToken.replaceAll(/[^\x21-\x7e]/g, '')}` } : {}) },
  });
  const parsed = status >= 200 && status < 300 ? registered.safeParse(parseJson(body)) : null;
  if (!parsed?.success) throw new LtiRefusal('registration', `the registration endpoint answered ${status}`);
  const deployment = parsed.data[toolConfiguration]?.deployment_id;
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri, authorization_server } = configuration;
  try {
    await database().ltiPlatform.create({
      data: {
        accountId, issuer, clientId: parsed.data.client_id, deploymentIds: deployment === undefined ? [] : [deployment], authorizationUrl: authorization_endpoint, tokenUrl: token_endpoint, jwksUrl: jwks_uri,
        tokenAudience: authorization_server ?? null, name: nameOf(configuration),
      },
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new LtiRefusal('registration', 'this issuer and client are registered already');
    throw error;
  }
}

/** The configuration must be the issuer's own: otherwise anybody could register in its name. */
async function readConfiguration(address: string): Promise<OpenidConfiguration> {
  const { status, body } = await outsideRequest(address, { headers: { accept: 'application/json' } });
  const parsed = status === 200 ? openidConfiguration.safeParse(parseJson(body)) : null;
  if (!parsed?.success) throw new LtiRefusal('registration', `openid_configuration: ${parsed ? (parsed.error.issues[0]?.path.join('.') ?? 'incomplete') : `answered ${status}`}`);
  if (URL.parse(parsed.data.issuer)?.host !== new URL(address).host) throw new LtiRefusal('registration', 'the configuration is not on the issuer\'s host');
  return parsed.data;
}

function nameOf(configuration: OpenidConfiguration): string {
  const family = lineOf(configuration[platformConfiguration]?.product_family_code, 40);
  return `${family === '' ? 'LTI' : family} (${new URL(configuration.issuer).host})`.slice(0, 80);
}

/** What Kelas tells a platform of itself. */
function ourDescription() {
  const { login, launch, keySet } = toolAddresses();
  const { hostname, origin } = new URL(env().PORTAL_URL);
  return {
    application_type: 'web', response_types: ['id_token'], grant_types: ['implicit', 'client_credentials'], initiate_login_uri: login, redirect_uris: [launch], client_name: 'Kelas', jwks_uri: keySet,
    logo_uri: `${origin}/icon.svg`, token_endpoint_auth_method: 'private_key_jwt', scope: scopes,
    [toolConfiguration]: {
      domain: hostname, description: 'Live classes', target_link_uri: launch, custom_parameters: {}, claims: ['iss', 'sub', 'name', 'given_name', 'family_name'],
      messages: [{ type: 'LtiResourceLinkRequest', target_link_uri: launch }, { type: 'LtiDeepLinkingRequest', target_link_uri: launch, label: 'Kelas' }],
    },
  };
}
