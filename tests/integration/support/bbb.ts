import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import type { BbbSession } from '#generated/prisma/client.ts';
import type { UserActor } from '#lib/actor.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { checksumOf, type Algorithm } from '#lib/bbb/checksum.ts';
import { answerBbb } from '#lib/bbb/serve.ts';
import { database } from '#lib/db/client.ts';
import { participantIdFor } from '#lib/visits/create.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { startEngine } from '#tests/harness/engine.ts';
import { usePortal } from './portal.ts';

export type Query = string | Record<string, string | number | boolean>;

interface Sending {
  method?: 'GET' | 'POST' | 'PUT';
  body?: string | FormData;
  type?: string;
  algorithm?: Algorithm;
}

/** The raw query of parameters, as most clients write it. */
export function queryOf(query: Query): string {
  return typeof query === 'string' ? query : String(new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])));
}

/** A caller of an account's API address; what it gets is the answer's text. */
export class BbbCaller {
  readonly #account: Pick<ActingAccount, 'key' | 'secrets'>;

  constructor(account: Pick<ActingAccount, 'key' | 'secrets'>) {
    this.#account = account;
  }

  /** Calls with a right checksum over the query as it is written. */
  async call(name: string, query: Query = '', sending: Sending = {}): Promise<string> {
    return (await this.respond(name, query, sending)).text();
  }

  respond(name: string, query: Query = '', { algorithm = 'sha1', ...sending }: Sending = {}): Promise<Response> {
    const raw = queryOf(query);
    const checksum = checksumOf(name, raw, this.#account.secrets[0] ?? '', algorithm);
    return this.send(name, `${raw}${raw === '' ? '' : '&'}checksum=${checksum}`, sending);
  }

  /** Calls with exactly this query. */
  async send(name: string, query: string, { method = 'GET', body, type }: Sending = {}): Promise<Response> {
    const headers = new Headers(type === undefined ? {} : { 'content-type': type });
    const sent = new Request('http://portal.test/', { method, headers, ...(body === undefined ? {} : { body }) });
    const answer = await answerBbb({ method, apiKey: this.#account.key, name, query, header: (header) => sent.headers.get(header), body: sent.body });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  }
}

/** The text of an element's first occurrence. */
export function textOf(xml: string, element: string): string {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? '';
}

export function failedWith(key: string, message: string): string {
  return `<response><returncode>FAILED</returncode><messageKey>${key}</messageKey><message>${message}</message></response>`;
}

export function succeededWith(inner: string): string {
  return `<response><returncode>SUCCESS</returncode>${inner}</response>`;
}

/** An account with a running engine behind it, and another one that must see nothing of it. */
export interface BbbSchool {
  account: ActingAccount;
  teacher: UserActor;
  caller: BbbCaller;
  stranger: BbbCaller;
  /** A new meeting with `passwords`, and what create answered. */
  created: (changes?: Record<string, string>) => Promise<{ meetingID: string; xml: string }>;
  sessionOf: (meetingID: string) => Promise<BbbSession>;
  /** Notes a stay as the room's webhook would. */
  present: (meetingID: string, userID: string, name: string, isModerator: boolean) => Promise<void>;
}

export const passwords = { attendeePW: 'ap7Kq2Lm', moderatorPW: 'mpX3v9Tz' };

/** A school for the tests of one file, on an engine and a portal with a database of its own. */
export async function openSchool(databaseName: string): Promise<BbbSchool> {
  const engine = await startEngine(inject('services'));
  afterAll(() => engine.stop());
  // oxlint-disable-next-line react-hooks/rules-of-hooks -- no hook of React
  await usePortal(inject('services'), databaseName, engine.url);
  return await makeSchool();
}

export async function makeSchool(): Promise<BbbSchool> {
  const teacher = await makePerson('teacher', { name: 'مریم رضایی' });
  const account = await makeAccount(teacher.userId, { clientHosts: ['class.example'] });
  const caller = new BbbCaller(account);
  const stranger = new BbbCaller(await makeAccount((await makePerson('teacher')).userId));
  const sessionOf = (meetingID: string) => database().bbbSession.findFirstOrThrow({ where: { accountId: account.id, externalId: meetingID }, orderBy: { createdAt: 'desc' } });
  return {
    account, teacher, caller, stranger, sessionOf,
    async created(changes = {}) {
      const meetingID = `algebra-${randomUUID().slice(0, 8)}`;
      const xml = await caller.call('create', { name: 'جبر خطی', meetingID, ...passwords, ...changes });
      if (textOf(xml, 'returncode') !== 'SUCCESS') throw new Error(xml);
      return { meetingID, xml };
    },
    async present(meetingID, userID, name, isModerator) {
      const { meetingId } = await sessionOf(meetingID);
      await database().attendance.create({ data: { meetingId: meetingId ?? '', participantSid: randomUUID(), participantId: participantIdFor(account.id, userID), name, isModerator, joinedAt: new Date() } });
    },
  };
}
