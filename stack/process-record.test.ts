import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openHome } from './home.ts';
import type { Home } from './home.ts';
import { recordedPid, recordProcess, stopLeftovers } from './process-record.ts';

let home: Home;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'process-record-'));
  home = await openHome(folder);
  onTestFinished(() => rm(folder, { recursive: true }));
});

test('a part left running is found and stopped; the launcher itself is not', async () => {
  const part = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const exited = once(part, 'exit');
  if (part.pid === undefined) throw new Error('not started');
  await recordProcess(home, 'engine', part.pid);
  await recordProcess(home, 'launcher', process.pid);
  expect(await recordedPid(home, 'engine')).toBe(part.pid);
  await stopLeftovers(home, 'launcher');
  await exited;
  expect(await recordedPid(home, 'engine')).toBeUndefined();
  expect(await recordedPid(home, 'launcher')).toBe(process.pid);
});

test('a record that was cut off is none', async () => {
  for (const text of ['', '{"pid":12', 'null']) {
    await writeFile(join(home.run, 'nats.json'), text);
    expect(await recordedPid(home, 'nats')).toBeUndefined();
  }
  await stopLeftovers(home, 'launcher');
});

test.skipIf(process.platform !== 'linux')('another process that got the same id later is left alone', async () => {
  await writeFile(join(home.run, 'nats.json'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
  expect(await recordedPid(home, 'nats')).toBeUndefined();
});
