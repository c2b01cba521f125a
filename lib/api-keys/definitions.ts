import { defineAction } from '#lib/action.ts';
import { createKeyInput, revokeKeyInput } from './schema.ts';
import { createKey, revokeKey } from './service.ts';

export const createKeyAction = defineAction({ name: 'apiKey.create', permission: 'apiAccount.manage', input: createKeyInput, limit: 'changeApiAccount', run: createKey });

export const revokeKeyAction = defineAction({ name: 'apiKey.revoke', permission: 'apiAccount.manage', input: revokeKeyInput, limit: 'changeApiAccount', run: revokeKey });
