import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveBbb } from './bbb/http.ts';

/** Answers a request, or tells that it is not for it. */
export type DirectRoutes = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

declare global {
  var kelasDirectRoutes: DirectRoutes | undefined;
}

/**
 * Lets the portal's HTTP server (server.ts) hand over what other servers call many times a second, before Next spends a millisecond on each.
 * The code is the bundle's all the same, so that pages and these routes share what they keep in memory.
 */
export function offerDirectRoutes(): void {
  globalThis.kelasDirectRoutes = serveBbb;
}
