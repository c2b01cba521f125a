import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JSONWebKeySet, type JWK, type JWTPayload } from 'jose';
import { claimNames } from '#lib/lti/claims.ts';
import { serveKeySet } from '#lib/lti/keys.ts';
import { serveLaunch13 } from '#lib/lti/launch-13.ts';
import { serveLogin } from '#lib/lti/login.ts';
import { rawQueryHeader } from '#lib/raw-query.ts';
import { expect } from 'vitest';
import { openLaunch } from '#lib/lti/launches.ts';
import { landingOf } from './lti.ts';

export const portal = 'http://portal.test';
const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
export const roles = { teacher: `${membership}#Instructor`, student: `${membership}#Learner` };

export interface Member {
  user_id: string;
  name?: string;
  status?: string;
  roles: string[];
}

/** Turns of a launch a test wants otherwise than an honest platform does it. */
export interface Twist {
  claims?: Record<string, unknown>;
  /** Signs the claims itself. */
  sign?: (claims: JWTPayload) => Promise<string>;
  cookie?: (honest: string) => string | undefined;
  state?: (honest: string) => string;
}

/** A learning platform that speaks LTI 1.3, over real HTTP with keys of its own. */
export class Platform13 {
  readonly #server: Server;
  #key: Awaited<ReturnType<typeof generateKeyPair>>;
  kid = randomUUID();
  clientId = 'kelas-client';
  members: Member[] = [];
  /** What came to it: paths with their queries, bodies and headers. */
  readonly calls: { path: string; body: string; headers: IncomingMessage['headers'] }[] = [];
  /** Changes of what it tells of itself when somebody registers. */
  configuration: Record<string, unknown> = {};

  private constructor(key: Awaited<ReturnType<typeof generateKeyPair>>) {
    this.#key = key;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(): Promise<Platform13> {
    const platform = new Platform13(await generateKeyPair('RS256', { extractable: true }));
    platform.#server.listen(0, '127.0.0.1');
    await once(platform.#server, 'listening');
    return platform;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the platform has no port');
    return `127.0.0.1:${address.port}`;
  }

  get issuer(): string {
    return `http://${this.host}`;
  }

  get privateKey() {
    return this.#key.privateKey;
  }

  async publicJwk(): Promise<JWK> {
    return { ...(await exportJWK(this.#key.publicKey)), kid: this.kid, alg: 'RS256', use: 'sig' };
  }

  async rotate(): Promise<void> {
    this.#key = await generateKeyPair('RS256', { extractable: true });
    this.kid = randomUUID();
  }

  /** What an admin of Kelas enters for it. */
  describe(accountId: string) {
    const { issuer, clientId } = this;
    return { accountId, name: 'Moodle', issuer, clientId, deploymentIds: ['d-1'], authorizationUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token`, jwksUrl: `${issuer}/jwks`, assistantsLead: true };
  }

  /** Begins a login at Kelas, as a click in the course does. */
  begin(changes: Record<string, string | undefined> = {}, method: 'GET' | 'POST' = 'POST'): Promise<Response> {
    const given = { iss: this.issuer, login_hint: 'u-7', target_link_uri: `${portal}/lti/1.3/launch`, lti_message_hint: 'm-1', client_id: this.clientId, ...changes };
    const text = String(new URLSearchParams(Object.entries(given).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))));
    const headers = { 'content-type': 'application/x-www-form-urlencoded', [rawQueryHeader]: method === 'GET' ? text : '' };
    return serveLogin(method === 'GET' ? new Request(`${portal}/lti/1.3/login?${text}`, { headers }) : new Request(`${portal}/lti/1.3/login`, { method: 'POST', body: text, headers }));
  }

  /** The claims of a honest launch. */
  claims(nonce: string, changes: Record<string, unknown> = {}): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: this.issuer, aud: this.clientId, sub: 'u-7', iat: now, exp: now + 300, nonce, name: 'Sara Ahmadi', locale: 'fa-IR',
      [claimNames.messageType]: 'LtiResourceLinkRequest', [claimNames.version]: '1.3.0', [claimNames.deploymentId]: 'd-1', [claimNames.targetLinkUri]: `${portal}/lti/1.3/launch`,
      [claimNames.roles]: [roles.student], [claimNames.resourceLink]: { id: 'link-1', title: 'Lesson' }, [claimNames.context]: { id: 'course-1', label: 'جبر ۱', title: 'Algebra' },
      [claimNames.members]: { context_memberships_url: `${this.issuer}/members?course=1`, service_versions: ['2.0'] }, ...changes,
    };
  }

  sign(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: this.kid }).sign(this.#key.privateKey);
  }

  /** A whole launch: login, the platform's own check of what Kelas asks for, and the form post back. */
  async launch({ claims = {}, sign = (honest) => this.sign(honest), cookie = (honest) => honest, state = (honest) => honest }: Twist = {}): Promise<Response> {
    const begun = await this.begin();
    const asked = new URL(begun.headers.get('location') ?? '');
    const query = Object.fromEntries(asked.searchParams);
    if (begun.status !== 303 || `${asked.origin}${asked.pathname}` !== `${this.issuer}/auth` || query['redirect_uri'] !== `${portal}/lti/1.3/launch`) throw new Error(`the login led to ${begun.status} ${asked.href}`);
    const token = await sign(this.claims(query['nonce'] ?? '', claims));
    return send({ id_token: token, state: state(query['state'] ?? '') }, cookie(cookiesOf(begun)));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const path = request.url ?? '';
    this.calls.push({ path, body, headers: request.headers });
    const answer = await this.#answerTo(path.split('?', 1)[0] ?? '', { path, body, authorization: request.headers.authorization });
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body));
  }

  async #answerTo(name: string, { path, body, authorization }: { path: string; body: string; authorization: string | undefined }): Promise<{ status?: number; headers?: Record<string, string>; body: unknown }> {
    if (name === '/jwks') return { body: { keys: [await this.publicJwk()] } };
    if (name === '/token') return this.#token(new URLSearchParams(body));
    if (name === '/members' && authorization === 'Bearer access-1') return this.#membersPage(new URL(path, this.issuer));
    if (name === '/.well-known/openid-configuration') return { body: this.#openidConfiguration() };
    if (name === '/register' && authorization === 'Bearer registration-1') return { status: 201, body: { client_id: 'client-9', 'https://purl.imsglobal.org/spec/lti-tool-configuration': { deployment_id: 'd-9' } } };
    return { status: 403, body: {} };
  }

  /** Verifies the assertion with the keys Kelas publishes. */
  async #token(form: URLSearchParams): Promise<{ status?: number; body: unknown }> {
    const keys: JSONWebKeySet = await (await serveKeySet()).json();
    try {
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', createLocalJWKSet(keys), { issuer: this.clientId, subject: this.clientId, audience: `${this.issuer}/token`, algorithms: ['RS256'], requiredClaims: ['exp', 'jti'] });
      return payload.jti && form.get('grant_type') === 'client_credentials' ? { body: { access_token: 'access-1', token_type: 'Bearer', expires_in: 3600, scope: form.get('scope') } } : { status: 400, body: {} };
    } catch {
      return { status: 401, body: {} };
    }
  }

  /** Two members a page. */
  #membersPage(url: URL): { headers: Record<string, string>; body: unknown } {
    const page = Number(url.searchParams.get('page') ?? 0);
    const members = this.members.slice(page * 2, page * 2 + 2);
    const hasMore = this.members.length > (page + 1) * 2;
    return { headers: hasMore ? { link: `<${this.issuer}/members?course=1&page=${page + 1}>; rel="next"` } : {}, body: { id: url.href, members } };
  }

  #openidConfiguration() {
    const { issuer } = this;
    return { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, registration_endpoint: `${issuer}/register`, 'https://purl.imsglobal.org/spec/lti-platform-configuration': { product_family_code: 'moodle' }, ...this.configuration };
  }
}

/** The cookies an answer sets, as the browser sends them back. */
export function cookiesOf(response: Response): string {
  return response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]).join('; ');
}

/** Posts the platform's answer to the launch address. */
export function send(form: Record<string, string>, cookie?: string): Promise<Response> {
  return serveLaunch13(new Request(`${portal}/lti/1.3/launch`, { method: 'POST', body: new URLSearchParams(form), headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie === undefined ? {} : { cookie }) } }));
}

/** The launch a platform's message led to, as its page is opened by the browser that was launched. */
export async function opened(platform: Platform13, twist: Twist = {}): ReturnType<typeof openLaunch> {
  const { code, cookie } = landingOf(await platform.launch(twist));
  return openLaunch(code, cookie);
}

/** Passes when an answer is a refusal; what it says. */
export async function refused(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  const text = await response.text();
  expect([400, 401], text).toContain(response.status);
  return text;
}
