import { openHome, projectFolder } from '#stack/home.ts';
import { isHttpHealthy } from '#stack/health.ts';
import { SupervisedProcess } from '#stack/supervisor.ts';
import type { Services } from './services.ts';

export const apiKey = 'plugnmeet-test-key';
export const apiSecret = 'a-secret-only-this-test-run-knows-of-3f1c';

/** One engine process of a test. */
export interface TestEngine {
  readonly url: string;
  readonly port: number;
  readonly logPath: string;
  /** Asks it to stop, and waits. */
  stop(): Promise<void>;
  /** SIGKILL; nothing starts it again until `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** The environment an engine gets on these services. */
export function engineEnv(services: Services, port: number): Record<string, string> {
  return {
    NODE_ENV: 'test',
    ENGINE_PORT: String(port),
    ENGINE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: services.databaseUrl,
    NATS_URL: services.natsUrl,
    NATS_WS_URL: services.natsWsUrl,
    NATS_ACCOUNT: 'PNM',
    NATS_ACCOUNT_SEED: services.natsAccountSeed,
    NATS_ISSUER_SEED: services.natsIssuerSeed,
    LIVEKIT_URL: services.livekitUrl,
    LIVEKIT_API_KEY: services.livekitKey,
    LIVEKIT_API_SECRET: services.livekitSecret,
    PLUGNMEET_API_KEY: apiKey,
    PLUGNMEET_API_SECRET: apiSecret,
    MIN_EMPTY_TIMEOUT_SECONDS: '3',
    KELAS_HOME: services.home,
    LOG_LEVEL: 'debug',
  };
}

/** Starts an engine and waits until it is healthy. LiveKit's webhooks reach the one on `services.enginePort` (the default). */
export async function startEngine(services: Services, overrides: { port?: number; env?: Record<string, string> } = {}): Promise<TestEngine> {
  const port = overrides.port ?? services.enginePort;
  const home = await openHome(services.home);
  const url = `http://127.0.0.1:${port}`;
  const engine = new SupervisedProcess(home, {
    name: `engine-${port}`,
    command: process.execPath,
    args: ['engine/main.ts'],
    cwd: projectFolder,
    env: { ...engineEnv(services, port), ...overrides.env },
    isHealthy: () => isHttpHealthy(`${url}/healthCheck`),
  });
  // It would answer in place of the new one.
  if (await isHttpHealthy(`${url}/healthCheck`).catch(() => false)) throw new Error(`An engine of an earlier test still answers at ${url}.`);
  await engine.start();
  return { url, port, logPath: engine.logPath, start: () => engine.start(), stop: () => engine.stop(), kill: () => engine.kill() };
}
