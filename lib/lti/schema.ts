import { z } from 'zod';
import { outsideUrl } from '#lib/outside-request/request.ts';
import { personName } from '#lib/text/name.ts';

const identifier = z.string().trim().min(1).max(255);
/** An address of a platform: https, or one of the school's own network that the installation trusts. */
const platformUrl = z.string().trim().max(2048).refine((text) => outsideUrl(text) !== null);
/** One a line or between commas. */
const deployments = z.string().max(4000).transform((text) => text.split(/[\s,]+/).filter((part) => part !== '')).pipe(z.array(identifier).max(50));

const fields = {
  accountId: z.uuid(),
  name: personName,
  issuer: z.string().trim().max(2048).refine((text) => URL.canParse(text)),
  clientId: identifier,
  deploymentIds: deployments.default([]),
  authorizationUrl: platformUrl,
  tokenUrl: platformUrl,
  jwksUrl: platformUrl,
  assistantsLead: z.boolean().default(true),
};

/** What an admin fills in for a platform. */
export const addPlatformInput = z.object(fields);
export const updatePlatformInput = z.object({ ...fields, platformId: z.uuid() });
export const platformIdInput = z.object({ platformId: z.uuid() });
export const invitationInput = z.object({ accountId: z.uuid() });

export type PlatformInput = z.output<typeof addPlatformInput>;
