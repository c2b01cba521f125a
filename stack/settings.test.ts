import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from './home.ts';
import { readSettings } from './settings.ts';

function read(): unknown {
  return readSettings({ PORT: '70000', NATS_URL: 'nats://nats.school:4222', LIVEKIT_URL: 'wss://media.school', LIVEKIT_API_KEY: 'key' });
}

function textOf(path: string): Promise<string> {
  return readFile(join(projectFolder, path), 'utf8');
}

describe('launcher settings', () => {
  test('nothing needs to be set', () => {
    expect(readSettings({})).toMatchObject({ PORT: 3000, ENGINE_PORT: 8080, BIND_ADDRESS: '127.0.0.1' });
  });

  test('an empty variable counts as not set', () => {
    expect(readSettings({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ PORT: 3000 });
  });

  test('names every setting that is wrong, and what a set one needs beside it', () => {
    expect(read).toThrow(/PORT: /);
    expect(read).toThrow(/NATS_WS_URL: needed when NATS_URL is set/);
    expect(read).toThrow(/NATS_ISSUER_SEED: needed when NATS_URL is set/);
    expect(read).toThrow(/LIVEKIT_API_SECRET: needed when LIVEKIT_URL is set/);
  });

  test('never repeats a value, which may be a secret', () => {
    expect(() => readSettings({ NEXTAUTH_SECRET: 'too-short-secret' })).toThrow(/^(?!.*too-short-secret)/s);
  });

  test('key and secret without a server are for the embedded engine', () => {
    expect(readSettings({ PLUGNMEET_API_KEY: 'school', PLUGNMEET_API_SECRET: 'known to the school' })).toMatchObject({ PLUGNMEET_API_KEY: 'school' });
  });
});

test('.env.example has every setting of every program', async () => {
  const programs = await Promise.all(['stack/settings.ts', 'lib/env.ts', 'engine/env.ts', 'recorder/env.ts'].map(textOf));
  const settings = programs.flatMap((source) => [...source.matchAll(/^ +([A-Z][A-Z_]+): (?!FFMPEG_PATH)/gmu)].map(([, name]) => name));
  const listed = new Set([...(await textOf('.env.example')).matchAll(/^#?([A-Z_]+)=/gmu)].map(([, name]) => name));
  // These follow from others, or are the same everywhere.
  const notSet = new Set(['ENGINE_HOST', 'NATS_ACCOUNT', 'NEXTAUTH_URL', 'NODE_ENV', 'WEBHOOK_URL']);
  expect(settings.length).toBeGreaterThan(80);
  expect([...new Set(settings)].filter((name) => !listed.has(name) && !notSet.has(name ?? ''))).toEqual([]);
});
