import { z } from 'zod';
import { calendars, defaultLocale, locales, themes } from '#lib/i18n/locales.ts';
import { issue } from '#lib/issue.ts';
import { personName } from '#lib/text/name.ts';
import { commonPasswords } from './common-passwords.ts';

const shape = /^[^\s@"(),:;<>[\\\]\u0000-\u001f]+@[^\s@"(),:;<>[\\\]\u0000-\u001f]+\.[^\s@.]+$/; // oxlint-disable-line no-control-regex

/** An e-mail address in the one form it is stored and compared in. */
export const emailAddress = z.string().transform((text) => text.normalize('NFKC').trim().toLowerCase()).superRefine((text, context) => {
  if (text.length > 254 || !shape.test(text)) context.addIssue(issue(text, 'emailInvalid'));
});

export const passwordLength = { min: 10, max: 200 } as const;

/** A new password: long enough, and none of those everybody tries first. */
export const newPassword = z.string().max(passwordLength.max).superRefine((text, context) => {
  if ([...text].length < passwordLength.min) context.addIssue(issue(text, 'passwordTooShort', { min: passwordLength.min }));
  else if (commonPasswords.has(text.toLowerCase()) || new Set(text).size < 4) context.addIssue(issue(text, 'passwordTooCommon'));
});

const role = z.enum(['admin', 'teacher', 'student']);
const linkSecret = z.string().min(1).max(100);
export const credentials = z.object({ email: z.string().max(500), password: z.string().max(passwordLength.max) });
export const invitationInput = z.object({ role, email: z.union([z.literal(''), emailAddress]).default(''), name: z.union([z.literal(''), personName]).default('') });
export const acceptInput = z.object({
  secret: linkSecret,
  name: personName,
  email: emailAddress,
  password: newPassword,
  locale: z.enum(locales).default(defaultLocale),
  calendar: z.enum(calendars).default('auto'),
  theme: z.enum(themes).default('system'),
});
export const resetInput = z.object({ secret: linkSecret, password: newPassword });
export const personId = z.object({ userId: z.uuid() });
export const invitationId = z.object({ invitationId: z.uuid() });
export const changeRoleInput = z.object({ userId: z.uuid(), role });

/** The people page's address. What does not fit falls back: an address somebody edited still shows a page. */
export const peopleSearch = z.object({
  q: z.string().max(100).catch(''),
  role: role.optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  view: z.enum(['accounts', 'invitations']).catch('accounts'),
  /** Opens the invitation of somebody with this role. */
  invite: role.optional().catch(undefined),
});
