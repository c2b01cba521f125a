import { createTranslator } from 'next-intl';
import { dir, type Locale } from '#lib/i18n/locales.ts';
import { escapeHtml } from './escape-html.ts';
import type { Mail } from './send.ts';

export interface LinkMail {
  kind: 'invite' | 'reset';
  to: string;
  /** The receiver's name, or nothing when it is not known. */
  name: string;
  /** Who sends it. */
  sender: string;
  url: string;
  /** Until when the link works, as the reader writes dates. */
  expires: string;
}

const messages = { en: () => import('../../messages/en.json'), fa: () => import('../../messages/fa.json') };

/** The mail that carries a one-time link, as text and as HTML. Everything a person typed is escaped in the HTML. */
export async function linkMessage(locale: Locale, { kind, name, sender, url, expires }: LinkMail): Promise<Omit<Mail, 'to'>> {
  const t = createTranslator({ locale, messages: (await messages[locale]()).default, namespace: 'people.mail' });
  const greeting = name === '' ? t('greeting') : t('greetingName', { name });
  const body = t(`${kind}.body`, { sender });
  const button = t(`${kind}.button`);
  const until = t('expires', { expires });
  const ignore = t('ignore');

  const text = [greeting, body, url, until, ignore].join('\n\n');
  const link = escapeHtml(url);
  const html = `<!doctype html>
<html lang="${locale}" dir="${dir(locale)}">
<body style="margin:0;background:#f7f8f8;font-family:Vazirmatn,Inter,Tahoma,sans-serif;color:#161b1b;line-height:1.6">
<div style="max-width:32rem;margin:32px auto;padding:32px;background:#fff;border:1px solid #e0e4e4;border-radius:12px">
<p>${escapeHtml(greeting)}</p>
<p>${escapeHtml(body)}</p>
<p><a href="${link}" style="display:inline-block;padding:12px 24px;border-radius:12px;background:#0f766e;color:#fff;text-decoration:none">${escapeHtml(button)}</a></p>
<p dir="ltr" style="font-size:12px;word-break:break-all">${link}</p>
<p style="font-size:14px;color:#4c5757">${escapeHtml(until)} ${escapeHtml(ignore)}</p>
</div>
</body>
</html>`;
  return { subject: t(`${kind}.subject`, { sender }), text, html };
}
