import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

function read(): unknown {
  return readSettings({ PORT: '70000', NATS_URL: 'nats://nats.school:4222', LIVEKIT_URL: 'wss://media.school', LIVEKIT_API_KEY: 'key' });
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
