import { z } from 'zod';
import { newPassword, passwordLength } from '#lib/accounts/schema.ts';
import { calendars, isTimeZone, locales, themes } from '#lib/i18n/locales.ts';
import { issue } from '#lib/issue.ts';
import { personName } from '#lib/text/name.ts';

const locale = z.enum(locales);
const theme = z.enum(themes);
const timeZone = z.string().superRefine((text, context) => {
  if (text !== 'auto' && !isTimeZone(text)) context.addIssue(issue(text, 'timeZoneInvalid'));
});

export const profileInput = z.object({ name: personName, locale, calendar: z.enum(calendars), timeZone, theme });
export const quickPreferencesInput = z.object({ locale: locale.optional(), theme: theme.optional() });
export const changePasswordInput = z.object({ currentPassword: z.string().max(passwordLength.max), newPassword });
