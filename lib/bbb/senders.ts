import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import type { OutboxMessage } from '#generated/prisma/client.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { isSuccess, type OutgoingCall, type Sender } from '#lib/outbox/sender.ts';

/** After each failed try, in milliseconds (A16). */
const pausesMs = [100, 500, 1000, 2000, 4000, 8000, 10_000, 30_000, 60_000, 60_000, 60_000, 60_000];
const endTries = 5;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

function pauseAfter({ attempts }: Pick<OutboxMessage, 'attempts'>): number | null {
  return pausesMs[attempts - 1] ?? null;
}

/** What Kelas sends is signed with the account's current secret. */
function keyOf({ secrets: [secret] }: ActingAccount): string {
  if (secret === undefined) throw new Error('an account has a secret');
  return secret;
}

function bytesOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

function addressOf({ url }: OutboxMessage): string {
  return url ?? '';
}

/** The end callbacks (C3). */
export const endSender: Sender = {
  prepare: async (message) => ({ url: addressOf(message), request: { method: 'GET' } }),
  judge: (status) => (isSuccess(status) ? 'taken' : 'again'),
  pauseMs: (message) => (message.attempts >= endTries ? null : pauseAfter(message)),
};

/** The dashboard's figures (C3). */
export const analyticsSender: Sender = {
  async prepare(message, account) {
    const token = await new SignJWT().setProtectedHeader({ alg: 'HS512', typ: 'JWT' }).setExpirationTime('24h').sign(bytesOf(keyOf(account)));
    return { url: addressOf(message), request: { method: 'POST', body: JSON.stringify(message.payload), headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'user-agent': 'BigBlueButton Analytics Callback' } } };
  },
  judge: (status) => (isSuccess(status) ? 'taken' : 'again'),
  pauseMs: pauseAfter,
};

/** The word that a recording is ready (C3); 401, 404 and 410 call it off. */
export const recordingReadySender: Sender = {
  async prepare(message, account) {
    const token = await new SignJWT(Object(message.payload)).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(bytesOf(keyOf(account)));
    return { url: addressOf(message), request: { method: 'POST', body: String(new URLSearchParams({ signed_parameters: token })), headers: form } };
  },
  judge(status) {
    if (isSuccess(status)) return 'taken';
    return status === 401 || status === 404 || status === 410 ? 'calledOff' : 'again';
  },
  pauseMs: pauseAfter,
};

/** Events for hooks (A16); 401 counts as heard. */
export const hookSender: Sender = {
  async prepare(message, account) {
    const isThere = message.hookId !== null && (await database().bbbHook.count({ where: { id: message.hookId } })) > 0;
    return isThere ? hookCall(message, keyOf(account)) : { over: 'the hook was destroyed' };
  },
  judge: (status) => (isSuccess(status) || status === 401 ? 'taken' : 'again'),
  pauseMs: pauseAfter,
};

function hookCall(message: OutboxMessage, secret: string): OutgoingCall {
  const url = addressOf(message);
  const body = String(new URLSearchParams({ domain: new URL(env().PORTAL_URL).host, event: JSON.stringify([message.payload]), timestamp: String(message.createdAt.getTime()) }));
  const checksum = createHash('sha1').update(url + body + secret).digest('hex');
  return { url: `${url}${url.includes('?') ? '&' : '?'}checksum=${checksum}`, request: { method: 'POST', body, headers: form } };
}
