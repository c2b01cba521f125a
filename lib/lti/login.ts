import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { LtiPlatform } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { takeFrom } from '#lib/limits.ts';
import { rawQueryOf } from '#lib/raw-query.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';
import { isOurs, toolAddresses } from './addresses.ts';
import { cookieOf, escape, frameCookie, htmlAnswer, leadTo, localeOf, ltiTexts, refusedAnswer } from './answer.ts';
import { LaunchForm, readForm } from './form.ts';
import { originOf } from './origin.ts';
import { LtiRefusal } from './refusal.ts';
import { refusalOf } from './serve-launch.ts';

const loginSeconds = 600;
const longestHint = 4096;
const parameterNames = ['iss', 'login_hint', 'target_link_uri', 'lti_message_hint', 'client_id', 'lti_deployment_id'] as const;
const storedParameters = z.partialRecord(z.enum(parameterNames), z.string());
type LoginParameters = z.output<typeof storedParameters>;

/** GET or POST /lti/1.3/login: the platform begins, we send the browser to it with a state of this browser's own (portal contracts D3). */
export async function serveLogin(request: Request): Promise<Response> {
  const origin = originOf(request);
  try {
    await takeFrom('ltiLaunch', origin.ip);
    const form = new LaunchForm(rawQueryOf(request), request.method === 'POST' ? await readForm(request) : '');
    const parameters = readParameters(form);
    const platform = await findPlatform(parameters);
    const { state, nonce } = await begin(platform, parameters);
    const target = new URL(platform.authorizationUrl);
    const query = {
      scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none', client_id: platform.clientId, redirect_uri: toolAddresses().launch, state, nonce,
      login_hint: parameters.login_hint, lti_message_hint: parameters.lti_message_hint,
    };
    for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, value);
    return leadTo(target.href, [frameCookie(cookieName(state), signValue('ltiLogin', state), { path: '/lti/1.3', maxAge: loginSeconds })]);
  } catch (error) {
    return refusedAnswer(request, refusalOf(error, origin.requestId), { locale: localeOf(request) });
  }
}

function readParameters(form: LaunchForm): LoginParameters {
  const values: LoginParameters = Object.fromEntries(parameterNames.flatMap((name) => {
    const value = form.text(name);
    return value === undefined ? [] : [[name, value]];
  }));
  for (const name of ['iss', 'login_hint', 'target_link_uri'] as const) form.required(name);
  if (Object.values(values).some((value) => value.length > longestHint)) throw new LtiRefusal('incomplete', `a parameter is longer than ${longestHint}`);
  if (!isOurs(values.target_link_uri ?? '')) throw new LtiRefusal('notForUs', 'target_link_uri is not on this site');
  return values;
}

/** By issuer and client; an issuer with several registrations must say which. */
async function findPlatform({ iss = '', client_id, lti_deployment_id }: LoginParameters): Promise<LtiPlatform> {
  const found = await database().ltiPlatform.findMany({ where: { issuer: iss, ...(client_id === undefined ? {} : { clientId: client_id }), ...usable }, take: 2 });
  const [platform] = found;
  if (!platform || found.length > 1) throw new LtiRefusal('noPlatform', found.length > 1 ? 'several registrations of this issuer: client_id is needed' : 'no such registration');
  if (lti_deployment_id !== undefined) assertDeployment(platform, lti_deployment_id);
  return platform;
}

/** Registrations an admin approved, whose account may act. */
export const usable = { approvedAt: { not: null }, disabledAt: null, account: { disabledAt: null, owner: { disabledAt: null } } } as const;

export function assertDeployment({ deploymentIds }: Pick<LtiPlatform, 'deploymentIds'>, deploymentId: string): void {
  if (deploymentIds.length > 0 && !deploymentIds.includes(deploymentId)) throw new LtiRefusal('noPlatform', 'unknown deployment');
}

async function begin(platform: LtiPlatform, parameters: LoginParameters): Promise<{ state: string; nonce: string }> {
  const [state, nonce] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
  await database().ltiLogin.create({ data: { stateHash: hashOf(state), platformId: platform.id, nonce, parameters, expiresAt: new Date(Date.now() + loginSeconds * 1000) } });
  return { state, nonce };
}

export interface BegunLogin {
  platform: LtiPlatform;
  nonce: string;
}

/** A browser that came back without its cookie: what it may begin again with, in a window of its own. */
export class CookieBlocked extends Error {
  override readonly name = 'CookieBlocked';
  readonly parameters: LoginParameters;

  constructor(parameters: LoginParameters) {
    super('the browser has no cookie of this login');
    this.parameters = parameters;
  }
}

/** Takes a login that was begun in this browser, once. Throws `LtiRefusal`, or `CookieBlocked` and leaves it untaken. */
export async function finishLogin(request: Request, state: string): Promise<BegunLogin> {
  const stateHash = hashOf(state);
  const found = await database().ltiLogin.findUnique({ where: { stateHash, usedAt: null, expiresAt: { gt: new Date() }, platform: usable }, include: { platform: true } });
  if (!found) throw new LtiRefusal('noState', 'unknown, used or expired state');
  const cookie = cookieOf(request, cookieName(state));
  if (cookie === undefined) throw new CookieBlocked(storedParameters.parse(found.parameters));
  if (openSignedValue('ltiLogin', cookie) !== state) throw new LtiRefusal('noState', 'the state belongs to another browser');
  const { count } = await database().ltiLogin.updateMany({ where: { stateHash, usedAt: null }, data: { usedAt: new Date() } });
  if (count === 0) throw new LtiRefusal('noState', 'the state was used before');
  return { platform: found.platform, nonce: found.nonce };
}

/** Asks somebody whose browser blocks our cookies here to go on in a window of its own, where the login begins again. */
export async function newWindowAnswer(request: Request, parameters: LoginParameters): Promise<Response> {
  const locale = localeOf(request);
  const t = await ltiTexts(locale);
  const inputs = Object.entries(parameters).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`).join('');
  const body = `<h1>${escape(t('newWindowTitle'))}</h1><p>${escape(t('newWindowText'))}</p><form method="post" action="/lti/1.3/login" target="_blank">${inputs}<button>${escape(t('openWindow'))}</button></form>`;
  return htmlAnswer(request, { locale, title: t('newWindowTitle'), body });
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

/** One for each login, so that several windows do not get in each other's way. */
function cookieName(state: string): string {
  return `kelas-lti-login-${state.slice(0, 12).replaceAll(/[^\w]/g, '_')}`;
}
