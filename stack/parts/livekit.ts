import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isHttpHealthy } from '../health.ts';
import { secret } from '../home.ts';
import type { Home } from '../home.ts';
import { resolveProgram } from '../server-program.ts';
import type { ServerProgram } from '../server-program.ts';
import { SupervisedProcess } from '../supervisor.ts';

export const livekitProgram: ServerProgram = {
  title: 'LiveKit',
  name: 'livekit-server',
  versionFlag: '--version',
  oldestVersion: '1.8.0',
  // Newer releases have replace directives, which go install refuses.
  goPackage: 'github.com/livekit/livekit-server/cmd/server@v1.13.5',
  goBinary: 'server',
  dockerImage: 'livekit/livekit-server:v1.13.5',
  settings: 'LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET',
};

export interface LivekitPorts {
  readonly http: number;
  readonly tcp: number;
  readonly udp: number;
}

export interface LivekitOptions {
  readonly host: string;
  /** The address browsers send media to. */
  readonly nodeIp: string;
  /** Where LiveKit tells of rooms and participants: the engine's /webhook. */
  readonly webhookUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly tell: (message: string) => void;
}

export async function livekitSecret(home: Home): Promise<string> {
  return await secret(home, 'livekit-api-secret');
}

/** The server's configuration; JSON, which is YAML. */
export function livekitConfig(ports: LivekitPorts, options: LivekitOptions): string {
  const onLoopback = options.nodeIp === '127.0.0.1';
  return JSON.stringify(
    {
      port: ports.http,
      bind_addresses: [options.host],
      rtc: {
        udp_port: ports.udp,
        // LiveKit listens for TCP on every address: not when only this machine is to reach it.
        tcp_port: onLoopback ? 0 : ports.tcp,
        node_ip: options.nodeIp,
        use_external_ip: false,
        enable_loopback_candidate: onLoopback,
        ...(onLoopback ? { ips: { includes: ['127.0.0.1/32'] } } : {}),
      },
      keys: { [options.apiKey]: options.apiSecret },
      webhook: { api_key: options.apiKey, urls: [options.webhookUrl] },
      logging: { level: 'info', json: true },
    },
    undefined,
    2,
  );
}

/** Starts LiveKit. */
export async function startLivekit(home: Home, ports: LivekitPorts, options: LivekitOptions): Promise<SupervisedProcess> {
  const program = await resolveProgram(home, livekitProgram, options.tell);
  const configPath = join(home.run, 'livekit.yaml');
  await writeFile(configPath, livekitConfig(ports, options), { mode: 0o600 });
  const server = new SupervisedProcess(
    home,
    {
      name: 'livekit',
      command: program.command,
      args: [...program.leadingArgs, '--config', configPath],
      isHealthy: () => isHttpHealthy(`http://127.0.0.1:${ports.http}/`),
      // SIGTERM would wait for every room to become empty.
      stopSignal: 'SIGINT',
      stopSeconds: 3,
    },
    options.tell,
  );
  await server.start();
  return server;
}
