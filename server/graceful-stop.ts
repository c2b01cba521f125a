import type { Server, ServerResponse } from 'node:http';

/** How long running requests may take to finish. */
const drainMilliseconds = 10_000;

/** Knows a server's open responses and closes it without cutting off what is being answered. */
export class GracefulStop {
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();

  constructor(server: Server) {
    this.#server = server;
    server.prependListener('request', (_, response) => {
      this.#open.add(response);
      response.once('close', () => this.#open.delete(response));
    });
  }

  /** Stops accepting, ends event streams (browsers reconnect by themselves), waits for the rest. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((settle) => this.#server.close(() => settle()));
    for (const response of this.#open) {
      if (String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')) response.destroy();
      else if (!response.headersSent) response.setHeader('connection', 'close');
    }
    this.#server.closeIdleConnections();
    const cutOff = setTimeout(() => this.#server.closeAllConnections(), drainMilliseconds);
    await closed;
    clearTimeout(cutOff);
  }
}
