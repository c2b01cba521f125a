import { z } from 'zod';
import { personName } from '#lib/text/name.ts';

/** A host with an optional port, as it stands in an address: `lms.school.ir`, `lms.school.ir:8443`. */
const host = z.string().trim().toLowerCase().max(253).regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/);
/** One a line or between commas. */
const hosts = z.string().max(4000).transform((text) => text.split(/[\s,]+/).filter((part) => part !== '')).pipe(z.array(host).max(20));

const fields = { name: personName, ownerId: z.uuid(), isStrict: z.boolean().default(false), clientHosts: hosts.default([]), reachesSchool: z.boolean().default(false) };

/** What an admin fills in for a new account. */
export const createAccountInput = z.object(fields);
export const updateAccountInput = z.object({ ...fields, accountId: z.uuid() });
export const accountIdInput = z.object({ accountId: z.uuid() });
/** How long the secret before stays good, in hours: time to enter the new one on the other side. */
export const graceHours = [0, 1, 24, 168] as const;
export const rotateSecretInput = z.object({ accountId: z.uuid(), graceHours: z.coerce.number().pipe(z.literal(graceHours)) });

export type AccountInput = z.output<typeof createAccountInput>;
