import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unsealed } from '#tests/fixtures/room.ts';
import { createPeerData, type PeerMessage } from './peer-data.ts';
import { ClientEvent, DataMsgBodyType, decodeDataMessage, encodeDataMessage } from './wire.ts';

const publish = vi.fn<(channel: string, bytes: Uint8Array) => Promise<void>>(async () => undefined);
const send = vi.fn<(event: ClientEvent, msg?: string, bytes?: Uint8Array) => Promise<void>>(async () => undefined);
const heard: PeerMessage[] = [];
const from = (change: object): Uint8Array => encodeDataMessage({ type: DataMsgBodyType.INFO, from: 'ali', message: 'hi', ...change });
let peers: ReturnType<typeof createPeerData>;

beforeEach(() => {
  vi.clearAllMocks();
  heard.length = 0;
  peers = createPeerData('me', () => ({ publish, send }), unsealed);
  peers.messages.on(DataMsgBodyType.INFO, (message) => heard.push(message));
});

describe('messages of others', () => {
  it('reach those who asked for their kind', () => {
    peers.receive(from({ id: 'q', bytes: new Uint8Array([1, 2]) }), true);
    peers.receive(from({ type: DataMsgBodyType.ALERT }), false);
    expect(heard).toEqual([{ id: 'q', type: DataMsgBodyType.INFO, fromId: 'ali', message: 'hi', bytes: new Uint8Array([1, 2]), isPrivate: true }]);
  });

  it('are dropped when they are for somebody else, from oneself, from nobody or noise', () => {
    for (const change of [{ to: 'sara' }, { from: 'me' }, { from: '' }]) peers.receive(from(change), false);
    peers.receive(new Uint8Array([255, 255]), false);
    expect(heard).toEqual([]);
  });

  it('go on to the others when one listener fails', () => {
    const failing = createPeerData('me', () => ({ publish, send }), unsealed);
    failing.messages.on(DataMsgBodyType.INFO, () => {
      throw new Error('broken part');
    });
    failing.messages.on(DataMsgBodyType.INFO, (message) => heard.push(message));
    failing.receive(from({}), false);
    expect(heard).toHaveLength(1);
  });
});

describe('own messages', () => {
  it('go to everybody on their channel', async () => {
    await peers.send({ type: DataMsgBodyType.SCENE_UPDATE, channel: 'whiteboard', bytes: new Uint8Array([7]) });
    expect(publish).toHaveBeenCalledExactlyOnceWith('whiteboard', expect.any(Uint8Array));
    expect(decodeDataMessage(publish.mock.calls[0]?.[1] ?? new Uint8Array())).toMatchObject({ fromUserId: 'me', type: DataMsgBodyType.SCENE_UPDATE });
  });

  it('go to one person through the server', async () => {
    await peers.send({ type: DataMsgBodyType.INFO, to: 'ali', message: 'hi' });
    const [event, envelope, bytes] = send.mock.calls[0] ?? [];
    expect(event).toBe(ClientEvent.REQ_PRIVATE_DATA_DELIVERY);
    expect(JSON.parse(envelope ?? '')).toEqual({ toUserId: 'ali', echoToSender: false, type: 'DATA_MSG' });
    expect(decodeDataMessage(bytes ?? new Uint8Array())).toMatchObject({ toUserId: 'ali', message: 'hi' });
    expect(publish).not.toHaveBeenCalled();
  });
});
