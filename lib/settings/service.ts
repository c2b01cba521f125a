import type { RequestContext } from '#lib/action.ts';
import { assertMay, assertUser } from '#lib/actor.ts';
import { passwordFits, hashPassword } from '#lib/accounts/password.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import type { CalendarChoice, Locale, Theme } from '#lib/i18n/locales.ts';

export interface Profile {
  name: string;
  locale: Locale;
  calendar: CalendarChoice;
  /** IANA zone or `auto`. */
  timeZone: string;
  theme: Theme;
}

/** A person's name and how they want to see things. */
export async function updateProfile({ actor }: RequestContext, profile: Profile): Promise<void> {
  assertMay(actor, 'account.updateOwn', { isOwner: true });
  assertUser(actor);
  await database().user.update({ where: { id: actor.userId }, data: profile });
}

/** Language or theme from the quick switches. Guests keep theirs in cookies, which is the caller's business. */
export async function updateQuickPreferences({ actor }: RequestContext, { locale, theme }: { locale?: Locale | undefined; theme?: Theme | undefined }): Promise<void> {
  assertMay(actor, 'preferences.update');
  if (actor.role === 'guest') return;
  await database().user.update({ where: { id: actor.userId }, data: { ...(locale ? { locale } : {}), ...(theme ? { theme } : {}) } });
}

/** A new password in exchange for the current one. Every session ends, so the person signs in anew with it. */
export async function changePassword(context: RequestContext, input: { currentPassword: string; newPassword: string }): Promise<void> {
  const { actor } = context;
  assertMay(actor, 'account.updateOwn', { isOwner: true });
  assertUser(actor);
  const { passwordHash } = await database().user.findUniqueOrThrow({ where: { id: actor.userId }, select: { passwordHash: true } });
  if (!(await passwordFits(passwordHash, input.currentPassword))) {
    await recordAudit(context, 'account.changePassword', { targetId: actor.userId, outcome: 'wrongCredentials' });
    throw new AppError('passwordWrong', { field: 'currentPassword' });
  }
  await database().user.update({
    where: { id: actor.userId },
    data: { passwordHash: await hashPassword(input.newPassword), sessionVersion: { increment: 1 } },
  });
  await recordAudit(context, 'account.changePassword', { targetId: actor.userId });
}

/** Ends every session of this person, this one too. */
export async function signOutEverywhere(context: RequestContext): Promise<void> {
  const { actor } = context;
  assertMay(actor, 'account.updateOwn', { isOwner: true });
  assertUser(actor);
  await database().user.update({ where: { id: actor.userId }, data: { sessionVersion: { increment: 1 } } });
  await recordAudit(context, 'account.signOutEverywhere', { targetId: actor.userId });
}
