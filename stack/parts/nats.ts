import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAccount, createUser, fromSeed } from '@nats-io/nkeys';
import { isHttpHealthy } from '../health.ts';
import { secret } from '../home.ts';
import type { Home } from '../home.ts';
import { resolveProgram } from '../server-program.ts';
import type { ServerProgram } from '../server-program.ts';
import { SupervisedProcess } from '../supervisor.ts';

/** The NATS account the rooms live in; Plugnmeet's own name for it. */
export const natsAccount = 'PNM';

export const natsProgram: ServerProgram = {
  title: 'NATS',
  name: 'nats-server',
  versionFlag: '--version',
  oldestVersion: '2.11.0',
  goPackage: 'github.com/nats-io/nats-server/v2@v2.15.2',
  goBinary: 'nats-server',
  dockerImage: 'nats:2.15.2',
  settings: 'NATS_URL and NATS_WS_URL',
};

/** The nkey seeds by which the engine is known to NATS and signs the answers of the auth callout. */
export interface NatsSeeds {
  readonly account: string;
  readonly issuer: string;
}

export interface NatsPorts {
  readonly client: number;
  readonly webSocket: number;
  readonly monitor: number;
}

function seedOf(pair: { getSeed(): Uint8Array }): string {
  return new TextDecoder().decode(pair.getSeed());
}

function publicKey(seed: string): string {
  return fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}

/** The installation's seeds, made at the first start. */
export async function natsSeeds(home: Home): Promise<NatsSeeds> {
  return {
    account: await secret(home, 'nats-engine.seed', () => seedOf(createUser())),
    issuer: await secret(home, 'nats-issuer.seed', () => seedOf(createAccount())),
  };
}

/**
 * The server's configuration: everybody but the engine is let in by the engine's auth callout. The engine also hears,
 * through imports from the system account, who connected and disconnected, and may close a connection. Streams are kept in
 * `nats` in the data folder.
 */
export function natsConfig(dataFolder: string, ports: NatsPorts, seeds: NatsSeeds, host: string): string {
  const engineUser = publicKey(seeds.account);
  const connections = `$SYS.ACCOUNT.${natsAccount}.>`;
  const kick = '$SYS.REQ.SERVER.*.KICK';
  return `server_name: kelas
listen: "${host}:${ports.client}"
http: "127.0.0.1:${ports.monitor}"
max_payload: 2MB
ping_interval: "10s"
ping_max: 2
jetstream {
  store_dir: ${JSON.stringify(join(dataFolder, 'nats'))}
}
websocket {
  listen: "${host}:${ports.webSocket}"
  no_tls: true
  compression: true
}
accounts {
  SYS {
    exports: [
      { stream: "${connections}", accounts: [${natsAccount}] }
      { service: "${kick}", accounts: [${natsAccount}] }
    ]
  }
  ${natsAccount} {
    jetstream: enabled
    users: [ { nkey: ${engineUser} } ]
    imports: [
      { stream: { account: SYS, subject: "${connections}" } }
      { service: { account: SYS, subject: "${kick}" } }
    ]
  }
}
system_account: SYS
authorization {
  timeout: 5
  auth_callout {
    issuer: ${publicKey(seeds.issuer)}
    account: ${natsAccount}
    auth_users: [ ${engineUser} ]
  }
}
`;
}

/** Starts NATS with JetStream, WebSocket and the auth callout, its data in KELAS_HOME/nats. */
export async function startNats(home: Home, ports: NatsPorts, options: { host: string; tell: (message: string) => void }): Promise<SupervisedProcess> {
  const program = await resolveProgram(home, natsProgram, options.tell);
  const configPath = join(home.run, 'nats.conf');
  await writeFile(configPath, natsConfig(home.path, ports, await natsSeeds(home), options.host));
  const server = new SupervisedProcess(
    home,
    {
      name: 'nats',
      command: program.command,
      args: [...program.leadingArgs, '--config', configPath],
      isHealthy: () => isHttpHealthy(`http://127.0.0.1:${ports.monitor}/healthz`),
    },
    options.tell,
  );
  await server.start();
  return server;
}
