'use server';

import { cookies } from 'next/headers';
import { env } from '#lib/env.ts';
import { preferenceCookies } from '#lib/i18n/preference-cookies.ts';
import { runAction } from '#lib/server-action.ts';
import { changePasswordAction, signOutEverywhereAction, updateProfileAction, updateQuickPreferencesAction } from './definitions.ts';
import { quickPreferencesInput } from './schema.ts';

const oneYear = 365 * 24 * 60 * 60;

export async function updateProfile(input: unknown) {
  return runAction(updateProfileAction, input);
}

/** Cookies are written for everybody: after signing out the page stays as it was. */
export async function updateQuickPreferences(input: unknown) {
  const result = await runAction(updateQuickPreferencesAction, input);
  if (!result.ok) return result;
  const jar = await cookies();
  const options = { path: '/', maxAge: oneYear, sameSite: 'lax', secure: env().PORTAL_URL.startsWith('https://') } as const;
  const { locale, theme } = quickPreferencesInput.parse(input);
  if (locale) jar.set(preferenceCookies.locale, locale, options);
  if (theme) jar.set(preferenceCookies.theme, theme, options);
  return result;
}

export async function changePassword(input: unknown) {
  return runAction(changePasswordAction, input);
}

export async function signOutEverywhere() {
  return runAction(signOutEverywhereAction, undefined);
}
