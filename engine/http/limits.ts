import { createHash } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { EngineEnv } from '#engine/env.ts';

const minute = 60;

/** Counts a request. Answers after how many seconds to come again when there were too many, else undefined. */
async function secondsToWait(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** A range of addresses in CIDR notation, or one address. */
function addRange(list: BlockList, range: string): void {
  const [address = '', bits] = range.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

/** How often strangers and participants may call (wire §8); each engine counts for itself. */
export class RequestLimits {
  readonly #trusted = new BlockList();
  readonly #perAddress: RateLimiterMemory;
  readonly #perToken: RateLimiterMemory;

  constructor(env: Pick<EngineEnv, 'AUTH_REQUESTS_PER_MINUTE' | 'API_REQUESTS_PER_MINUTE' | 'TRUSTED_ADDRESSES'>) {
    this.#perAddress = new RateLimiterMemory({ points: env.AUTH_REQUESTS_PER_MINUTE, duration: minute });
    this.#perToken = new RateLimiterMemory({ points: env.API_REQUESTS_PER_MINUTE, duration: minute });
    for (const range of env.TRUSTED_ADDRESSES) addRange(this.#trusted, range);
  }

  /** Counts a call of /auth, unless it is well signed and comes from a trusted address. Answers the seconds to wait when it is one too many. */
  async auth(address: string, isSigned: boolean): Promise<number | undefined> {
    return isSigned && this.#isTrusted(address) ? undefined : await secondsToWait(this.#perAddress, address);
  }

  /** Counts a call of /api by its token. */
  async api(token: string): Promise<number | undefined> {
    return await secondsToWait(this.#perToken, createHash('sha256').update(token).digest('base64'));
  }

  #isTrusted(address: string): boolean {
    const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
    const version = isIP(plain);
    return version !== 0 && this.#trusted.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  }
}
