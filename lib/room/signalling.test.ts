import { expect, it, vi } from 'vitest';
import { connectSignalling } from './signalling.ts';

const close = vi.fn<() => Promise<void>>(async () => undefined);
const getConsumer = vi.fn<() => Promise<never>>(async () => { throw new Error('consumer not found'); });

vi.mock('@nats-io/nats-core', async (original) => ({
  ...(await original<typeof import('@nats-io/nats-core')>()),
  wsconnect: async () => ({ close, status: async function* () { await new Promise(() => undefined); yield* []; } }),
}));
vi.mock('@nats-io/jetstream', () => ({ jetstream: () => ({ consumers: { get: getConsumer } }) }));

const nothing = (): void => undefined;

it('keeps no connection to a server that has no messages for it, as one that is starting', async () => {
  const subjects = { worker: 'w', systemPublic: 'p', systemPrivate: 's', chat: 'c', dataChannel: 'd', whiteboard: 'b' };
  const address = { urls: ['ws://127.0.0.1:1'], roomId: 'r', userId: 'me', stream: 'room', subjects };
  await expect(connectSignalling({ address, token: () => 't', onMessage: nothing, onPeer: nothing, onStatus: nothing, onRefused: nothing })).rejects.toThrow('consumer not found');
  expect(close).toHaveBeenCalledTimes(1);
});
