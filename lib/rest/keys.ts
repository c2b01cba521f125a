import { z } from 'zod';
import { keyScope } from '#lib/api-keys/scopes.ts';
import { operation } from './operation.ts';

export const keyOperations = [
  operation({
    id: 'getKey', method: 'get', path: '/key', scope: null, summary: 'Which account the key is of, what it reaches, and what it may do',
    answer: z.object({ account: z.string(), reachesSchool: z.boolean().meta({ description: 'Whether it reaches every class of the school, or only those made for the account' }), scopes: z.array(keyScope) }),
    run: async ({ account, scopes }) => ({ account: account.name, reachesSchool: account.reachesSchool, scopes: [...scopes] }),
  }),
];
