import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import { logger } from '#lib/logger.ts';
import { rawQueryOf } from '#lib/raw-query.ts';
import { frameCookie, leadTo, localeCookie, localeOf, refusedAnswer } from './answer.ts';
import { LaunchForm, readForm } from './form.ts';
import { admitSigned, readLaunch, readLocale, returnAddress, verifySigned } from './launch-11.ts';
import { keepLaunch, launchSeconds, type VerifiedLaunch } from './launches.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { originOf } from './origin.ts';
import { LtiRefusal } from './refusal.ts';

export const launchCookie = 'kelas-lti';

/** POST /lti/v1 (portal contracts D1, D2): a signed launch leads to the page of its room. */
export async function serveLaunch11(request: Request): Promise<Response> {
  const origin = originOf(request);
  let form: LaunchForm | null = null;
  let isSigned = false;
  try {
    await takeFrom('ltiLaunch', origin.ip);
    const text = await readForm(request);
    if (text === '') return Response.json({ status: false, msg: 'empty body' }, { status: 401 });
    form = new LaunchForm(rawQueryOf(request), text);
    const account = await verifySigned(form);
    isSigned = true;
    await admitSigned(account, form);
    return await enter(account, readLaunch(account, form), origin);
  } catch (error) {
    const refused = refusalOf(error, origin.requestId);
    const told = (name: string) => form?.pairs.find(([key]) => key === name)?.[1];
    // Only a message that is the platform's own says where people are sent.
    return refusedAnswer(request, refused, { locale: localeOf(request, readLocale(told('launch_presentation_locale'))), returnUrl: isSigned ? returnAddress(told('launch_presentation_return_url')) : null });
  }
}

export function servePostOnly(): Response {
  return Response.json({ status: false, msg: 'please use POST request' }, { status: 405, headers: { allow: 'POST' } });
}

/** Keeps what was verified and leads to its page. */
export async function enter(account: ActingAccount, launch: VerifiedLaunch, origin: { requestId: string; ip: string }): Promise<Response> {
  const { code, cookie } = await keepLaunch(account, launch, origin);
  const path = `/lti/launch/${code}`;
  return leadTo(path, [frameCookie(launchCookie, cookie, { path, maxAge: launchSeconds }), ...localeCookie(launch.locale, launchSeconds)]);
}

/** What was thrown, as a refusal; what nobody expected is logged. */
export function refusalOf(error: unknown, requestId: string): LtiRefusal {
  if (error instanceof LtiRefusal) {
    logger.info({ reason: error.reason, detail: error.detail, requestId }, 'an LTI message was refused');
    return error;
  }
  if (error instanceof AppError && error.code === 'tooManyTries') return new LtiRefusal('tooManyTries', 'too many messages');
  logger.error({ err: error, requestId }, 'an LTI message failed');
  return new LtiRefusal('unexpected', requestId);
}
