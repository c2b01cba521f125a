import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const good = {
  DATABASE_URL: 'postgresql://localhost/kelas',
  NATS_URL: 'nats://localhost:4222',
  NATS_WS_URL: 'wss://one.example wss://two.example',
  NATS_ACCOUNT_SEED: `SU${'A'.repeat(56)}`,
  NATS_ISSUER_SEED: `SA${'A'.repeat(56)}`,
  LIVEKIT_URL: 'wss://media.example',
  LIVEKIT_API_KEY: 'key',
  LIVEKIT_API_SECRET: 'x'.repeat(32),
  PLUGNMEET_API_KEY: 'key',
  PLUGNMEET_API_SECRET: 'y'.repeat(32),
};
const published = 'zumyyYWqv7KR2kUqvYdq4z4sXg7XTBD2ljT6';

describe('settings', () => {
  it('have defaults', () => {
    expect(readEnv({ ...good, ENGINE_PORT: '' })).toMatchObject({
      ENGINE_PORT: 8080,
      NATS_ACCOUNT: 'PNM',
      NATS_WS_URL: ['wss://one.example', 'wss://two.example'],
      LIVEKIT_API_URL: 'https://media.example',
    });
  });

  it('refuse weak and published secrets in production only', () => {
    expect(() => readEnv({ ...good, NODE_ENV: 'production', PLUGNMEET_API_SECRET: published })).toThrow(/published sample secret/u);
    expect(() => readEnv({ ...good, NODE_ENV: 'production', LIVEKIT_API_SECRET: 'secret' })).toThrow(/LIVEKIT_API_SECRET: must have at least 32 bytes/u);
    expect(readEnv({ ...good, PLUGNMEET_API_SECRET: published }).PLUGNMEET_API_SECRET).toBe(published);
  });

  it('name everything that is wrong, never a value', () => {
    expect(() => readEnv({ ...good, DATABASE_URL: undefined, NATS_ACCOUNT_SEED: 'hunter2' })).toThrow(
      /^The engine's settings are wrong: DATABASE_URL: [^;]*; NATS_ACCOUNT_SEED: must be an nkey seed$/u,
    );
  });
});
