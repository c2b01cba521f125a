import 'server-only';
import { cookies } from 'next/headers';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { isLocale } from '#lib/i18n/locales.ts';
import { preferenceCookies } from '#lib/i18n/preference-cookies.ts';
import { takeFrom } from '#lib/limits.ts';
import { requestOrigin } from '#lib/request-origin.ts';
import { errorResponse } from '#lib/route.ts';
import { openVisit, type OpenedVisit } from './open.ts';
import { visitCookie } from './token.ts';

const yearSeconds = 365 * 24 * 3600;

/** Opens a visitor's one-time link: keeps the visit in a cookie no script can read, and leads to the class. */
export async function followVisitLink(_request: Request, segment: { params: Promise<{ token: string }> }): Promise<Response> {
  const { ip, requestId } = await requestOrigin();
  try {
    await takeFrom('openVisit', ip);
    const jar = await cookies();
    const opened = await openVisit((await segment.params).token, (joinCode) => jar.get(visitCookie(joinCode))?.value);
    await keep(opened);
    return leadTo(`/join/${opened.joinCode}`);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'tooManyTries') return leadTo(`/visit?why=${error.code}`);
    return errorResponse(error, 'visit.open', requestId);
  }
}

async function keep({ joinCode, cookie, secondsLeft, locale }: OpenedVisit): Promise<void> {
  const jar = await cookies();
  const common = { sameSite: 'lax', secure: env().PORTAL_URL.startsWith('https:'), path: '/' } as const;
  jar.set(visitCookie(joinCode), cookie, { ...common, httpOnly: true, maxAge: secondsLeft });
  if (isLocale(locale)) jar.set(preferenceCookies.locale, locale, { ...common, maxAge: yearSeconds });
}

/** The link's secret stays out of what the next page tells of where it came from. */
function leadTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } });
}
