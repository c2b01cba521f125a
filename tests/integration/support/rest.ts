import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import type { KeyScope } from '#lib/api-keys/scopes.ts';
import { database } from '#lib/db/client.ts';
import { basePath } from '#lib/rest/operations.ts';
import { serveRest } from '#lib/rest/serve.ts';
import { makeAccount, makeKey } from '#tests/fixtures/api-accounts.ts';
import { makePerson } from '#tests/fixtures/people.ts';

const answerOf = z.record(z.string(), z.unknown());

/** What makes a class. */
export const algebra = { title: 'جبر خطی', startsAt: '2099-01-01T09:00', timeZone: 'Asia/Tehran', durationMinutes: 60, guestsAllowed: false, waitingRoom: false };

export interface Answered {
  status: number;
  type: string | null;
  body: Record<string, unknown>;
}

/** A program of an outside system, with a key of its account. */
export class RestCaller {
  readonly account: ActingAccount;
  readonly key: string;

  private constructor(account: ActingAccount, key: string) {
    this.account = account;
    this.key = key;
  }

  /** Of a new account of a new teacher, unless an owner is named. */
  static async open(ownerId?: string, scopes?: readonly KeyScope[]): Promise<RestCaller> {
    const account = await makeAccount(ownerId ?? (await makePerson('teacher')).userId);
    return new RestCaller(account, await makeKey(account.id, scopes));
  }

  /** Of a new account of a new admin that reaches the whole school. */
  static async ofSchool(): Promise<RestCaller> {
    const account = await makeAccount((await makePerson('admin')).userId, { reachesSchool: true });
    return new RestCaller(account, await makeKey(account.id));
  }

  /** The same account with another key. */
  async with(scopes: readonly KeyScope[]): Promise<RestCaller> {
    return new RestCaller(this.account, await makeKey(this.account.id, scopes));
  }

  async fetch(method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return serveRest(new Request(`http://portal.test${basePath}${path}`, { method, headers: { authorization: `Bearer ${this.key}`, ...headers }, ...(body === undefined ? {} : { body: text }) }));
  }

  async send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered> {
    const response = await this.fetch(method, path, { body, ...(headers ? { headers } : {}) });
    return { status: response.status, type: response.headers.get('content-type'), body: answerOf.parse(await response.json()) };
  }
}

/** A past meeting of a caller's class of this name. */
export async function heldMeeting(caller: RestCaller, externalId: string, startedAt = new Date(Date.UTC(2026, 0, 1, 9))): Promise<{ id: string; classId: string }> {
  const { body: { classId } } = await caller.send('PUT', `/classes/${externalId}`, algebra);
  const endedAt = new Date(startedAt.getTime() + 3_600_000);
  return database().meeting.create({ data: { classId: z.string().parse(classId), roomId: `m-${randomUUID()}`, status: 'ended', endReason: 'endedByTeacher', startedAt, endedAt }, select: { id: true, classId: true } });
}

/** The body that the documentation gives for an operation, called there by the end of its address. */
export async function documentedBody(name: string): Promise<unknown> {
  const text = await readFile(new URL('../../../docs/api/rest.md', import.meta.url), 'utf8');
  const [, body = ''] = new RegExp(`for \`${name}\`: \`(\\{.*?\\})\``, 'u').exec(text) ?? [];
  return JSON.parse(body);
}
