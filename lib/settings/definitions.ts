import { z } from 'zod';
import { defineAction } from '#lib/action.ts';
import { changePasswordInput, profileInput, quickPreferencesInput } from './schema.ts';
import { changePassword, signOutEverywhere, updateProfile, updateQuickPreferences } from './service.ts';

export const updateProfileAction = defineAction({
  name: 'settings.updateProfile', permission: 'account.updateOwn', input: profileInput, limit: 'preferences', run: updateProfile,
});

export const updateQuickPreferencesAction = defineAction({
  name: 'settings.updateQuickPreferences', permission: 'preferences.update', input: quickPreferencesInput, limit: 'preferences', run: updateQuickPreferences,
});

export const changePasswordAction = defineAction({
  name: 'settings.changePassword', permission: 'account.updateOwn', input: changePasswordInput, limit: 'changePassword', run: changePassword,
});

export const signOutEverywhereAction = defineAction({
  name: 'settings.signOutEverywhere', permission: 'account.updateOwn', input: z.undefined(), limit: 'changePassword', run: signOutEverywhere,
});
