import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome } from '#stack/home.ts';
import { startStack as startRealStack } from '#stack/run.ts';
import { readSettings } from '#stack/settings.ts';
import type { SupervisedProcess } from '#stack/supervisor.ts';
import { firstPort } from './ports.ts';

export type PartName = 'postgres' | 'nats' | 'livekit' | 'engine' | 'portal' | 'recorder';

/** The whole installation of an end-to-end run: what `npm start` starts, on other ports and with shorter timings. */
export interface TestStack {
  readonly portalUrl: string;
  readonly engineUrl: string;
  readonly databaseUrl: string;
  readonly home: string;
  readonly mediaOrigins: string;
  /** Where engines are at home, and what lets one in. */
  readonly nats: { readonly url: string; readonly accountSeed: string };
  readonly plugnmeetKey: string;
  readonly plugnmeetSecret: string;
  readonly nextauthSecret: string;
  /** Everything that must never reach a browser. */
  readonly secrets: readonly string[];
  /** The one-time link of the first admin; every call makes the earlier one useless. */
  newFirstAdminLink(): Promise<string>;
  /** A part to stop, kill and start again in the middle of a test. */
  part(name: PartName): SupervisedProcess;
  stop(): Promise<void>;
}

const ports = { postgres: firstPort + 2, natsClient: firstPort + 3, natsWebSocket: firstPort + 4, natsMonitor: firstPort + 5, livekitHttp: firstPort + 6, livekitTcp: firstPort + 7, livekitUdp: firstPort + 8 };
/** Receivers of webhooks that tests open on this machine may be called. */
const testHosts = { TRUSTED_PRIVATE_HOSTS: '127.0.0.1' };
const shortTimings = { MIN_EMPTY_TIMEOUT_SECONDS: '3', RECONCILE_SECONDS: '2', WEBHOOK_FIRST_RETRY_SECONDS: '1', EMPTY_TIMEOUT_SECONDS: '20' };

/** Tests say nothing about passing things; what goes wrong is in the parts' logs. */
function tell(): void {}

/** Starts the whole installation in a KELAS_HOME that is thrown away, a recorder only when asked for; builds the portal when its sources changed. */
export async function startStack(options: { env?: Readonly<Record<string, string>>; recorder?: boolean } = {}): Promise<TestStack> {
  const folder = await mkdtemp(join(tmpdir(), 'kelas-e2e-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(folder, 0o755);
  const settings = readSettings({ PORT: String(firstPort), ENGINE_PORT: String(firstPort + 1), RECORDER: options.recorder ? 'on' : 'off' });
  const stack = await startRealStack({ home: await openHome(folder), settings, tell, ports, env: { ...shortTimings, ...testHosts, ...options.env } });
  const { addresses, secrets, databaseUrl } = stack;
  return {
    portalUrl: addresses.portalUrl,
    engineUrl: addresses.engineUrl,
    databaseUrl,
    home: folder,
    mediaOrigins: addresses.mediaOrigins,
    nats: { url: addresses.natsUrl, accountSeed: secrets.natsAccountSeed },
    plugnmeetKey: secrets.plugnmeetKey,
    plugnmeetSecret: secrets.plugnmeetSecret,
    nextauthSecret: secrets.nextauthSecret,
    secrets: [secrets.plugnmeetSecret, secrets.livekitSecret, secrets.natsAccountSeed, secrets.natsIssuerSeed, secrets.nextauthSecret, new URL(databaseUrl).password],
    newFirstAdminLink: async () => {
      const link = await stack.firstAdminLink();
      if (!link) throw new Error('There is an admin already.');
      return link;
    },
    part: (name) => {
      const part = stack.parts.get(name);
      if (!part) throw new Error(`${name} is not run by this stack.`);
      return part;
    },
    stop: async () => {
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
