import { z } from 'zod';
import { personName } from '#lib/text/name.ts';
import { keyScope } from './scopes.ts';

/** What an admin fills in for a new key. */
export const createKeyInput = z.object({ accountId: z.uuid(), name: personName, scopes: z.array(keyScope).min(1).max(keyScope.options.length) });
export const revokeKeyInput = z.object({ keyId: z.uuid() });
