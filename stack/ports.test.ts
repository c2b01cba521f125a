import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PortChooser } from './ports.ts';

async function listen(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise((settle) => server.close(() => settle())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test('a taken port gives way to the next free one, naming who has it', async () => {
  const taken = await listen();
  const chosen = await new PortChooser().choose('portal', taken);
  expect(chosen.port).toBeGreaterThan(taken);
  expect(chosen.notice).toContain(`portal: port ${taken} is taken by process ${process.pid}`);
  expect(chosen.notice).toContain(`using ${chosen.port}`);
});

test('no port is handed out twice', async () => {
  const ports = new PortChooser();
  const first = await ports.choose('engine', 23_456);
  const second = await ports.choose('portal', first.port);
  expect(second.port).not.toBe(first.port);
  expect(second.notice).toContain('another part of Kelas');
});
