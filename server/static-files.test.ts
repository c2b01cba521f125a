import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendPrecompressed } from './static-files.ts';

let folder: string;
let port: number;
const server = createServer((incoming, response) => {
  void sendPrecompressed(join(folder, 'build'), incoming, response).then((sent) => sent || response.writeHead(404).end());
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'static-files-'));
  await mkdir(join(folder, 'build', 'static', 'chunks'), { recursive: true });
  await writeFile(join(folder, 'build', 'static', 'chunks', 'a.js.br'), brotliCompressSync('let a;'));
  await writeFile(join(folder, 'secret.js.br'), brotliCompressSync('secret'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** A request whose path is sent as it is; fetch would tidy it. */
async function get(path: string, acceptEncoding: string): Promise<{ status: number | undefined; encoding: string | undefined; body: Buffer }> {
  const outgoing = request({ port, path, headers: { 'accept-encoding': acceptEncoding } });
  outgoing.end();
  const response = await new Promise<IncomingMessage>((settle, fail) => outgoing.once('response', settle).once('error', fail));
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return { status: response.statusCode, encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) };
}

test('a script is sent in its Brotli form, cached for good', async () => {
  const answer = await get('/_next/static/chunks/a.js?v=1', 'gzip, br');
  expect(answer).toMatchObject({ status: 200, encoding: 'br' });
  expect(brotliDecompressSync(answer.body).toString()).toBe('let a;');
});

test.runIf(process.platform === 'linux')('a script whose reader leaves is closed', async () => {
  const script = join(folder, 'build', 'static', 'chunks', 'large.js.br');
  await writeFile(script, Buffer.alloc(32 * 1024 * 1024));
  const isOpen = async (): Promise<boolean> => {
    const names = await readdir('/proc/self/fd');
    return (await Promise.all(names.map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')))).includes(script);
  };
  const outgoing = request({ port, path: '/_next/static/chunks/large.js', headers: { 'accept-encoding': 'br' } });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  await once(response, 'readable');
  expect(await isOpen()).toBe(true);
  outgoing.destroy();
  await expect.poll(isOpen).toBe(false);
});

test('a caller that does not read Brotli is left to Next', async () => {
  expect((await get('/_next/static/chunks/a.js', 'gzip')).status).toBe(404);
});

test.each(['/_next/static/../../secret.js', '/_next/static/%2e%2e/%2e%2e/secret.js', '/_next/static/chunks/b.js'])('nothing outside the build is sent: %s', async (path) => {
  expect((await get(path, 'br')).status).toBe(404);
});
