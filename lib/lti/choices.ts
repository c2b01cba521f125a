import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { LtiChoice, LtiPlatform } from '#generated/prisma/client.ts';
import { findAccountById } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import { findOrCreateOutsideClass, findOutsideClass } from '#lib/outside-classes/service.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';
import { titleText } from '#lib/text/name.ts';
import { toolAddresses } from './addresses.ts';
import { escape, frameCookie, htmlAnswer, leadTo, localeCookie, localeOf, ltiTexts, refusedAnswer } from './answer.ts';
import { claimNames, type DeepLinkClaims } from './claims.ts';
import { LaunchForm, readForm } from './form.ts';
import { signAsTool } from './keys.ts';
import { readLocale, returnAddress } from './launch-11.ts';
import { originOf } from './origin.ts';
import { outsideData } from './place.ts';
import { LtiRefusal } from './refusal.ts';
import { isLeader } from './roles.ts';
import { refusalOf } from './serve-launch.ts';
import { settingsOf } from './wishes.ts';

const choiceSeconds = 3600;
const firstOpenMs = 5 * 60_000;
const answerSeconds = 300;
const mostClasses = 100;
export const choiceCookie = 'kelas-lti-choice';

/** A class that was chosen before for the same course. */
export interface ChoosableClass {
  ref: string;
  title: string;
}

export interface OpenedChoice {
  /** What the page's form proves itself with. */
  proof: string;
  title: string;
  classes: ChoosableClass[];
}

/** Keeps a teacher's wish to put a class into a course, and leads to the page where it is chosen. */
export async function keepChoice(platform: LtiPlatform, claims: DeepLinkClaims): Promise<Response> {
  if (!isLeader(claims[claimNames.roles], { assistantsLead: platform.assistantsLead })) throw new LtiRefusal('notForUs', 'only who leads the course may choose');
  const settings = claims[claimNames.deepLinkingSettings];
  const returnUrl = returnAddress(settings.deep_link_return_url);
  if (returnUrl === null || !settings.accept_types.includes('ltiResourceLink')) throw new LtiRefusal('notForUs', 'deep_linking_settings: an address to return to and ltiResourceLink are needed');
  const context = claims[claimNames.context];
  const locale = readLocale(claims[claimNames.presentation]?.locale ?? claims.locale);
  const code = randomBytes(16).toString('base64url');
  const { id } = await database().ltiChoice.create({
    data: {
      codeHash: hashOf(code), platformId: platform.id, deploymentId: claims[claimNames.deploymentId], contextId: context?.id ?? '', title: context?.title ?? context?.label ?? '',
      locale, returnUrl, data: settings.data ?? null, expiresAt: new Date(Date.now() + choiceSeconds * 1000),
    },
  });
  const path = `/lti/choose/${code}`;
  return leadTo(path, [frameCookie(choiceCookie, signValue('ltiChoice', id), { path, maxAge: choiceSeconds }), ...localeCookie(locale, choiceSeconds)]);
}

/** What the choosing page shows. The browser with its cookie may open it again; another one may not. */
export async function openChoice(code: string, cookie: string | undefined): Promise<OpenedChoice> {
  const found = await database().ltiChoice.findUnique({ where: { codeHash: hashOf(code) } });
  if (!found) throw new AppError('linkInvalid');
  if (found.usedAt !== null) throw new AppError('linkUsed');
  if (found.expiresAt <= new Date()) throw new AppError('linkExpired');
  if (openSignedValue('ltiChoice', cookie) !== found.id) {
    if (Date.now() - found.createdAt.getTime() > firstOpenMs) throw new AppError('linkExpired');
    const { count } = await database().ltiChoice.updateMany({ where: { id: found.id, openedAt: null }, data: { openedAt: new Date() } });
    if (count === 0) throw new AppError('linkUsed');
  }
  const { accountId } = await database().ltiPlatform.findUniqueOrThrow({ where: { id: found.platformId }, select: { accountId: true } });
  return { proof: signValue('ltiChoice', found.id), title: found.title, classes: await classesOf(accountId, found) };
}

async function classesOf(accountId: string, { platformId, contextId }: LtiChoice): Promise<ChoosableClass[]> {
  const rows = await database().outsideClass.findMany({
    where: { accountId, source: 'lti', AND: [{ data: { path: ['place', 'platformId'], equals: platformId } }, { data: { path: ['place', 'contextId'], equals: contextId } }] },
    include: { class: { select: { title: true } } }, orderBy: { createdAt: 'desc' }, take: mostClasses,
  });
  return rows.map(({ externalId, class: { title } }) => ({ ref: externalId, title }));
}

/** POST /lti/1.3/deep-link, the choosing page's form: sends the chosen or new class back to the platform, signed. */
export async function serveDeepLink(request: Request): Promise<Response> {
  const origin = originOf(request);
  try {
    await takeFrom('ltiLaunch', origin.ip);
    const form = new LaunchForm(await readForm(request));
    const choice = await findChoice(form);
    const isCancelled = form.text('cancel') !== undefined;
    const item = isCancelled ? null : await chosenClass(choice, form, origin);
    const { count } = await database().ltiChoice.updateMany({ where: { id: choice.id, usedAt: null }, data: { usedAt: new Date() } });
    if (count === 0) throw new LtiRefusal('repeated', 'the choice was sent before');
    return await deepLinkAnswer(request, choice, item);
  } catch (error) {
    return refusedAnswer(request, refusalOf(error, origin.requestId), { locale: localeOf(request) });
  }
}

type FoundChoice = LtiChoice & { platform: LtiPlatform };

async function findChoice(form: LaunchForm): Promise<FoundChoice> {
  const id = openSignedValue('ltiChoice', form.text('proof'));
  const found = id === null ? null : await database().ltiChoice.findUnique({ where: { id, expiresAt: { gt: new Date() } }, include: { platform: true } });
  if (!found || found.platform.disabledAt !== null) throw new LtiRefusal('expired', 'unknown or expired choice');
  if (found.usedAt !== null) throw new LtiRefusal('repeated', 'the choice was sent before');
  return found;
}

async function chosenClass({ platform, contextId }: FoundChoice, form: LaunchForm, origin: { requestId: string; ip: string }): Promise<ChoosableClass> {
  const account = await findAccountById(platform.accountId);
  if (!account || account.isDisabled) throw new LtiRefusal('switchedOff', 'the account is switched off');
  const ref = form.text('ref');
  if (ref !== undefined && ref !== 'new') {
    const found = await findOutsideClass(account.id, { source: 'lti', externalId: ref });
    const place = outsideData.safeParse(found?.data).data?.place;
    if (!found || place?.platformId !== platform.id || place.contextId !== contextId) throw new LtiRefusal('notForUs', 'no such class in this course');
    return { ref: found.externalId, title: found.title };
  }
  const title = titleText.safeParse(form.text('title') ?? '');
  if (!title.success) throw new LtiRefusal('incomplete', 'title: a name of up to 120 characters is needed');
  const wishes = { title: title.data, custom: {} };
  const externalId = `room-${randomUUID()}`;
  await findOrCreateOutsideClass(account, { source: 'lti', externalId }, { title: title.data, settings: settingsOf(wishes), data: { wishes, place: { platformId: platform.id, contextId } } }, origin);
  return { ref: externalId, title: title.data };
}

async function deepLinkAnswer(request: Request, { platform, deploymentId, returnUrl, data, locale }: FoundChoice, item: ChoosableClass | null): Promise<Response> {
  const now = Math.floor(Date.now() / 1000);
  const token = await signAsTool({
    iss: platform.clientId, aud: [platform.issuer], iat: now, exp: now + answerSeconds, nonce: randomUUID(),
    [claimNames.deploymentId]: deploymentId, [claimNames.messageType]: 'LtiDeepLinkingResponse', [claimNames.version]: '1.3.0',
    [claimNames.contentItems]: item ? [{ type: 'ltiResourceLink', title: item.title, url: toolAddresses().launch, custom: { room_ref: item.ref } }] : [],
    ...(data === null ? {} : { [claimNames.data]: data }),
  });
  const shown = localeOf(request, locale);
  const t = await ltiTexts(shown);
  const body = `<form method="post" action="${escape(returnUrl)}"><input type="hidden" name="JWT" value="${token}"><p>${escape(t('sendingBack'))}</p><button>${escape(t('goOn'))}</button></form>`;
  return htmlAnswer(request, { locale: shown, title: t('title'), body, script: 'document.forms[0].submit()' });
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}
