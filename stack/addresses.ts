import { PortChooser } from './ports.ts';
import type { Settings } from './settings.ts';

/** Where the bundled parts listen when nothing is in the way. */
export interface WantedPorts {
  readonly postgres: number;
  readonly natsClient: number;
  readonly natsWebSocket: number;
  readonly natsMonitor: number;
  readonly livekitHttp: number;
  readonly livekitTcp: number;
  readonly livekitUdp: number;
}

export const usualPorts: WantedPorts = {
  postgres: 15_432,
  natsClient: 4222,
  natsWebSocket: 4280,
  natsMonitor: 8222,
  livekitHttp: 7880,
  livekitTcp: 7881,
  livekitUdp: 7882,
};

export interface Addresses {
  readonly ports: WantedPorts & { readonly portal: number; readonly engine: number };
  readonly portalUrl: string;
  /** The engine as browsers reach it. */
  readonly engineUrl: string;
  /** The Plugnmeet server as the portal reaches it: the engine's loopback address, or a server elsewhere. */
  readonly plugnmeetUrl: string;
  readonly plugnmeetPublicUrl: string;
  readonly natsUrl: string;
  readonly natsWsUrl: string;
  readonly livekitUrl: string;
  readonly livekitApiUrl: string;
  /** For the portal's content security policy. */
  readonly mediaOrigins: string;
}

function bothSchemes(url: string): string[] {
  const { host, protocol } = new URL(url);
  const secure = protocol === 'https:' || protocol === 'wss:';
  return secure ? [`https://${host}`, `wss://${host}`] : [`http://${host}`, `ws://${host}`];
}

function mediaOrigins(settings: Settings, urls: readonly string[]): string {
  if (settings.MEDIA_ORIGINS) return settings.MEDIA_ORIGINS;
  if (!settings.PLUGNMEET_URL) return [...new Set(urls.flatMap(bothSchemes))].join(' ');
  // A Plugnmeet server elsewhere tells browsers its NATS and LiveKit addresses itself; as installed, they are on its host.
  const { hostname } = new URL(settings.PLUGNMEET_PUBLIC_URL ?? settings.PLUGNMEET_URL);
  return `https://${hostname}:* wss://${hostname}:* http://${hostname}:* ws://${hostname}:*`;
}

/** Chooses every port and derives every address from the settings; says when a port was taken. */
export async function chooseAddresses(settings: Settings, wanted: WantedPorts, tell: (message: string) => void): Promise<Addresses> {
  const chooser = new PortChooser();
  const choose = async (part: string, port: number, options?: { host?: string; protocol?: 'tcp' | 'udp' }): Promise<number> => {
    const chosen = await chooser.choose(part, port, options);
    if (chosen.notice) tell(chosen.notice);
    return chosen.port;
  };
  const host = settings.BIND_ADDRESS;
  // The media servers are the embedded engine's; a Plugnmeet server elsewhere has its own.
  const embedded = settings.PLUGNMEET_URL === undefined;
  const ownNats = embedded && settings.NATS_URL === undefined;
  const ownLivekit = embedded && settings.LIVEKIT_URL === undefined;
  const ports = {
    portal: await choose('Portal', settings.PORT, { host }),
    engine: embedded ? await choose('Engine', settings.ENGINE_PORT, { host }) : 0,
    postgres: settings.DATABASE_URL ? 0 : await choose('PostgreSQL', wanted.postgres),
    natsClient: ownNats ? await choose('NATS', wanted.natsClient, { host }) : 0,
    natsWebSocket: ownNats ? await choose('NATS for browsers', wanted.natsWebSocket, { host }) : 0,
    natsMonitor: ownNats ? await choose('NATS monitoring', wanted.natsMonitor) : 0,
    livekitHttp: ownLivekit ? await choose('LiveKit', wanted.livekitHttp, { host }) : 0,
    livekitTcp: ownLivekit && settings.LIVEKIT_NODE_IP !== '127.0.0.1' ? await choose('LiveKit media over TCP', wanted.livekitTcp, { host }) : 0,
    livekitUdp: ownLivekit ? await choose('LiveKit media', wanted.livekitUdp, { host, protocol: 'udp' }) : 0,
  };
  const engineUrl = settings.ENGINE_URL ?? `http://127.0.0.1:${ports.engine}`;
  const plugnmeetUrl = settings.PLUGNMEET_URL ?? `http://127.0.0.1:${ports.engine}`;
  const natsWsUrl = settings.NATS_WS_URL ?? `ws://127.0.0.1:${ports.natsWebSocket}`;
  const livekitUrl = settings.LIVEKIT_URL ?? settings.LIVEKIT_PUBLIC_URL ?? `ws://127.0.0.1:${ports.livekitHttp}`;
  return {
    ports,
    portalUrl: settings.PORTAL_URL ?? `http://localhost:${ports.portal}`,
    engineUrl,
    plugnmeetUrl,
    plugnmeetPublicUrl: settings.PLUGNMEET_PUBLIC_URL ?? settings.PLUGNMEET_URL ?? engineUrl,
    natsUrl: settings.NATS_URL ?? `nats://127.0.0.1:${ports.natsClient}`,
    natsWsUrl,
    livekitUrl,
    livekitApiUrl: settings.LIVEKIT_API_URL ?? settings.LIVEKIT_URL?.replace(/^ws/, 'http') ?? `http://127.0.0.1:${ports.livekitHttp}`,
    mediaOrigins: mediaOrigins(settings, [engineUrl, natsWsUrl, livekitUrl]),
  };
}
