import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { z } from 'zod';
import { isWebhookToken } from '#lib/plugnmeet/webhook-token.ts';
import { apiKey, apiSecret } from '#tests/harness/engine.ts';

const eventSchema = z.object({
  event: z.string(),
  id: z.string(),
  created_at: z.string(),
  room: z.looseObject({ sid: z.string(), room_id: z.string() }),
  recording_info: z.record(z.string(), z.unknown()).optional(),
  room_artifact: z.record(z.string(), z.unknown()).optional(),
  analytics: z.record(z.string(), z.unknown()).optional(),
  participant: z.looseObject({ sid: z.string(), identity: z.string() }).optional(),
});

/** One webhook that arrived, and whether its signature fits its bytes. */
export type ReceivedWebhook = z.infer<typeof eventSchema> & { isSigned: boolean; headers: IncomingHttpHeaders; body: string };

/** A receiver of webhooks that can be down, and can refuse. */
export class WebhookTarget {
  readonly received: ReceivedWebhook[] = [];
  readonly #refusals = new Map<string, number[]>();
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/hook`;
  }

  /** Answers the next requests about a room with these statuses instead of taking them. */
  refuse(roomId: string, statuses: readonly number[]): void {
    this.#refusals.set(roomId, [...statuses]);
  }

  /** Listens; after `close` again on the same port. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const event = eventSchema.parse(JSON.parse(body));
        const refusal = this.#refusals.get(event.room.room_id)?.shift();
        if (refusal === undefined) {
          const token = request.headers.authorization ?? '';
          const isSigned = token === request.headers['hash-token'] && isWebhookToken({ key: apiKey, secret: apiSecret }, token, body, Date.now() / 1000);
          this.received.push({ ...event, isSigned, headers: request.headers, body });
        }
        response.writeHead(refusal ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (server) server.close(() => resolve());
      else resolve();
    });
  }

  /** Names of the events of a room, in the order they arrived. */
  events(roomId: string): string[] {
    return this.received.filter(({ room }) => room.room_id === roomId).map(({ event }) => event);
  }
}
