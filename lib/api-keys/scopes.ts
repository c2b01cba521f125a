import { z } from 'zod';

/** What a key of the REST API may do. */
export const keyScope = z.enum([
  'classes:read', 'classes:write', 'meetings:read', 'meetings:control', 'people:invite', 'recordings:read', 'recordings:write', 'people:read', 'people:manage', 'webhooks:manage',
]);

export type KeyScope = z.output<typeof keyScope>;
