import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bytesIn } from './quota.ts';

it('counts the bytes of a folder and what is below it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quota-'));
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  await writeFile(join(folder, 'one'), Buffer.alloc(10));
  await writeFile(join(folder, 'a', 'b', 'two'), Buffer.alloc(5));
  expect(await bytesIn(folder)).toBe(15);
  await rm(folder, { recursive: true });
  expect(await bytesIn(folder)).toBe(0);
});
