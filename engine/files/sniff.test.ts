import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSameType, sniff } from './sniff.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sniff-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('sniff', () => {
  it.each([
    ['a picture called text', png, 'png'],
    ['text', Buffer.from('سلام'.repeat(2000)), 'txt'],
    ['a page called picture', Buffer.from('<!doctype html><script>alert(1)</script>'), 'txt'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'svg'],
    ['SVG with a prologue', Buffer.from('<?xml version="1.0"?>\n<!-- x -->\n<svg/>'), 'svg'],
    ['a program', Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex'), 'elf'],
    ['noise', Buffer.from([1, 0, 255, 3, 0]), 'bin'],
    ['nothing', Buffer.alloc(0), 'txt'],
  ])('knows %s', async (name, content, extension) => {
    const path = join(folder, name);
    await writeFile(path, content);
    expect((await sniff(path)).extension).toBe(extension);
  });
});

describe('isSameType', () => {
  it('knows both names of JPEG', () => {
    expect(isSameType('jpg', 'jpeg')).toBe(true);
    expect(isSameType('jpg', 'png')).toBe(false);
  });
});
