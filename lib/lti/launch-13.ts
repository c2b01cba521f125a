import { createHash } from 'node:crypto';
import type { LtiPlatform } from '#generated/prisma/client.ts';
import { findAccountById, noteUse, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { takeFrom } from '#lib/limits.ts';
import { findOutsideClass } from '#lib/outside-classes/service.ts';
import { localeOf, refusedAnswer } from './answer.ts';
import { keepChoice } from './choices.ts';
import { claimNames, isDeepLink, type LaunchClaims, type ResourceLinkClaims } from './claims.ts';
import { LaunchForm, readForm } from './form.ts';
import { verifyIdToken } from './id-token.ts';
import { readLocale, returnAddress } from './launch-11.ts';
import type { VerifiedLaunch } from './launches.ts';
import { CookieBlocked, finishLogin, newWindowAnswer } from './login.ts';
import { originOf } from './origin.ts';
import { outsideData } from './place.ts';
import { LtiRefusal } from './refusal.ts';
import { isLeader } from './roles.ts';
import { enter, refusalOf } from './serve-launch.ts';
import { lineOf, readWishes } from './wishes.ts';

const longestName = 80;

/** POST /lti/1.3/launch (portal contracts D3): the platform's answer to a login. It leads to a room's page, or to the choosing of a class. */
export async function serveLaunch13(request: Request): Promise<Response> {
  const origin = originOf(request);
  let claims: LaunchClaims | null = null;
  try {
    await takeFrom('ltiLaunch', origin.ip);
    const form = new LaunchForm(await readForm(request));
    if (form.text('error') !== undefined) throw new LtiRefusal('notForUs', `the platform says ${form.text('error')}: ${form.text('error_description') ?? ''}`.slice(0, 500));
    const login = await finishLogin(request, form.required('state'));
    claims = await verifyIdToken(form.required('id_token'), login);
    const { platform } = login;
    const account = await findAccountById(platform.accountId);
    if (!account || account.isDisabled) throw new LtiRefusal('switchedOff', 'the account is switched off');
    await Promise.all([noteUse(account.id), database().ltiPlatform.update({ where: { id: platform.id }, data: { lastUsedAt: new Date() } })]);
    if (isDeepLink(claims)) return await keepChoice(platform, claims);
    return await enter(account, await readResourceLink(account, platform, claims), origin);
  } catch (error) {
    if (error instanceof CookieBlocked) return newWindowAnswer(request, error.parameters);
    const presentation = claims?.[claimNames.presentation];
    return refusedAnswer(request, refusalOf(error, origin.requestId), { locale: localeOf(request, readLocale(presentation?.locale ?? claims?.locale)), returnUrl: returnAddress(presentation?.return_url) });
  }
}

/** What a verified launch says of person and room. */
async function readResourceLink(account: ActingAccount, platform: LtiPlatform, claims: ResourceLinkClaims): Promise<VerifiedLaunch> {
  const presentation = claims[claimNames.presentation];
  const context = claims[claimNames.context];
  const custom = claims[claimNames.custom] ?? {};
  const link = claims[claimNames.resourceLink];
  // Nobody in particular is a participant of their own each time.
  const externalUserId = `${platform.id}:${claims.sub ?? `anonymous-${claims.nonce}`}`;
  const chosen = await findChosen(account, platform, custom['room_ref']);
  const place = [platform.id, claims[claimNames.deploymentId], context?.id ?? '', link.id].join('_');
  const titles = chosen ? [chosen.title] : [context?.label, context?.title, link.title];
  return {
    roomId: chosen?.externalId ?? createHash('sha1').update(place).digest('hex'),
    externalUserId,
    name: nameOf(claims) || lineOf(`User_${claims.sub ?? claims.nonce.slice(0, 6)}`, longestName),
    isModerator: isLeader(claims[claimNames.roles], { assistantsLead: platform.assistantsLead }),
    avatarUrl: returnAddress(claims.picture),
    locale: readLocale(presentation?.locale ?? claims.locale),
    returnUrl: returnAddress(presentation?.return_url),
    wishes: readWishes(titles, (name) => custom[name]),
    platformId: platform.id,
    membersUrl: claims[claimNames.members]?.context_memberships_url ?? null,
  };
}

function nameOf({ name, given_name, family_name }: LaunchClaims): string {
  return lineOf(name ?? [given_name, family_name].filter((part) => part !== undefined).join(' '), longestName);
}

/** The class a teacher of this platform chose for the link; what another platform's teachers chose is not there. */
async function findChosen(account: ActingAccount, platform: LtiPlatform, roomRef: string | undefined) {
  const found = roomRef === undefined ? null : await findOutsideClass(account.id, { source: 'lti', externalId: roomRef });
  return found && outsideData.safeParse(found.data).data?.place?.platformId === platform.id ? found : null;
}
