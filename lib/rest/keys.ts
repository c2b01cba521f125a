import { z } from 'zod';
import { keyScope } from '#lib/api-keys/scopes.ts';
import { operation } from './operation.ts';

export const keyOperations = [
  operation({
    id: 'getKey', method: 'get', path: '/key', scope: null, summary: 'Which account the key is of, and what it may do',
    answer: z.object({ account: z.string(), scopes: z.array(keyScope) }),
    run: async ({ account, scopes }) => ({ account: account.name, scopes: [...scopes] }),
  }),
];
