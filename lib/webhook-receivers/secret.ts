import { createHmac, randomBytes } from 'node:crypto';
import type { WebhookReceiver } from '#generated/prisma/client.ts';
import { openSealedValue, sealValue } from '#lib/sealed-value.ts';

const prefix = 'whsec_';

/** A signing secret: 256 random bits, written as Standard Webhooks has it. */
export function newSigningSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

export function sealSigningSecret(secret: string): string {
  return sealValue('webhookSecret', secret);
}

/** What is signed with now, the current secret first. */
export function signingSecrets({ secret, previousSecret, previousSecretUntil }: Pick<WebhookReceiver, 'secret' | 'previousSecret' | 'previousSecretUntil'>): string[] {
  const isPreviousGood = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > new Date();
  return [secret, ...(isPreviousGood ? [previousSecret] : [])].map((sealed) => openSealedValue('webhookSecret', sealed));
}

/** The `webhook-signature` header (Standard Webhooks, HMAC-SHA256 over id, timestamp and body): one signature for each secret. */
export function signatureHeader(secrets: readonly string[], { id, timestamp, body }: { id: string; timestamp: number; body: string }): string {
  const sign = (secret: string) => createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64');
  return secrets.map((secret) => `v1,${sign(secret)}`).join(' ');
}
