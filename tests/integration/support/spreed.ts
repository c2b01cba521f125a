import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';

export const sessionAnswer = z.object({ id: z.string(), sid: z.string() });
export const userAnswer = z.object({ userid: z.string(), useridcombo: z.string(), timestamp: z.number(), secret: z.string(), nonce: z.string() });
export const roomAnswer = z.object({ success: z.literal(true), name: z.string(), url: z.string() });

interface Options {
  accessCode?: string | null;
  mayRegister?: boolean;
  showsStats?: boolean;
}

/** What an admin's dialog writes. */
export async function switchSpreed(account: Pick<ActingAccount, 'id'>, { accessCode = null, mayRegister = true, showsStats = true }: Options = {}): Promise<void> {
  const data = { accountId: account.id, accessCode, mayRegister, showsStats };
  await database().spreedSite.upsert({ where: { id: 1 }, create: data, update: data });
}

/** An address of the documentation's range: limits count by address. */
export function someAddress(): string {
  return `203.0.113.${randomInt(1, 255)}, 198.51.${randomInt(256)}.${randomInt(256)}`;
}

/** Calls a portal that believes X-Forwarded-For. */
export class SpreedCaller {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async send(method: string, path: string, body?: Record<string, unknown> | URLSearchParams | FormData | string, headers: Record<string, string> = {}) {
    const isJson = body !== undefined && !(body instanceof URLSearchParams) && !(body instanceof FormData);
    const text = typeof body === 'string' || body instanceof FormData || body instanceof URLSearchParams || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(this.#base + path, {
      method, redirect: 'error', headers: { 'x-forwarded-for': someAddress(), ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers }, ...(text === undefined ? {} : { body: text }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, headers: response.headers, bytes, body: type.startsWith('application/json') ? (JSON.parse(bytes.toString()) as unknown) : bytes.toString() };
  }

  async session(): Promise<z.output<typeof sessionAnswer>> {
    return sessionAnswer.parse((await this.send('POST', '/api/v1/sessions')).body);
  }

  async room(): Promise<z.output<typeof roomAnswer>> {
    return roomAnswer.parse((await this.send('POST', '/api/v1/rooms')).body);
  }
}
