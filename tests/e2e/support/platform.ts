import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { claimNames } from '#lib/lti/claims.ts';
import { sign, type Pairs } from '#lib/lti/oauth1.ts';

interface Consumer {
  launchUrl: string;
  key: string;
  secret: string;
}

/** A learning platform's site: its course pages send people on by LTI, in a frame or in the same window. */
export class PlatformSite {
  readonly #server: Server;
  readonly #pages = new Map<string, string>();
  readonly #key = generateKeyPair('RS256', { extractable: true });
  /** What it says of whoever is sent to its login, by their hint. */
  readonly #people = new Map<string, JWTPayload>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const page = this.#pages.get(request.url ?? '');
      const answer = page ? Promise.resolve(page) : this.#answer(new URL(request.url ?? '/', `http://${this.host}`));
      void answer.then((text) => response.writeHead(200, { 'content-type': text.startsWith('{') ? 'application/json' : 'text/html; charset=utf-8' }).end(text));
    });
  }

  static async open(): Promise<PlatformSite> {
    const site = new PlatformSite();
    site.#server.listen(0, '127.0.0.1');
    await once(site.#server, 'listening');
    return site;
  }

  /** Host and port, as an admin enters them. */
  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The site has no port.');
    return `127.0.0.1:${address.port}`;
  }

  /** The address of a course page with one button that launches, and the frame it may launch into. */
  courseFor({ launchUrl, key, secret }: Consumer, values: Record<string, string>, target: '_self' | 'tool' = '_self'): string {
    const parameters: Pairs = Object.entries({
      lti_message_type: 'basic-lti-launch-request', lti_version: 'LTI-1p0', resource_link_id: 'lesson-1', context_id: 'algebra', tool_consumer_instance_guid: this.host, oauth_callback: 'about:blank',
      oauth_consumer_key: key, oauth_nonce: randomUUID(), oauth_signature_method: 'HMAC-SHA1', oauth_timestamp: String(Math.floor(Date.now() / 1000)), oauth_version: '1.0',
      launch_presentation_return_url: `http://${this.host}/course`, ...values,
    });
    const signed = [...parameters, ['oauth_signature', sign({ url: launchUrl, parameters }, secret)] as const];
    const path = `/${randomUUID()}`;
    this.#pages.set(path, `<!doctype html><title>Course</title><form method="post" action="${launchUrl}" target="${target}">${inputsOf(signed)}<button>Open the class</button></form><iframe name="tool" title="Tool" width="900" height="700"></iframe>`);
    return `http://${this.host}${path}`;
  }

  /** The address of a course page with one button that begins an LTI 1.3 login of this person; `claims` are what it will say of them. */
  courseFor13({ loginUrl, launchUrl, clientId }: { loginUrl: string; launchUrl: string; clientId: string }, claims: JWTPayload): string {
    const hint = randomUUID();
    this.#people.set(hint, { ...claims, [claimNames.targetLinkUri]: launchUrl });
    const path = `/${randomUUID()}`;
    const values = { iss: `http://${this.host}`, login_hint: hint, target_link_uri: launchUrl, client_id: clientId };
    this.#pages.set(path, `<!doctype html><title>Course</title><form method="post" action="${loginUrl}">${inputsOf(Object.entries(values))}<button>Open the class</button></form>`);
    return `http://${this.host}${path}`;
  }

  async #answer(url: URL): Promise<string> {
    const { publicKey, privateKey } = await this.#key;
    if (url.pathname === '/jwks') return JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] });
    if (url.pathname !== '/auth') return '<!doctype html><title>Course</title><h1>Course page</h1>';
    const asked = Object.fromEntries(url.searchParams);
    const now = Math.floor(Date.now() / 1000);
    const claims = { [claimNames.version]: '1.3.0', [claimNames.deploymentId]: '1', ...this.#people.get(asked['login_hint'] ?? ''), iss: url.origin, aud: asked['client_id'] ?? '', iat: now, exp: now + 300, nonce: asked['nonce'] };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(privateKey);
    return `<!doctype html><title>Course</title><form method="post" action="${asked['redirect_uri']}">${inputsOf([['id_token', token], ['state', asked['state'] ?? '']])}</form><script>document.forms[0].submit()</script>`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function inputsOf(pairs: Pairs): string {
  return pairs.map(([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`).join('');
}
