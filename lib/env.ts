import { z } from 'zod';
import { storageLocation } from './storage/location.ts';

const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

const storageUrl = z.string().transform((text, context) => {
  const location = storageLocation(text);
  if (location) return location;
  context.addIssue({ code: 'custom', message: 'must be file:///folder or s3://bucket/folder?region=…&endpoint=https://…' });
  return z.NEVER;
});

const settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The portal's public address. */
  PORTAL_URL: httpUrl,
  NEXTAUTH_SECRET: z.string().min(32),
  NEXTAUTH_URL: httpUrl.optional(),
  /** Where the portal calls /auth. */
  PLUGNMEET_URL: httpUrl,
  /** Where browsers call /api. */
  PLUGNMEET_PUBLIC_URL: httpUrl.optional(),
  PLUGNMEET_API_KEY: z.string().min(1),
  PLUGNMEET_API_SECRET: z.string().min(1),
  /** Whether webhooks signed with nothing but the HMAC of their body are believed. */
  PLUGNMEET_PLAIN_HMAC: flag.default(false),
  /** Origins a browser may connect to besides the portal, for the content security policy. */
  MEDIA_ORIGINS: z.string().default('').transform((list) => list.split(/\s+/).filter((origin) => origin !== '')),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().regex(/^[^\r\n]*@[^\r\n]*$/).optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Whether X-Forwarded-For and X-Forwarded-Proto come from a proxy of ours. */
  TRUST_PROXY: flag.default(false),
  /** Servers (host, or host:port) in the school's own network that Kelas may call although their addresses are private. */
  TRUSTED_PRIVATE_HOSTS: z.string().default('').transform((list) => list.split(/[\s,]+/).filter((host) => host !== '')),
  /** How often open meetings are compared with what Plugnmeet says. */
  RECONCILE_SECONDS: z.coerce.number().positive().max(3600).default(20),
  /** How long a class goes on after the last one has left. */
  EMPTY_TIMEOUT_SECONDS: z.coerce.number().int().positive().max(86_400).default(300),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  KELAS_HOME: z.string().min(1).default('.kelas'),
  /** A recording's file that is larger is not taken in. */
  RECORDING_MAX_GIGABYTES: z.coerce.number().positive().default(50),
  /** Where recordings are kept. */
  STORAGE_URL: storageUrl.optional(),
  /** The program that makes smaller copies and pictures of recordings. */
  FFMPEG_PATH: z.string().min(1).default('ffmpeg'),
});

const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

const environment = settings.superRefine((value, context) => {
  const missing = oidcNames.filter((name) => value[name] === undefined);
  if (missing.length > 0 && missing.length < oidcNames.length) {
    for (const name of missing) context.addIssue({ code: 'custom', path: [name], message: `set all of ${oidcNames.join(', ')} or none` });
  }
  if (value.SMTP_URL !== undefined && value.MAIL_FROM === undefined) {
    context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'needed when SMTP_URL is set' });
  }
  if (value.NEXTAUTH_URL !== undefined && value.NEXTAUTH_URL !== value.PORTAL_URL) {
    context.addIssue({ code: 'custom', path: ['NEXTAUTH_URL'], message: 'must equal PORTAL_URL' });
  }
}).transform((value) => ({ ...value, PLUGNMEET_PUBLIC_URL: value.PLUGNMEET_PUBLIC_URL ?? value.PLUGNMEET_URL }));

/** The portal's settings, checked. */
export type PortalEnvironment = z.output<typeof environment>;

/** Reads the portal's settings; throws one error that names every setting that is missing or wrong, never its value. */
export function readEnvironment(source: Record<string, string | undefined>): PortalEnvironment {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The portal's settings are not right:\n${problems.join('\n')}`);
}

let current: PortalEnvironment | undefined;

/** The settings of this process, read once. */
export function env(): PortalEnvironment {
  current ??= readEnvironment(process.env);
  return current;
}
