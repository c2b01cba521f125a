import type { Events } from './schema.ts';

/** What a webhook is told. `id` is the same however often it is told. */
export type KelasEvent = { [Type in keyof Events]: { id: string; type: Type; timestamp: string; data: Events[Type] } }[keyof Events];

export interface ReceivedWebhook {
  /** The webhook's signing secret, `whsec_…`; several while it is being changed. */
  secret: string | readonly string[];
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body exactly as it came: text or bytes, not parsed. */
  body: string | Uint8Array;
  /** How far the time of sending may be from now, in seconds. Five minutes unless given. */
  toleranceSeconds?: number;
}

/** The message is not from Kelas, was changed on the way, or is too old. Answer with 401 and do nothing. */
export class WebhookNotVerified extends Error {
  override readonly name = 'WebhookNotVerified';
}

/**
 * The event of a webhook message, once its signature and time are right (Standard Webhooks). Throws `WebhookNotVerified`.
 * Remember `id` for a day to notice a message that comes twice.
 */
export async function verifyWebhook({ secret, headers, body, toleranceSeconds = 300 }: ReceivedWebhook): Promise<KelasEvent> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headerOf(headers, name));
  if (!id || !timestamp || !signatures) throw new WebhookNotVerified('a header is missing');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds) throw new WebhookNotVerified('it was not sent just now');
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  const given = signatures.split(' ').filter((one) => one.startsWith('v1,')).map((one) => bytesOf(one.slice('v1,'.length)));
  if (!(await fitsAny(typeof secret === 'string' ? [secret] : secret, given, signed))) throw new WebhookNotVerified('the signature does not fit');
  const event: Omit<KelasEvent, 'id'> = JSON.parse(new TextDecoder().decode(bytes));
  // Its shape is the portal's promise, as the signature has shown that it is from there.
  return Object.assign(event, { id }) as KelasEvent;
}

async function fitsAny(secrets: readonly string[], given: readonly (Uint8Array<ArrayBuffer> | null)[], signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  for (const secret of secrets) {
    const raw = bytesOf(secret.replace(/^whsec_/, ''));
    if (!raw || raw.length === 0) throw new TypeError('the signing secret is "whsec_" and base64');
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of given) {
      // Compares in constant time.
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true;
    }
  }
  return false;
}

function headerOf(headers: ReceivedWebhook['headers'], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : found?.[0];
}

/** Of base64; null when it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
  } catch {
    return null;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
