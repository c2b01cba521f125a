import { createWriteStream } from 'node:fs';
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Refused } from '#engine/api/refused.ts';
import type { EngineEnv } from '#engine/env.ts';
import { lookupPublic, requirePublicHost } from './public-address.ts';

const connectMilliseconds = 5000;
/** Wire §8. */
const totalMilliseconds = 3 * 60_000;
const mostRedirects = 3;
const notReachable = 'the file could not be fetched';

function readAddress(text: string, base?: URL): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new Refused('the address of the file is not allowed');
  }
  return url;
}

async function get(env: EngineEnv, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const isAllowed = env.REMOTE_FILE_PRIVATE_HOSTS.includes(url.hostname.toLowerCase()) || env.REMOTE_FILE_PRIVATE_HOSTS.includes(url.host.toLowerCase());
  if (!isAllowed) requirePublicHost(url.hostname);
  return await new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      // No connection is kept: a pool would not ask `lookup` again.
      agent: false,
      signal,
      headers: { Accept: '*/*' },
      ...(!isAllowed && { lookup: lookupPublic }),
    });
    request.setTimeout(connectMilliseconds, () => request.destroy(new Refused(notReachable)));
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
  });
}

async function* atMost(content: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > limit) throw new Refused(`file too large: max allowed is ${Math.floor(limit / (1024 * 1024))}MB`);
    yield bytes;
  }
}

async function fetchTo(env: EngineEnv, start: URL, limit: number, target: string): Promise<URL> {
  const signal = AbortSignal.timeout(totalMilliseconds);
  let url = start;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await get(env, url, signal);
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      answer.destroy();
      url = readAddress(headers.location, url);
      continue;
    }
    if (statusCode !== 200) {
      answer.destroy();
      throw new Refused(notReachable);
    }
    await pipeline(atMost(answer, limit), createWriteStream(target, { flags: 'wx' }), { signal });
    return url;
  }
  throw new Refused(notReachable);
}

/**
 * Fetches a file that somebody named by its address into `target`, at most `limit` bytes. Addresses inside this network
 * are refused, also behind redirects and names, but for the hosts of REMOTE_FILE_PRIVATE_HOSTS. Answers the name the
 * address ends with. Throws {@link Refused}.
 */
export async function fetchRemoteFile(env: EngineEnv, address: string, limit: number, target: string): Promise<string> {
  try {
    const url = await fetchTo(env, readAddress(address), limit, target);
    return decodeURIComponent(url.pathname.split('/').at(-1) ?? '') || 'file';
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(notReachable, { cause: error });
  }
}
