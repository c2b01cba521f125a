import { defineAction } from '#lib/action.ts';
import { z } from 'zod';
import { rotateKey } from './keys.ts';
import { addPlatformInput, invitationInput, platformIdInput, updatePlatformInput } from './schema.ts';
import { addPlatform, approvePlatform, createInvitation, disablePlatform, enablePlatform, updatePlatform } from './service.ts';

export const addPlatformAction = defineAction({ name: 'lti.addPlatform', permission: 'lti.manage', input: addPlatformInput, limit: 'changeApiAccount', run: addPlatform });
export const updatePlatformAction = defineAction({ name: 'lti.updatePlatform', permission: 'lti.manage', input: updatePlatformInput, limit: 'changeApiAccount', run: updatePlatform });
export const approvePlatformAction = defineAction({ name: 'lti.approvePlatform', permission: 'lti.manage', input: platformIdInput, limit: 'changeApiAccount', run: approvePlatform });
export const disablePlatformAction = defineAction({ name: 'lti.disablePlatform', permission: 'lti.manage', input: platformIdInput, limit: 'changeApiAccount', run: disablePlatform });
export const enablePlatformAction = defineAction({ name: 'lti.enablePlatform', permission: 'lti.manage', input: platformIdInput, limit: 'changeApiAccount', run: enablePlatform });
export const createInvitationAction = defineAction({ name: 'lti.createInvitation', permission: 'lti.manage', input: invitationInput, limit: 'changeApiAccount', run: createInvitation });
export const rotateKeyAction = defineAction({ name: 'lti.rotateKey', permission: 'lti.manage', input: z.undefined(), limit: 'changeApiAccount', run: rotateKey });
