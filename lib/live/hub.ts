import { Client } from 'pg';
import { env } from '#lib/env.ts';
import { logger } from '#lib/logger.ts';
import { liveChange, liveChannel, type LiveChange } from './channel.ts';

/** Called with what changed, or with null when changes may have been missed and everything should be read again. */
export type LiveListener = (change: LiveChange | null) => void;

/**
 * One LISTEN connection per process, shared by every open event stream. It opens with the first listener,
 * closes with the last, and reconnects by itself.
 */
export class LiveHub {
  readonly #listeners = new Set<LiveListener>();
  readonly #connectionString: string;
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #failures = 0;
  #mayHaveMissed = false;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  /** Adds a listener; call the returned function to remove it. */
  subscribe(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    if (!this.#client && !this.#retry) void this.#connect();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#disconnect();
    };
  }

  async #connect(): Promise<void> {
    const client = new Client({ connectionString: this.#connectionString, keepAlive: true });
    this.#client = client;
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client));
    client.on('notification', (message) => this.#received(message.payload));
    try {
      await client.connect();
      await client.query(`listen ${liveChannel}`);
      if (this.#mayHaveMissed) this.#emit(null);
      this.#mayHaveMissed = false;
      this.#failures = 0;
    } catch (error) {
      this.#lost(client, error);
    }
  }

  #lost(client: Client, error?: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => undefined);
    this.#mayHaveMissed = true;
    if (this.#listeners.size === 0) return;
    logger.warn({ err: error }, 'live updates lost their database connection');
    const pause = Math.min(10_000, 250 * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      void this.#connect();
    }, pause);
  }

  #disconnect(): void {
    const client = this.#client;
    this.#client = null;
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    client?.end().catch(() => undefined);
  }

  #received(payload: string | undefined): void {
    const parsed = liveChange.safeParse(parseJson(payload));
    if (parsed.success) this.#emit(parsed.data);
  }

  #emit(change: LiveChange | null): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

declare global {
  var kelasLiveHub: LiveHub | undefined;
}

/** The process-wide hub. */
export function liveHub(): LiveHub {
  globalThis.kelasLiveHub ??= new LiveHub(env().DATABASE_URL);
  return globalThis.kelasLiveHub;
}
