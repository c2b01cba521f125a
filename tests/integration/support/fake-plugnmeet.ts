import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { CircuitBreaker } from '#lib/plugnmeet/breaker.ts';

type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** A server that answers /auth as a test says: for answers a healthy engine never gives. */
export class FakePlugnmeet {
  readonly calls: { path: string; body: string; headers: IncomingMessage['headers'] }[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        const body = Buffer.concat(chunks).toString();
        this.calls.push({ path, body, headers: request.headers });
        const answer = this.#answers.get(path);
        if (answer) answer(response, request, body);
        else response.writeHead(404).end('not found');
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server's address is an object
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A client of this server with short pauses and a breaker of its own. */
  client(failuresToOpen = 50): PlugnmeetClient {
    return new PlugnmeetClient({ baseUrl: this.url, apiKey: 'key', apiSecret: 'secret', retryPausesMs: [1, 1], breaker: new CircuitBreaker({ failuresToOpen, openForMs: 60_000 }) });
  }

  /** Answers a call by its whole path. */
  at(path: string, answer: Answer): void {
    this.#answers.set(path, answer);
  }

  on(path: string, answer: Answer): void {
    this.at(`/auth/room/${path}`, answer);
  }

  json(path: string, body: unknown): void {
    this.on(path, (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  }
}
