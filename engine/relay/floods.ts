/** What is counted on its own. */
export type FloodKind = 'chat' | 'whiteboard' | 'dataChannel' | 'reaction' | 'request';

interface Limit {
  /** What may be said at once after a silence. */
  burst: number;
  perSecond: number;
}

/** A unit is a message, or this much of a long one. */
const unitBytes = 8192;

/** Far above what people do: a pointer or a stroke is some 30 messages a second, a first synchronisation a few long ones. */
const limits: Readonly<Record<FloodKind, Limit>> = {
  chat: { burst: 50, perSecond: 10 },
  whiteboard: { burst: 600, perSecond: 100 },
  dataChannel: { burst: 600, perSecond: 100 },
  reaction: { burst: 5, perSecond: 3 },
  request: { burst: 600, perSecond: 60 },
};

interface Bucket {
  units: number;
  filledAt: number;
  /** A flood is told of once, until it has ebbed. */
  isTold: boolean;
}

/** Holds back who says too much: a token bucket for each participant and kind, counted by each engine for itself. */
export class FloodGuard {
  readonly #buckets = new Map<string, Bucket>();
  readonly #tell: (kind: FloodKind, roomId: string, userId: string) => void;
  readonly #count: (kind: FloodKind) => void;
  #prunedAt = 0;

  /** `tell` hears of each flood once, `count` of every message that was dropped. */
  constructor(tell: (kind: FloodKind, roomId: string, userId: string) => void, count: (kind: FloodKind) => void = () => undefined) {
    this.#tell = tell;
    this.#count = count;
  }

  /** Whether this message is still within the limit; it counts if it is. */
  allows(kind: FloodKind, roomId: string, userId: string, bytes: number, now = Date.now()): boolean {
    this.#prune(now);
    const { burst, perSecond } = limits[kind];
    const key = `${kind}.${roomId}.${userId}`;
    const bucket = this.#buckets.get(key) ?? { units: burst, filledAt: now, isTold: false };
    this.#buckets.set(key, bucket);
    bucket.units = Math.min(burst, bucket.units + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    if (bucket.units === burst) bucket.isTold = false;
    const cost = Math.max(1, bytes / unitBytes);
    if (bucket.units >= cost) {
      bucket.units -= cost;
      return true;
    }
    this.#count(kind);
    if (!bucket.isTold) this.#tell(kind, roomId, userId);
    bucket.isTold = true;
    return false;
  }

  /** Forgets buckets that have long been full again. */
  #prune(now: number): void {
    if (now - this.#prunedAt < 60_000) return;
    this.#prunedAt = now;
    for (const [key, bucket] of this.#buckets) if (now - bucket.filledAt > 60_000) this.#buckets.delete(key);
  }
}
