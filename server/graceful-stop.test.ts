import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { GracefulStop } from './graceful-stop.ts';

test('what is being answered is finished, event streams are ended, nothing new is taken', async () => {
  const waiting = Promise.withResolvers<ServerResponse>();
  const server = createServer((request, response) => {
    if (request.url === '/events') response.setHeader('content-type', 'text/event-stream').write(': hello\n\n');
    else waiting.resolve(response);
  });
  const graceful = new GracefulStop(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;

  const events = await fetch(`${url}/events`);
  const slow = fetch(`${url}/slow`).then((response) => response.text());
  const response = await waiting.promise;
  const stopped = graceful.stop();
  await expect(events.text()).rejects.toThrow(/terminated/);
  await expect(fetch(url)).rejects.toThrow(/fetch failed/);
  response.end('finished');
  expect(await slow).toBe('finished');
  await stopped;
});
