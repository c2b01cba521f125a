import type { Addresses } from './addresses.ts';
import { secret } from './home.ts';
import type { Home } from './home.ts';
import { livekitSecret } from './parts/livekit.ts';
import { natsAccount, natsSeeds } from './parts/nats.ts';
import type { Settings } from './settings.ts';

/** Keys and secrets of an installation: the configured ones, else its own, made at the first start. */
export interface Secrets {
  readonly plugnmeetKey: string;
  readonly plugnmeetSecret: string;
  readonly livekitKey: string;
  readonly livekitSecret: string;
  readonly natsAccountSeed: string;
  readonly natsIssuerSeed: string;
  readonly nextauthSecret: string;
}

export async function installationSecrets(home: Home, settings: Settings): Promise<Secrets> {
  const seeds = await natsSeeds(home);
  return {
    plugnmeetKey: settings.PLUGNMEET_API_KEY ?? 'kelas',
    plugnmeetSecret: settings.PLUGNMEET_API_SECRET ?? (await secret(home, 'plugnmeet-api-secret')),
    livekitKey: settings.LIVEKIT_API_KEY ?? 'kelas',
    livekitSecret: settings.LIVEKIT_API_SECRET ?? (await livekitSecret(home)),
    natsAccountSeed: settings.NATS_ACCOUNT_SEED ?? seeds.account,
    natsIssuerSeed: settings.NATS_ISSUER_SEED ?? seeds.issuer,
    nextauthSecret: settings.NEXTAUTH_SECRET ?? (await secret(home, 'nextauth-secret')),
  };
}

/** What the engine's process is told; engine/env.ts says what each is for. */
export function engineEnvironment(home: Home, settings: Settings, addresses: Addresses, secrets: Secrets, databaseUrl: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    KELAS_HOME: home.path,
    KELAS_PROCESS: 'engine',
    ENGINE_HOST: settings.BIND_ADDRESS,
    ENGINE_PORT: String(addresses.ports.engine),
    ENGINE_URL: addresses.engineUrl,
    DATABASE_URL: databaseUrl,
    NATS_URL: addresses.natsUrl,
    NATS_WS_URL: addresses.natsWsUrl,
    NATS_ACCOUNT: natsAccount,
    NATS_ACCOUNT_SEED: secrets.natsAccountSeed,
    NATS_ISSUER_SEED: secrets.natsIssuerSeed,
    LIVEKIT_URL: addresses.livekitUrl,
    LIVEKIT_API_URL: addresses.livekitApiUrl,
    LIVEKIT_API_KEY: secrets.livekitKey,
    LIVEKIT_API_SECRET: secrets.livekitSecret,
    PLUGNMEET_API_KEY: secrets.plugnmeetKey,
    PLUGNMEET_API_SECRET: secrets.plugnmeetSecret,
    WEBHOOK_URL: `http://127.0.0.1:${addresses.ports.portal}/api/webhooks/plugnmeet`,
  };
}

/** What a recorder's process is told; recorder/env.ts says what each is for. */
export function recorderEnvironment(home: Home, addresses: Addresses, secrets: Secrets, settings: Settings): Record<string, string> {
  return {
    NODE_ENV: 'production',
    KELAS_HOME: home.path,
    KELAS_PROCESS: 'recorder',
    NATS_URL: addresses.natsUrl,
    PLUGNMEET_URL: addresses.plugnmeetUrl,
    PLUGNMEET_API_KEY: secrets.plugnmeetKey,
    PLUGNMEET_API_SECRET: secrets.plugnmeetSecret,
    // The recorder's browser runs on this machine: loopback is a secure origin without a certificate.
    PORTAL_URL: `http://127.0.0.1:${addresses.ports.portal}`,
    ...(settings.RECORDER_QUALITY && { RECORDER_QUALITY: settings.RECORDER_QUALITY }),
    ...(settings.RECORDER_MAX_TASKS && { RECORDER_MAX_TASKS: String(settings.RECORDER_MAX_TASKS) }),
  };
}

/** What the portal's process is told; lib/env.ts says what each is for. */
export function portalEnvironment(home: Home, settings: Settings, addresses: Addresses, secrets: Secrets, databaseUrl: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    KELAS_HOME: home.path,
    KELAS_PROCESS: 'portal',
    BIND_ADDRESS: settings.BIND_ADDRESS,
    PORT: String(addresses.ports.portal),
    PORTAL_URL: addresses.portalUrl,
    NEXTAUTH_URL: addresses.portalUrl,
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    DATABASE_URL: databaseUrl,
    PLUGNMEET_URL: addresses.plugnmeetUrl,
    PLUGNMEET_PUBLIC_URL: addresses.plugnmeetPublicUrl,
    PLUGNMEET_API_KEY: secrets.plugnmeetKey,
    PLUGNMEET_API_SECRET: secrets.plugnmeetSecret,
    MEDIA_ORIGINS: addresses.mediaOrigins,
    ...(settings.FFMPEG_PATH ? { FFMPEG_PATH: settings.FFMPEG_PATH } : {}),
  };
}
