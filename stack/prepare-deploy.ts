import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { usualPorts } from './addresses.ts';
import { installationSecrets } from './environment.ts';
import { describeFailure, StackFailure } from './failure.ts';
import { openHome, secret } from './home.ts';
import { livekitConfig } from './parts/livekit.ts';
import { natsConfig } from './parts/nats.ts';
import { readSettings } from './settings.ts';

const placeSchema = z.object({
  /** The portal's host name; engine, NATS and LiveKit get names below it. */
  domain: z.hostname().regex(/\./, 'must be a full host name'),
  /** Where browsers send media to. */
  mediaAddress: z.ipv4(),
});

export type DeploymentPlace = z.output<typeof placeSchema>;

/** Writes what deploy/docker-compose.yml reads: `compose.env`, `nats.conf` and `livekit.yaml`. Secrets are made once and kept in the folder. */
export async function writeDeployment(folder: string, place: DeploymentPlace): Promise<void> {
  const home = await openHome(folder);
  const secrets = await installationSecrets(home, readSettings({}));
  const everywhere = '0.0.0.0';
  const variables = {
    KELAS_DOMAIN: place.domain,
    POSTGRES_PASSWORD: await secret(home, 'postgres-password'),
    NATS_ACCOUNT_SEED: secrets.natsAccountSeed,
    NATS_ISSUER_SEED: secrets.natsIssuerSeed,
    LIVEKIT_API_KEY: secrets.livekitKey,
    LIVEKIT_API_SECRET: secrets.livekitSecret,
    PLUGNMEET_API_KEY: secrets.plugnmeetKey,
    PLUGNMEET_API_SECRET: secrets.plugnmeetSecret,
    NEXTAUTH_SECRET: secrets.nextauthSecret,
  };
  const livekit = livekitConfig(
    { http: usualPorts.livekitHttp, tcp: usualPorts.livekitTcp, udp: usualPorts.livekitUdp },
    { host: everywhere, nodeIp: place.mediaAddress, webhookUrl: 'http://engine:8080/webhook', apiKey: secrets.livekitKey, apiSecret: secrets.livekitSecret, tell: () => undefined },
  );
  const nats = natsConfig(
    '/data',
    { client: usualPorts.natsClient, webSocket: usualPorts.natsWebSocket, monitor: usualPorts.natsMonitor },
    { account: secrets.natsAccountSeed, issuer: secrets.natsIssuerSeed },
    everywhere,
  );
  const privately = { mode: 0o600 };
  await writeFile(join(folder, 'compose.env'), `${Object.entries(variables).map(([name, value]) => `${name}=${value}`).join('\n')}\n`, privately);
  // Read by the users of other images.
  await writeFile(join(folder, 'livekit.yaml'), livekit, { mode: 0o644 });
  await writeFile(join(folder, 'nats.conf'), nats, { mode: 0o644 });
}

if (import.meta.main) {
  try {
    const [domain, mediaAddress, folder = 'deploy/run'] = process.argv.slice(2);
    const place = placeSchema.safeParse({ domain, mediaAddress });
    if (!place.success) throw new StackFailure('Usage: node stack/prepare-deploy.ts <host name> <public IPv4 address> [folder]');
    await writeDeployment(folder, place.data);
    console.log(`Wrote ${folder}: compose.env, nats.conf, livekit.yaml.`);
  } catch (error) {
    console.error(await describeFailure(error));
    process.exit(1);
  }
}
