import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { logger } from '#lib/logger.ts';
import { formatDateTime } from '#lib/i18n/format.ts';
import { calendarOf, isCalendarChoice, isLocale, isTimeZone } from '#lib/i18n/locales.ts';
import { linkMessage, type LinkMail } from '#lib/mail/link-message.ts';
import { sendMail } from '#lib/mail/send.ts';

/** Mails a one-time link in the sender's language; says whether the mail was handed over. The link works either way. */
export async function mailLink(sender: UserActor, { expiresAt, ...mail }: Omit<LinkMail, 'sender' | 'expires'> & { expiresAt: Date }): Promise<boolean> {
  const { locale, calendar, timeZone } = await database().user.findUniqueOrThrow({ where: { id: sender.userId }, select: { locale: true, calendar: true, timeZone: true } });
  const language = isLocale(locale) ? locale : 'en';
  const expires = formatDateTime(expiresAt, {
    locale: language,
    calendar: calendarOf(isCalendarChoice(calendar) ? calendar : 'auto', language),
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
  }, 'date');
  try {
    await sendMail({ to: mail.to, ...(await linkMessage(language, { ...mail, sender: sender.name, expires })) });
    return true;
  } catch (error) {
    logger.error({ err: error }, 'a link could not be mailed');
    return false;
  }
}
