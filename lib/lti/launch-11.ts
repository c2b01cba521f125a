import { createHash } from 'node:crypto';
import { Prisma } from '#generated/prisma/client.ts';
import { findAccountByKey, noteUse, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { isLocale } from '#lib/i18n/locales.ts';
import { LaunchForm } from './form.ts';
import type { VerifiedLaunch } from './launches.ts';
import { isSignedWith, signatureMethods, type SignatureMethod } from './oauth1.ts';
import { LtiRefusal } from './refusal.ts';
import { isLeader, splitRoles } from './roles.ts';
import { lineOf, readWishes } from './wishes.ts';

/** How far a platform's clock may be off, in seconds. */
const clockSeconds = 300;
const longestId = 512;
const longestName = 80;

/** Where LTI 1.1 platforms send people. */
export function launchUrl(): string {
  return `${env().PORTAL_URL}/lti/v1`;
}

/**
 * Who signed an LTI 1.1 message (portal contracts D2): known key, signature over the public address, clock, nonce, in this order. An unknown
 * key is refused as a wrong signature is.
 */
export async function verifySigned(form: LaunchForm): Promise<ActingAccount> {
  const account = await findAccountByKey(form.text('oauth_consumer_key') ?? '');
  const method = form.text('oauth_signature_method');
  const isGood = account !== null && isMethod(method) && isSignedWith(account.secrets, { url: launchUrl(), parameters: form.pairs }, { signature: form.text('oauth_signature') ?? '', method });
  if (!isGood) throw new LtiRefusal('notRecognised', 'unknown consumer key or wrong signature');
  return account;
}

function isMethod(text: string | undefined): text is SignatureMethod {
  return text !== undefined && Object.hasOwn(signatureMethods, text);
}

/** What a well-signed message must be besides: of an account that may, on time, and for the first time. */
export async function admitSigned(account: ActingAccount, form: LaunchForm): Promise<void> {
  if (account.isDisabled) throw new LtiRefusal('switchedOff', 'the consumer is switched off');
  if ((form.text('oauth_version') ?? '1.0') !== '1.0') throw new LtiRefusal('incomplete', 'oauth_version must be 1.0');
  const timestamp = form.required('oauth_timestamp');
  const seconds = Date.now() / 1000;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(seconds - Number(timestamp)) > clockSeconds) throw new LtiRefusal('clock', `oauth_timestamp must be within ${clockSeconds} seconds of ${Math.floor(seconds)}`);
  await takeNonce(account.id, form.required('oauth_nonce'), new Date((Number(timestamp) + 2 * clockSeconds) * 1000));
  await noteUse(account.id);
}

/** Of any number of the same message at once one is taken; remembered in the database, so also by the other portals and after a restart. */
async function takeNonce(accountId: string, nonce: string, expiresAt: Date): Promise<void> {
  try {
    await database().ltiNonce.create({ data: { accountId, nonceHash: createHash('sha256').update(nonce).digest('base64url'), expiresAt } });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new LtiRefusal('repeated', 'oauth_nonce was used before');
    throw error;
  }
}

/** What a launch says of person and room (portal contracts D1). */
export function readLaunch({ key }: Pick<ActingAccount, 'key'>, form: LaunchForm): VerifiedLaunch {
  if (form.required('lti_message_type') !== 'basic-lti-launch-request') throw new LtiRefusal('incomplete', 'lti_message_type must be basic-lti-launch-request');
  if (form.required('lti_version') !== 'LTI-1p0') throw new LtiRefusal('incomplete', 'lti_version must be LTI-1p0');
  const resourceLinkId = form.required('resource_link_id');
  const externalUserId = readUser(form);
  const place = [form.text('tool_consumer_instance_guid') ?? '', form.text('context_id') ?? '', resourceLinkId].join('_');
  return {
    roomId: sha1(`${key}_${place}`),
    externalUserId,
    name: readName(form, externalUserId),
    isModerator: isLeader(splitRoles(form.text('roles')), { assistantsLead: true }),
    avatarUrl: returnAddress(form.text('user_image')),
    locale: readLocale(form.text('launch_presentation_locale')),
    returnUrl: returnAddress(form.text('launch_presentation_return_url')),
    wishes: readWishes([form.text('context_label'), form.text('context_title'), form.text('resource_link_title')], (name) => form.text(`custom_${name}`)),
  };
}

function readUser(form: LaunchForm): string {
  const email = form.text('lis_person_contact_email_primary')?.toLowerCase();
  const userId = form.text('user_id') ?? (email === undefined ? undefined : sha1(email));
  if (userId === undefined) throw new LtiRefusal('noUser', 'user id or email required');
  if (userId.length > longestId) throw new LtiRefusal('incomplete', `user_id may have ${longestId} characters`);
  return userId;
}

function readName(form: LaunchForm, userId: string): string {
  const given = [form.text('lis_person_name_given'), form.text('lis_person_name_family')].filter((part) => part !== undefined).join(' ');
  return lineOf(form.text('lis_person_name_full') ?? given, longestName) || lineOf(`User_${userId}`, longestName);
}

/** The portal's language for a platform's `fa-IR` or `fa_IR`. */
export function readLocale(text: string | undefined): string | null {
  const language = text?.split(/[-_]/, 1)[0]?.toLowerCase();
  return isLocale(language) ? language : null;
}

/** An address people may be sent back to: https, or http while the portal itself is on http. */
export function returnAddress(text: string | undefined): string | null {
  const url = text === undefined || text.length > 2048 ? null : URL.parse(text);
  if (!url) return null;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && env().PORTAL_URL.startsWith('http:'));
  return allowed ? url.href : null;
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
