import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeEach } from 'vitest';

export interface Heard {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}

/** A program of an outside system that hears webhooks, on this machine; only its own port is trusted. */
export class Receiver {
  readonly heard: Heard[] = [];
  /** What it answers with. */
  status = 200;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]));
        receiver.heard.push({ method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(receiver.status).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get host(): string {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('no port');
    return `127.0.0.1:${bound.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Forgets what it heard and answers well again. */
  reset(): void {
    this.heard.length = 0;
    this.status = 200;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A receiver for the tests of one file, trusted by their portal; it forgets what it heard before each of them. */
export async function openReceiver(): Promise<Receiver> {
  const receiver = await Receiver.open();
  process.env['TRUSTED_PRIVATE_HOSTS'] = receiver.host;
  beforeEach(() => receiver.reset());
  afterAll(() => {
    delete process.env['TRUSTED_PRIVATE_HOSTS'];
    receiver.close();
  });
  return receiver;
}
