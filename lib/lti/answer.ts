import { createTranslator } from 'next-intl';
import type en from '../../messages/en.json';
import { env } from '#lib/env.ts';
import { dir, isLocale, negotiateLocale, type Locale } from '#lib/i18n/locales.ts';
import { preferenceCookies } from '#lib/i18n/preference-cookies.ts';
import { LtiRefusal, type RefusalReason } from './refusal.ts';

const messages = {
  en: () => import('../../messages/en.json'),
  fa: () => import('../../messages/fa.json'),
} satisfies Record<Locale, () => Promise<{ default: { lti: (typeof en)['lti'] } }>>;

/** The texts of answers that are no pages of Next's. */
export async function ltiTexts(locale: Locale) {
  const { lti } = (await messages[locale]()).default;
  return createTranslator({ locale, messages: { lti }, namespace: 'lti' });
}

export function localeOf(request: Request, told: string | null = null): Locale {
  return isLocale(told) ? told : negotiateLocale(request.headers.get('accept-language'));
}

export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Whether browsers take secure cookies from here: over https, and on the machine itself. */
function takesSecureCookies(): boolean {
  const { protocol, hostname } = new URL(env().PORTAL_URL);
  return protocol === 'https:' || hostname === 'localhost';
}

/** The attributes of a cookie that also works inside a platform's page: bound to that platform. Plain http allows no such cookie. */
export function frameCookie(name: string, value: string, { path, maxAge, httpOnly = true }: { path: string; maxAge: number; httpOnly?: boolean }): string {
  const site = takesSecureCookies() ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax';
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; ${httpOnly ? 'HttpOnly; ' : ''}${site}`;
}

/** Leads the browser on; what it was sent is not to be sent again, and its address is not told. */
export function leadTo(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** The language of a launch, for the pages under /lti; a language chosen in Kelas goes before it. */
export function localeCookie(locale: string | null, maxAge: number): string[] {
  return isLocale(locale) ? [frameCookie(preferenceCookies.locale, locale, { path: '/lti', maxAge, httpOnly: false })] : [];
}

const statusOf: Partial<Record<RefusalReason, number>> = { tooManyTries: 429, unexpected: 500, incomplete: 400, noUser: 400 };

/** Says why a message was not taken: on a page, or back at the platform, when it is known to be the platform's. */
export async function refusedAnswer(request: Request, refused: LtiRefusal, { locale, returnUrl }: { locale: Locale; returnUrl?: string | null }): Promise<Response> {
  const t = await ltiTexts(locale);
  const text = t(`refused.${refused.reason}`);
  if (returnUrl) {
    const back = new URL(returnUrl);
    back.searchParams.set('lti_errormsg', text);
    back.searchParams.set('lti_errorlog', refused.message);
    return leadTo(back.href);
  }
  return htmlAnswer(request, { locale, title: t('refused.title'), body: `<h1>${escape(t('refused.title'))}</h1><p>${escape(text)}</p>`, status: statusOf[refused.reason] ?? 401 });
}

const style = 'body{font:16px/1.6 "Vazirmatn",system-ui,sans-serif;color-scheme:light dark;max-width:32rem;margin:15vh auto;padding:0 1.5rem;text-align:center}h1{font-size:1.25rem}button{font:inherit;padding:.6rem 1.5rem}';

/** A page of its own, outside Next: what it takes is what the policy of the page allows. */
export function htmlAnswer(request: Request, { locale, title, body, script, status = 200 }: { locale: Locale; title: string; body: string; script?: string; status?: number }): Response {
  const nonce = /'nonce-([^']+)'/.exec(request.headers.get('content-security-policy') ?? '')?.[1] ?? '';
  const html = `<!doctype html><html lang="${locale}" dir="${dir(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style nonce="${nonce}">${style}</style></head><body><main>${body}</main>${script === undefined ? '' : `<script nonce="${nonce}">${script}</script>`}</body></html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}

/** A text as HTML shows it, also inside a quoted attribute. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
