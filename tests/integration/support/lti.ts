import { randomUUID } from 'node:crypto';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { sign, type Pairs, type SignatureMethod } from '#lib/lti/oauth1.ts';
import { serveLaunch11 } from '#lib/lti/serve-launch.ts';
import { rawQueryHeader } from '#lib/raw-query.ts';

type Changes = Record<string, string | undefined>;

interface Signing {
  secret?: string;
  method?: SignatureMethod;
  /** The address that is signed. */
  url?: string;
  query?: string;
}

/** An LTI 1.1 platform: it signs launches with its account's key and secret. */
export class Platform11 {
  readonly #account: ActingAccount;

  constructor(account: ActingAccount) {
    this.#account = account;
  }

  /** A launch's form, signed; a change of `undefined` leaves a parameter out. */
  form(changes: Changes = {}, { secret = this.#account.secrets[0] ?? '', method = 'HMAC-SHA1', url = 'http://portal.test/lti/v1', query = '' }: Signing = {}): string {
    const given: Changes = {
      lti_message_type: 'basic-lti-launch-request', lti_version: 'LTI-1p0', resource_link_id: 'link-1', context_id: 'course-1', context_label: 'جبر ۱', tool_consumer_instance_guid: 'moodle.school',
      user_id: 'u-7', lis_person_name_full: 'Sara Ahmadi', roles: 'Learner', oauth_consumer_key: this.#account.key, oauth_nonce: randomUUID(), oauth_signature_method: method,
      oauth_timestamp: String(Math.floor(Date.now() / 1000)), oauth_version: '1.0', oauth_callback: 'about:blank', ...changes,
    };
    const pairs = Object.entries(given).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
    const parameters: Pairs = [...pairs, ...new URLSearchParams(query)];
    return String(new URLSearchParams([...pairs, ['oauth_signature', sign({ url, parameters }, secret, method)]]));
  }

  launch(changes: Changes = {}, signing: Signing = {}): Promise<Response> {
    return post(this.form(changes, signing), signing.query);
  }
}

/** Sends a form to the launch address as a browser would. */
export function post(body: string, query = '', headers: Record<string, string> = {}): Promise<Response> {
  return serveLaunch11(new Request(`http://portal.test/lti/v1${query === '' ? '' : `?${query}`}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', [rawQueryHeader]: query, ...headers } }));
}

/** What a launch led to: the code in its page's address, and the cookie that proves the browser. */
export function landingOf(response: Response): { code: string; cookie: string } {
  const location = response.headers.get('location') ?? '';
  const [, code = ''] = /^\/lti\/launch\/([\w-]+)$/.exec(location) ?? [];
  if (response.status !== 303 || code === '') throw new Error(`the launch led to ${response.status} ${location}`);
  const cookie = /^kelas-lti=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
  return { code, cookie };
}
