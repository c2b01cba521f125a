import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The pair printed in plugNmeet's sample configuration: known to everybody. */
const publishedSecret = 'zumyyYWqv7KR2kUqvYdq4z4sXg7XTBD2ljT6';
const minimumSecretBytes = 32;

const seed = z.string().regex(/^S[A-Z2-7]{50,}$/, 'must be an nkey seed');
const seconds = z.coerce.number().int().positive();

function words(list: string): string[] {
  return list.split(/[\s,]+/u).filter(Boolean);
}

function isAddressRange(range: string): boolean {
  const [address = '', bits, ...rest] = range.split('/');
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32)));
}

const schema = z
  .object({
    NODE_ENV: z.string().default('development'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Where the engine listens. */
    ENGINE_HOST: z.string().default('127.0.0.1'),
    ENGINE_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    DATABASE_URL: z.string().min(1),
    NATS_URL: z.string().min(1),
    /** What browsers connect to; several addresses separated by spaces. */
    NATS_WS_URL: z.string().min(1).transform((urls) => urls.split(/[\s,]+/u).filter(Boolean)),
    /** Account of participants and of the engine. */
    NATS_ACCOUNT: z.string().default('PNM'),
    /** Seed of the nkey user the engine signs in as; one of the server's `auth_users`. */
    NATS_ACCOUNT_SEED: seed,
    /** Seed of the account nkey that signs the answers to the auth callout. */
    NATS_ISSUER_SEED: seed,
    /** Seed of the curve key of the auth callout, when the server encrypts it. */
    NATS_XKEY_SEED: seed.optional(),
    /** What browsers connect to. */
    LIVEKIT_URL: z.string().min(1),
    /** Where the engine calls LiveKit; LIVEKIT_URL when not set. */
    LIVEKIT_API_URL: z.string().optional(),
    LIVEKIT_API_KEY: z.string().min(1),
    LIVEKIT_API_SECRET: z.string().min(1),
    PLUGNMEET_API_KEY: z.string().min(1),
    PLUGNMEET_API_SECRET: z.string().min(1),
    /** Receives every webhook, besides the room's own `webhook_url`. */
    WEBHOOK_URL: z.url().optional(),
    /** How long delivered and failed webhooks stay in the delivery log; at least the two days in which one may still be tried. */
    WEBHOOK_LOG_DAYS: z.coerce.number().int().min(2).default(30),
    /** Where this installation keeps its data. */
    KELAS_HOME: z.string().default('.kelas'),
    /** Where files people share are kept; engines of one installation share this folder. `files` in KELAS_HOME when not set. */
    FILES_PATH: z.string().optional(),
    /** How fast one person's files are taken. */
    UPLOAD_BYTES_PER_SECOND: z.coerce.number().int().positive().default(10 * 1024 * 1024),
    /** How much the people of one room may upload together. */
    ROOM_FILES_MEGABYTES: z.coerce.number().int().positive().default(2048),
    /** Calls of /auth a minute from one address, of those that are not both well signed and from a trusted address. */
    AUTH_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(100),
    /** Calls of /api a minute with one token. */
    API_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(1000),
    /** Where callers with the secret are: addresses and ranges, separated by commas. Loopback and private networks when not set. */
    TRUSTED_ADDRESSES: z.string().default('127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7').transform(words).refine((ranges) => ranges.every(isAddressRange), 'must be addresses or ranges like 10.0.0.0/8'),
    /** Who may read /metrics from another machine: sent as `Authorization: Bearer`. Without it only this machine may. */
    METRICS_TOKEN: z.string().min(16).optional(),
    /** LibreOffice, which turns office files into PDF; found on PATH when not set. */
    SOFFICE_PATH: z.string().default('soffice'),
    /** MuPDF's tool, which draws the pages of PDF files; found on PATH when not set. */
    MUTOOL_PATH: z.string().default('mutool'),
    /** How many pages a file may have that is opened in the whiteboard. */
    WHITEBOARD_MAX_PAGES: z.coerce.number().int().positive().default(200),
    /** How large a file may be that a room loads into its whiteboard when it is made (wire §1.5 preload_file). */
    PRELOAD_FILE_MEGABYTES: z.coerce.number().positive().default(5),
    /** Hosts of a closed network that files may be fetched from although their addresses are private; separated by commas. */
    REMOTE_FILE_PRIVATE_HOSTS: z.string().default('').transform((hosts) => hosts.split(/[\s,]+/u).filter(Boolean).map((host) => host.toLowerCase())),
    /** Where recordings are kept; the recorder writes here. `recordings` in KELAS_HOME when not set. */
    RECORDINGS_PATH: z.string().optional(),
    /** Where files that came of sessions are kept, such as analytics; engines share this folder. `artifacts` in KELAS_HOME when not set. */
    ARTIFACTS_PATH: z.string().optional(),
    /** How long a deleted recording's file is kept. */
    DELETED_RECORDINGS_HOURS: z.coerce.number().min(0).default(72),
    /** Validity of the token in a recording's download address (wire §1.4). */
    RECORDING_TOKEN_SECONDS: seconds.default(1800),
    /** Shorter empty timeouts than this become the default of 1800 s (wire §1.5). */
    MIN_EMPTY_TIMEOUT_SECONDS: seconds.default(120),
    /** How often presence, timeouts and unfinished ends are looked at. */
    EMPTY_TIMEOUT_CHECK_SECONDS: seconds.default(1),
    /** Validity of join and media tokens (wire §8). */
    TOKEN_VALIDITY_SECONDS: seconds.default(600),
  })
  .superRefine((env, context) => {
    if (env.NODE_ENV !== 'production') return;
    for (const name of ['PLUGNMEET_API_SECRET', 'LIVEKIT_API_SECRET'] as const) {
      if (Buffer.byteLength(env[name]) < minimumSecretBytes) {
        context.addIssue({ code: 'custom', path: [name], message: `must have at least ${minimumSecretBytes} bytes` });
      }
    }
    if (env.PLUGNMEET_API_SECRET === publishedSecret) {
      context.addIssue({ code: 'custom', path: ['PLUGNMEET_API_SECRET'], message: 'is the published sample secret' });
    }
  })
  .transform((env) => ({
    ...env,
    FILES_PATH: resolve(env.FILES_PATH ?? join(env.KELAS_HOME, 'files')),
    ARTIFACTS_PATH: resolve(env.ARTIFACTS_PATH ?? join(env.KELAS_HOME, 'artifacts')),
    RECORDINGS_PATH: resolve(env.RECORDINGS_PATH ?? join(env.KELAS_HOME, 'recordings')),
    LIVEKIT_API_URL: (env.LIVEKIT_API_URL ?? env.LIVEKIT_URL).replace(/^ws/u, 'http'),
  }));

/** The engine's settings, see the field comments. */
export type EngineEnv = z.infer<typeof schema>;

/** Reads and checks the settings; the error names every one that is wrong and none of their values. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): EngineEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The engine's settings are wrong: ${problems.join('; ')}`);
}
