import { join } from 'node:path';
import { chooseAddresses, usualPorts } from './addresses.ts';
import type { Addresses, WantedPorts } from './addresses.ts';
import { engineEnvironment, installationSecrets, portalEnvironment, recorderEnvironment } from './environment.ts';
import type { Secrets } from './environment.ts';
import type { Home } from './home.ts';
import { applyMigrations } from './migrate.ts';
import { converterPaths } from './parts/chromium.ts';
import { engineProcess } from './parts/engine.ts';
import { startLivekit } from './parts/livekit.ts';
import { startNats } from './parts/nats.ts';
import { portalProcess, runPortalScript } from './parts/portal.ts';
import { recorderPrograms, recorderProcess } from './parts/recorder.ts';
import { assertDatabaseAnswers, startPostgres } from './parts/postgres.ts';
import { buildPortal } from './portal-build.ts';
import type { Settings } from './settings.ts';
import type { SupervisedProcess } from './supervisor.ts';

export interface RunningStack {
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  /** The parts this launcher runs itself, by name. */
  readonly parts: ReadonlyMap<string, SupervisedProcess>;
  /** The one-time link of the first admin; undefined when there is an admin. */
  firstAdminLink(): Promise<string | undefined>;
  /** Runs a script of the portal's code with the portal's settings. */
  runScript(script: string): Promise<string>;
  stop(): Promise<void>;
}

export interface StackOptions {
  readonly home: Home;
  readonly settings: Settings;
  readonly tell: (message: string) => void;
  readonly ports?: WantedPorts;
  /** Further settings for engine and portal. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Brings up everything that is not configured to run elsewhere. When a part fails, what was started is stopped again. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const parts = new Map<string, SupervisedProcess>();
  const stop = async (): Promise<void> => {
    // The last ones started depend on the earlier ones.
    for (const part of [...parts.values()].toReversed()) await part.stop();
  };
  try {
    return await bringUp(options, parts, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp({ home, settings, tell, ports = usualPorts, env = {} }: StackOptions, parts: Map<string, SupervisedProcess>, stop: () => Promise<void>): Promise<RunningStack> {
  const addresses = await chooseAddresses(settings, ports, tell);
  const secrets = await installationSecrets(home, settings);
  const add = (part: SupervisedProcess): void => void parts.set(part.name, part);

  const [databaseUrl] = await settleAll([
    startDatabase(home, settings, addresses, tell, add),
    settings.PLUGNMEET_URL ? undefined : startMediaServices(home, settings, addresses, secrets, tell, add),
    buildPortal(join(home.logs, 'portal-build.log'), tell),
  ]);
  const engineEnv = { ...(await converterPaths()), ...engineEnvironment(home, settings, addresses, secrets, databaseUrl), ...env };
  const portalEnv = { ...portalEnvironment(home, settings, addresses, secrets, databaseUrl), ...env };
  const engine = settings.PLUGNMEET_URL ? undefined : engineProcess(home, addresses.ports.engine, engineEnv, tell);
  const portal = portalProcess(home, addresses.ports.portal, portalEnv, tell);
  if (engine) add(engine);
  add(portal);
  await settleAll([engine?.start(), portal.start()]);
  if (engine && settings.RECORDER === 'on') await startRecorder(home, { ...recorderEnvironment(home, addresses, secrets, settings), ...env }, tell, add);

  const runScript = (script: string): Promise<string> => runPortalScript(script, portalEnv);
  return {
    addresses,
    secrets,
    databaseUrl,
    parts,
    runScript,
    firstAdminLink: async () => (await runScript('stack/first-admin.ts')) || undefined,
    stop,
  };
}

async function startRecorder(home: Home, env: Record<string, string>, tell: (message: string) => void, add: (part: SupervisedProcess) => void): Promise<void> {
  const programs = await recorderPrograms();
  if (!programs) return tell('Cloud recording is off: it needs Chromium and ffmpeg (npm run doctor says how to get them).');
  const recorder = recorderProcess(home, 'recorder', { ...programs, ...env }, tell);
  add(recorder);
  await recorder.start();
}

async function startDatabase(home: Home, settings: Settings, addresses: Addresses, tell: (message: string) => void, add: (part: SupervisedProcess) => void): Promise<string> {
  let url = settings.DATABASE_URL;
  if (url) {
    await assertDatabaseAnswers(url);
  } else {
    const postgres = await startPostgres(home, addresses.ports.postgres, tell);
    add(postgres.process);
    url = await postgres.database('kelas');
  }
  const applied = await applyMigrations(url);
  if (applied.length > 0) tell(`Database: applied ${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}.`);
  return url;
}

async function startMediaServices(
  home: Home,
  settings: Settings,
  addresses: Addresses,
  secrets: Secrets,
  tell: (message: string) => void,
  add: (part: SupervisedProcess) => void,
): Promise<void> {
  const { ports } = addresses;
  const host = settings.BIND_ADDRESS;
  if (!settings.NATS_URL) add(await startNats(home, { client: ports.natsClient, webSocket: ports.natsWebSocket, monitor: ports.natsMonitor }, { host, tell }));
  if (settings.LIVEKIT_URL) return;
  const livekit = await startLivekit(
    home,
    { http: ports.livekitHttp, tcp: ports.livekitTcp, udp: ports.livekitUdp },
    {
      host,
      nodeIp: settings.LIVEKIT_NODE_IP,
      webhookUrl: `${addresses.plugnmeetUrl}/webhook`,
      apiKey: secrets.livekitKey,
      apiSecret: secrets.livekitSecret,
      tell,
    },
  );
  add(livekit);
}

/** Like Promise.all, but waits for all before it fails: nothing may be starting while the rest is being stopped. */
async function settleAll<T extends readonly unknown[]>(work: readonly [...T]): Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
