import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome } from '#stack/home.ts';
import type { Home } from '#stack/home.ts';
import { applyMigrations } from '#stack/migrate.ts';
import { livekitSecret, startLivekit } from '#stack/parts/livekit.ts';
import { natsSeeds, startNats } from '#stack/parts/nats.ts';
import { startPostgres } from '#stack/parts/postgres.ts';
import { PortChooser } from '#stack/ports.ts';
import { firstPort } from './ports.ts';

/** Addresses and keys of the real services a test run has for itself. */
export interface Services {
  /** The run's KELAS_HOME: logs/<part>.log, run/<part>.json. */
  readonly home: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly natsWsUrl: string;
  readonly natsAccountSeed: string;
  readonly natsIssuerSeed: string;
  readonly livekitUrl: string;
  readonly livekitKey: string;
  readonly livekitSecret: string;
  /** The port LiveKit sends its webhooks to: where the first engine must listen. */
  readonly enginePort: number;
}

export interface RunningServices {
  readonly services: Services;
  readonly ports: PortChooser;
  readonly home: Home;
  stop(): Promise<void>;
}

function tell(message: string): void {
  console.log(message);
}

/** Starts PostgreSQL (migrated), NATS and LiveKit on free ports, in a KELAS_HOME that is thrown away. */
export async function startServices(): Promise<RunningServices> {
  const folder = await mkdtemp(join(tmpdir(), 'kelas-test-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(folder, 0o755);
  const home = await openHome(folder);
  const ports = new PortChooser();
  const pick = async (wanted: number, protocol: 'tcp' | 'udp' = 'tcp'): Promise<number> => (await ports.choose('tests', wanted, { protocol })).port;
  // Tests start more engines on the ports behind it.
  const enginePort = await pick(firstPort);
  const nats = { client: await pick(firstPort + 50), webSocket: await pick(firstPort + 51), monitor: await pick(firstPort + 52) };
  const livekit = { http: await pick(firstPort + 53), tcp: await pick(firstPort + 54), udp: await pick(firstPort + 55, 'udp') };
  const apiSecret = await livekitSecret(home);
  const postgres = await startPostgres(home, await pick(firstPort + 56));
  const natsServer = await startNats(home, nats, { host: '127.0.0.1', tell });
  const livekitServer = await startLivekit(home, livekit, {
    host: '127.0.0.1',
    nodeIp: '127.0.0.1',
    webhookUrl: `http://127.0.0.1:${enginePort}/webhook`,
    apiKey: 'kelas',
    apiSecret,
    tell,
  });
  const databaseUrl = await postgres.database('kelas');
  await applyMigrations(databaseUrl);
  const seeds = await natsSeeds(home);
  return {
    home,
    ports,
    services: {
      home: home.path,
      databaseUrl,
      natsUrl: `nats://127.0.0.1:${nats.client}`,
      natsWsUrl: `ws://127.0.0.1:${nats.webSocket}`,
      natsAccountSeed: seeds.account,
      natsIssuerSeed: seeds.issuer,
      livekitUrl: `ws://127.0.0.1:${livekit.http}`,
      livekitKey: 'kelas',
      livekitSecret: apiSecret,
      enginePort,
    },
    stop: async () => {
      await Promise.all([livekitServer.stop(), natsServer.stop()]);
      await postgres.process.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
