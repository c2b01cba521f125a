import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = fileURLToPath(new URL('../recorded/', import.meta.url));

const exchangeSchema = z.object({
  request: z.object({
    path: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
    body_raw: z.string().optional(),
    body_base64: z.string().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
    body_raw: z.string().optional(),
    body_base64: z.string().optional(),
    decoded_VerifyTokenRes: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** One request and its answer, as recorded from a real server. */
export type Exchange = z.infer<typeof exchangeSchema> & { name: string };

/** The recorded exchanges of a folder in their order; files that hold something else are left out. */
export async function recordedExchanges(name: string): Promise<Exchange[]> {
  const files = (await readdir(`${folder}${name}`)).toSorted();
  const exchanges = await Promise.all(
    files.map(async (file) => {
      const parsed = exchangeSchema.safeParse(JSON.parse(await readFile(`${folder}${name}/${file}`, 'utf8')));
      return parsed.success ? [{ ...parsed.data, name: file.replace('.json', '') }] : [];
    }),
  );
  return exchanges.flat();
}

const jwtSchema = z.object({ header: z.record(z.string(), z.unknown()), claims: z.record(z.string(), z.unknown()) });

/** A recorded token, decoded. */
export async function recordedToken(file: string): Promise<z.infer<typeof jwtSchema>> {
  return jwtSchema.parse(JSON.parse(await readFile(`${folder}${file}`, 'utf8')));
}

const frameSchema = z.object({
  dir: z.string().default(''),
  kind: z.string().optional(),
  subject: z.string().optional(),
  decoded: z.object({ event: z.string(), msg: z.string() }).optional().catch(undefined),
});

/** A message between the server and a client, recorded from NATS. */
export interface RecordedMessage {
  /** `sent` by the client, or `recv`. */
  direction: string;
  event: string;
  msg: string;
  subject: string;
}

/** The protocol messages one client of the recorded meeting sent and received, in order. */
export async function recordedMessages(who: string): Promise<RecordedMessage[]> {
  const { log } = z.object({ log: z.array(frameSchema) }).parse(JSON.parse(await readFile(`${folder}nats/meet03-${who}.json`, 'utf8')));
  return log.flatMap(({ dir, decoded, kind, subject }) =>
    decoded && kind?.startsWith('NatsMsg') ? [{ direction: dir, event: decoded.event, msg: decoded.msg, subject: subject ?? '' }] : [],
  );
}
