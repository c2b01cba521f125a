import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecorderContext } from './context.ts';
import { readEnv } from './env.ts';
import { hasSpace, openFileSink } from './file-sink.ts';
import { createLogger } from './logger.ts';
import { listManifests, listParts, recordingFolder } from './parts.ts';

const identity = { recordingId: 'sid-1790000000000', roomId: 'room', roomSid: 'sid', roomTableId: '7' };
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kelas-sink-'));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

function contextWith(minimum: string): RecorderContext {
  const addresses = { NATS_URL: 'nats://127.0.0.1:1', PLUGNMEET_URL: 'http://127.0.0.1:1', PORTAL_URL: 'http://127.0.0.1:1' };
  const env = readEnv({ ...addresses, PLUGNMEET_API_KEY: 'key', PLUGNMEET_API_SECRET: 'secret', CHROMIUM_PATH: 'chromium', RECORDER_ID: 'one', KELAS_HOME: home, RECORDER_MIN_FREE_MEGABYTES: minimum });
  return { env, log: createLogger('silent') };
}

describe('a part on disk', () => {
  it('has every piece that was taken, and what happened when, before it is closed', async () => {
    const context = contextWith('1');
    const sink = await openFileSink(context, identity);
    for (const piece of ['one ', 'two ', 'three']) await sink.write(Buffer.from(piece));
    await sink.mark('screen', 'Sara');
    const [part] = await listParts(recordingFolder(context.env, identity.recordingId));
    expect(await readFile(part?.path ?? '', 'utf8')).toBe('one two three');
    expect(part?.marks).toEqual([{ at: expect.any(Number), kind: 'screen', label: 'Sara' }]);
    expect(await listManifests(context.env)).toEqual([{ ...identity, recorderId: 'one' }]);
    await sink.close();
  });

  it('takes no more when the disk is full, and keeps what it has', async () => {
    const context = contextWith('1000000000');
    expect(await hasSpace(context.env)).toBe(false);
    const sink = await openFileSink(context, identity);
    const write = async (): Promise<void> => {
      for (let piece = 0; piece < 20; piece += 1) await sink.write(Buffer.from('x'));
    };
    await expect(write()).rejects.toMatchObject({ name: 'SinkFailure', message: 'the disk is full', canBeCarriedOn: false });
    await sink.close();
    const [part] = await listParts(recordingFolder(context.env, identity.recordingId));
    expect(await readFile(part?.path ?? '', 'utf8')).toMatch(/^x+$/u);
  });
});
