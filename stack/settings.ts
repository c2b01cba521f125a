import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StackFailure } from './failure.ts';
import { projectFolder } from './home.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const webSocketUrl = z.url({ protocol: /^wss?$/ });
const optional = {
  secret: z.string().min(32).optional(),
  text: z.string().min(1).optional(),
};

const shape = z.object({
  PORT: port.default(3000),
  ENGINE_PORT: port.default(8080),
  PORTAL_URL: httpUrl.optional(),
  ENGINE_URL: httpUrl.optional(),
  BIND_ADDRESS: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  NATS_URL: z.url({ protocol: /^(nats|tls)$/ }).optional(),
  NATS_WS_URL: webSocketUrl.optional(),
  NATS_ACCOUNT_SEED: z.string().startsWith('SU').optional(),
  NATS_ISSUER_SEED: z.string().startsWith('SA').optional(),
  LIVEKIT_URL: z.url({ protocol: /^(https?|wss?)$/ }).optional(),
  LIVEKIT_API_URL: httpUrl.optional(),
  LIVEKIT_PUBLIC_URL: z.url({ protocol: /^(https?|wss?)$/ }).optional(),
  LIVEKIT_API_KEY: optional.text,
  LIVEKIT_API_SECRET: optional.secret,
  LIVEKIT_NODE_IP: z.ipv4().default('127.0.0.1'),
  PLUGNMEET_URL: httpUrl.optional(),
  PLUGNMEET_PUBLIC_URL: httpUrl.optional(),
  PLUGNMEET_API_KEY: optional.text,
  PLUGNMEET_API_SECRET: optional.text,
  MEDIA_ORIGINS: optional.text,
  NEXTAUTH_SECRET: optional.secret,
  RECORDER: z.enum(['on', 'off']).default('on'),
  RECORDER_QUALITY: z.enum(['720p', '1080p']).optional(),
  RECORDER_MAX_TASKS: z.coerce.number().int().positive().optional(),
  CHROMIUM_PATH: optional.text,
  FFMPEG_PATH: optional.text,
  MUTOOL_PATH: optional.text,
  SOFFICE_PATH: optional.text,
});

type Shape = z.output<typeof shape>;

/** Settings that only make sense together: the first one needs the others. */
const groups: readonly (readonly [keyof Shape, ...(keyof Shape)[]])[] = [
  ['NATS_URL', 'NATS_WS_URL', 'NATS_ACCOUNT_SEED', 'NATS_ISSUER_SEED'],
  ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'],
  ['PLUGNMEET_URL', 'PLUGNMEET_API_KEY', 'PLUGNMEET_API_SECRET'],
  ['PLUGNMEET_API_KEY', 'PLUGNMEET_API_SECRET'],
];

const settingsSchema = shape.superRefine((value, context) => {
  for (const [first, ...others] of groups) {
    if (value[first] === undefined) continue;
    for (const other of others) {
      if (value[other] === undefined) context.addIssue({ code: 'custom', path: [other], message: `needed when ${first} is set` });
    }
  }
});

/** What the launcher was told: which parts run elsewhere, and under which addresses browsers reach this installation. */
export type Settings = z.output<typeof settingsSchema>;

/** Reads the launcher's settings; an empty variable counts as not set. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new StackFailure(`Some settings are not right:\n${problems.join('\n')}\nThe README lists them all.`);
}

/** Adds what a .env file in the checkout sets and the environment does not. */
export function loadEnvFile(): void {
  const path = join(projectFolder, '.env');
  if (existsSync(path)) process.loadEnvFile(path);
}
