import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { StackFailure } from './failure.ts';
import { isHttpHealthy } from './health.ts';
import { openHome } from './home.ts';
import type { Home } from './home.ts';
import { SupervisedProcess } from './supervisor.ts';

let home: Home;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'supervisor-'));
  home = await openHome(folder);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function webServer(port: number, tell?: (message: string) => void): SupervisedProcess {
  const script = `require('node:http').createServer((_, answer) => answer.end('ok')).listen(${port}, '127.0.0.1')`;
  const part = new SupervisedProcess(home, { name: 'web', command: process.execPath, args: ['-e', script], isHealthy: () => isHttpHealthy(`http://127.0.0.1:${port}`) }, tell);
  onTestFinished(() => part.stop());
  return part;
}

test('a part that is killed comes back by itself, and says so', async () => {
  const port = await freePort();
  const told: string[] = [];
  const part = webServer(port, (message) => told.push(message));
  await part.start();
  const first = part.pid ?? 0;
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(told.join()).toMatch(/web stopped \(SIGKILL\); starting it again/), { timeout: 10_000 });
  await vi.waitFor(async () => expect(await isHttpHealthy(`http://127.0.0.1:${port}`)).toBe(true), { timeout: 10_000 });
  expect(part.pid).not.toBe(first);
});

test('a part that cannot be started again at once is tried until it can', async () => {
  const port = await freePort();
  const told: string[] = [];
  const part = webServer(port, (message) => told.push(message));
  await part.start();
  await rename(home.logs, `${home.logs}-away`);
  process.kill(part.pid ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(told.join()).toMatch(/web stopped \(ENOENT/), { timeout: 10_000 });
  await rename(`${home.logs}-away`, home.logs);
  await vi.waitFor(async () => expect(await isHttpHealthy(`http://127.0.0.1:${port}`)).toBe(true), { timeout: 10_000 });
});

test('a part that was killed on purpose stays away until it is started', async () => {
  const port = await freePort();
  const part = webServer(port);
  await part.start();
  await part.kill();
  await expect(isHttpHealthy(`http://127.0.0.1:${port}`)).rejects.toThrow(/fetch failed/);
  await part.start();
  expect(await isHttpHealthy(`http://127.0.0.1:${port}`)).toBe(true);
});

test('a part that exits while starting fails with its name and its log', async () => {
  const part = new SupervisedProcess(home, { name: 'broken', command: process.execPath, args: ['-e', 'console.error("no such table"); process.exit(3)'], isHealthy: async () => false });
  const failure = await part.start().catch((error: unknown) => error);
  if (!(failure instanceof StackFailure)) throw new Error('it started');
  expect(failure.message).toBe('broken stopped while starting (exit code 3).');
  expect(await readFile(failure.logPath ?? '', 'utf8')).toContain('no such table');
});

test('a program that does not exist fails, not hangs', async () => {
  const part = new SupervisedProcess(home, { name: 'absent', command: '/nowhere/absent', args: [], isHealthy: async () => false });
  await expect(part.start()).rejects.toThrow(/absent stopped while starting/);
});
