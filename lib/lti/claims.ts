import { z } from 'zod';

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const deepLinking = 'https://purl.imsglobal.org/spec/lti-dl/claim/';

/** The long names of LTI 1.3's claims (portal contracts D3). */
export const claimNames = {
  messageType: `${claim}message_type`,
  version: `${claim}version`,
  deploymentId: `${claim}deployment_id`,
  targetLinkUri: `${claim}target_link_uri`,
  roles: `${claim}roles`,
  resourceLink: `${claim}resource_link`,
  context: `${claim}context`,
  custom: `${claim}custom`,
  presentation: `${claim}launch_presentation`,
  members: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  deepLinkingSettings: `${deepLinking}deep_linking_settings`,
  contentItems: `${deepLinking}content_items`,
  data: `${deepLinking}data`,
} as const;

const text = z.string().optional().catch(undefined);
const id = z.string().min(1).max(255);
const customValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String).catch('')).optional().catch(undefined);

const common = {
  nonce: z.string().min(1),
  sub: z.string().min(1).max(255).optional(),
  name: text, given_name: text, family_name: text, picture: text, locale: text,
  [claimNames.version]: z.literal('1.3.0'),
  [claimNames.deploymentId]: id,
  [claimNames.roles]: z.array(z.string()),
  [claimNames.context]: z.object({ id, label: text, title: text }).optional(),
  [claimNames.custom]: customValues,
  [claimNames.presentation]: z.object({ return_url: text, locale: text }).optional().catch(undefined),
};

const resourceLink = z.object({
  ...common,
  [claimNames.messageType]: z.literal('LtiResourceLinkRequest'),
  [claimNames.targetLinkUri]: z.string(),
  [claimNames.resourceLink]: z.object({ id, title: text }),
  [claimNames.members]: z.object({ context_memberships_url: z.string().max(2048) }).optional().catch(undefined),
});

const deepLink = z.object({
  ...common,
  [claimNames.messageType]: z.literal('LtiDeepLinkingRequest'),
  [claimNames.targetLinkUri]: text,
  [claimNames.deepLinkingSettings]: z.object({ deep_link_return_url: z.string().max(2048), accept_types: z.array(z.string()), data: z.string().max(8192).optional() }),
});

/** The messages that are taken. */
export const launchClaims = z.union([resourceLink, deepLink]);
export type LaunchClaims = z.output<typeof launchClaims>;
export type ResourceLinkClaims = z.output<typeof resourceLink>;
export type DeepLinkClaims = z.output<typeof deepLink>;

export function isDeepLink(claims: LaunchClaims): claims is DeepLinkClaims {
  return claims[claimNames.messageType] === 'LtiDeepLinkingRequest';
}
