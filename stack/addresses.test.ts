import { expect, test } from 'vitest';
import { chooseAddresses } from './addresses.ts';
import { readSettings } from './settings.ts';

const wanted = { postgres: 24_000, natsClient: 24_010, natsWebSocket: 24_020, natsMonitor: 24_030, livekitHttp: 24_040, livekitTcp: 24_050, livekitUdp: 24_060 };

test('everything is on loopback unless told otherwise, and browsers may reach exactly engine, NATS and LiveKit', async () => {
  const { ports, ...addresses } = await chooseAddresses(readSettings({ PORT: '24070', ENGINE_PORT: '24080' }), wanted, () => undefined);
  expect(addresses.portalUrl).toBe(`http://localhost:${ports.portal}`);
  expect(addresses.plugnmeetUrl).toBe(`http://127.0.0.1:${ports.engine}`);
  expect(addresses.mediaOrigins.split(' ').toSorted()).toEqual(
    ['http', 'ws'].flatMap((scheme) => [ports.engine, ports.natsWebSocket, ports.livekitHttp].map((port) => `${scheme}://127.0.0.1:${port}`)).toSorted(),
  );
});

test('a Plugnmeet server elsewhere leaves nothing of the media servers to start', async () => {
  const settings = readSettings({ PLUGNMEET_URL: 'https://meet.school/', PLUGNMEET_API_KEY: 'k', PLUGNMEET_API_SECRET: 's' });
  const addresses = await chooseAddresses(settings, wanted, () => undefined);
  expect(addresses.plugnmeetPublicUrl).toBe('https://meet.school');
  expect(addresses.ports).toMatchObject({ engine: 0, natsClient: 0, livekitHttp: 0 });
  expect(addresses.mediaOrigins).toContain('wss://meet.school:*');
});

test('public addresses behind a proxy are what browsers are told', async () => {
  const settings = readSettings({ PORTAL_URL: 'https://kelas.school', ENGINE_URL: 'https://engine.school', NATS_WS_URL: 'wss://nats.school', LIVEKIT_PUBLIC_URL: 'wss://media.school' });
  const addresses = await chooseAddresses(settings, wanted, () => undefined);
  expect(addresses).toMatchObject({ portalUrl: 'https://kelas.school', plugnmeetPublicUrl: 'https://engine.school', livekitUrl: 'wss://media.school' });
  expect(addresses.livekitApiUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(addresses.mediaOrigins).toContain('wss://nats.school');
});
