import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';

const rate = 8000;

/** A WAV file of this many seconds: something every browser plays, and can jump about in. */
function recording(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * rate);
  for (let index = 0; index < samples.length; index += 1) samples[index] = 128 + Math.round(20 * Math.sin((index / rate) * 2 * Math.PI * 220));
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** A web site that is not the school's: a page and a recording, on a port of its own. */
export class Outside {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Outside> {
    const audio = recording(120);
    const server = createServer((request, response) => {
      if (request.url !== '/lesson.wav') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Outside</title><h1>A page from outside</h1>');
        return;
      }
      const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
      const start = Number(from);
      const end = to === '' ? audio.length - 1 : Math.min(Number(to), audio.length - 1);
      const range = request.headers.range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${audio.length}` };
      response.writeHead(request.headers.range === undefined ? 200 : 206, { 'content-type': 'audio/wav', 'accept-ranges': 'bytes', 'content-length': end - start + 1, ...range });
      response.end(audio.subarray(start, end + 1));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Outside(server);
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
