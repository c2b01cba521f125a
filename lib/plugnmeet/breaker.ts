export interface BreakerOptions {
  /** Failures in a row after which calls are refused at once. */
  failuresToOpen: number;
  /** How long calls are refused before one probe is let through, in milliseconds. */
  openForMs: number;
  now?: () => number;
}

export type BreakerState = 'closed' | 'open' | 'halfOpen';

/** Thrown instead of calling while the breaker is open: nothing was sent. */
export class BreakerOpenError extends Error {
  override readonly name = 'BreakerOpenError';
}

/**
 * A circuit breaker around one upstream: when it keeps failing, callers hear so at once instead of waiting for their
 * timeout, and a single probe at a time finds out when it is back.
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  readonly #now: () => number;
  #failures = 0;
  #openedAt: number | null = null;
  #probing = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  get state(): BreakerState {
    if (this.#openedAt === null) return 'closed';
    return this.#now() - this.#openedAt >= this.#options.openForMs ? 'halfOpen' : 'open';
  }

  /**
   * Runs the call unless the breaker is open. `isFailure` says which errors speak of the upstream's health:
   * an upstream that answers "no" is well.
   */
  async run<T>(call: () => Promise<T>, isFailure: (error: unknown) => boolean = () => true): Promise<T> {
    const state = this.state;
    const isProbe = state === 'halfOpen';
    if (state === 'open' || (isProbe && this.#probing)) throw new BreakerOpenError('the circuit breaker is open');
    if (isProbe) this.#probing = true;
    try {
      const result = await call();
      this.#close();
      return result;
    } catch (error) {
      if (isFailure(error)) this.#fail(isProbe);
      else this.#close();
      throw error;
    } finally {
      if (isProbe) this.#probing = false;
    }
  }

  #close(): void {
    this.#failures = 0;
    this.#openedAt = null;
  }

  #fail(wasProbe: boolean): void {
    this.#failures += 1;
    if (wasProbe || this.#failures >= this.#options.failuresToOpen) this.#openedAt = this.#now();
  }
}
