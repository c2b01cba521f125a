import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '#engine/db/client.ts';
import { isLive, isOnline } from '#engine/rooms/records.ts';
import type { RoomStore } from '#engine/rooms/store.ts';

/** What Prometheus is told about one engine. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram;
  readonly #drops: Counter;

  constructor(store: RoomStore, db: Database) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'kelas_request_seconds', help: 'Time to answer a request, by route and status.', labelNames: ['route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5], registers,
    });
    this.#drops = new Counter({ name: 'kelas_dropped_messages_total', help: 'Messages of participants that were not relayed because of a flood, by kind.', labelNames: ['kind'], registers });
    this.#registry.registerMetric(new Gauge({
      name: 'kelas_rooms', help: 'Rooms that are open.', registers: [],
      collect() {
        this.set(store.rooms().filter(isLive).length);
      },
    }));
    this.#registry.registerMetric(new Gauge({
      name: 'kelas_participants', help: 'People who are online, in all rooms.', registers: [],
      collect() {
        this.set(store.rooms().reduce((sum, room) => sum + store.users(room.roomId).filter(isOnline).length, 0));
      },
    }));
    this.#registry.registerMetric(new Gauge({
      name: 'kelas_webhooks', help: 'Webhooks of the outbox, by state.', labelNames: ['state'], registers: [],
      async collect() {
        const [pending, failed] = await Promise.all([
          db.webhookDelivery.count({ where: { deliveredAt: null, failedAt: null } }),
          db.webhookDelivery.count({ where: { failedAt: { not: null } } }),
        ]);
        this.set({ state: 'pending' }, pending);
        this.set({ state: 'failed' }, failed);
      },
    }));
  }

  /** A request to a route (one of a fixed number: each is kept for ever) was answered; `seconds` from its arrival. */
  request(route: string, status: number, seconds: number): void {
    this.#requests.observe({ route, status }, seconds);
  }

  dropped(kind: string): void {
    this.#drops.inc({ kind });
  }

  /** The text format, and its content type. */
  async text(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
