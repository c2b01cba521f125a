import { availableParallelism, hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/u }).transform((url) => url.replace(/\/+$/u, ''));
const recorderId = z.string().regex(/^[\w-]{1,64}$/u, 'must be letters, digits, - and _');
const sizes = { '720p': { width: 1280, height: 720 }, '1080p': { width: 1920, height: 1080 } } as const;

const schema = z
  .object({
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** The recorder's name among all recorders; what it had begun is found again under the same name. */
    RECORDER_ID: recorderId.default(`recorder-${hostname().replaceAll(/[^\w-]/gu, '-').slice(0, 50)}`),
    /** How many rooms it records or streams at once; half its processors when not set. */
    RECORDER_MAX_TASKS: z.coerce.number().int().positive().default(Math.max(1, Math.floor(availableParallelism() / 2))),
    RECORDER_QUALITY: z.enum(['720p', '1080p']).default('720p'),
    /** The language of what is written in films of classes that do not say theirs. */
    RECORDER_LANGUAGE: z.string().regex(/^[A-Za-z]{2,3}(?:-[\dA-Za-z]{2,8})*$/u, 'must be a language like en or fa').default('en'),
    /** Recording stops while this much is left on the disk, so that the file can still be made. */
    RECORDER_MIN_FREE_MEGABYTES: z.coerce.number().positive().default(500),
    /** How long nothing is added to a recording until any recorder makes a file of what there is. */
    RECORDER_ABANDONED_SECONDS: z.coerce.number().min(1).default(120),
    NATS_URL: z.string().min(1),
    /** Where the recorder calls /auth. */
    PLUGNMEET_URL: httpUrl,
    PLUGNMEET_API_KEY: z.string().min(1),
    PLUGNMEET_API_SECRET: z.string().min(1),
    /** The portal as this machine reaches it: its page for recording is what is recorded. */
    PORTAL_URL: httpUrl,
    KELAS_HOME: z.string().default('.kelas'),
    /** Where recordings are kept; the engine serves them from here. `recordings` in KELAS_HOME when not set. */
    RECORDINGS_PATH: z.string().optional(),
    CHROMIUM_PATH: z.string().min(1),
    FFMPEG_PATH: z.string().default('ffmpeg'),
  })
  .transform(({ FFMPEG_PATH, RECORDER_QUALITY, ...env }) => ({
    ...env,
    FFMPEG_PATH,
    FFPROBE_PATH: FFMPEG_PATH.includes('/') ? join(dirname(FFMPEG_PATH), 'ffprobe') : 'ffprobe',
    RECORDINGS_PATH: resolve(env.RECORDINGS_PATH ?? join(env.KELAS_HOME, 'recordings')),
    size: sizes[RECORDER_QUALITY],
  }));

/** The recorder's settings, see the field comments. */
export type RecorderEnv = z.output<typeof schema>;

/** Reads and checks the settings; the error names every one that is wrong and none of their values. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): RecorderEnv {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  throw new Error(`The recorder's settings are wrong: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
}
