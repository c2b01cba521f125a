import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoom } from '#tests/fixtures/room.ts';
import type { RoomInfo } from '../types.ts';
import { whenSlice } from '../slice.ts';
import { createCipher } from './cipher.ts';
import { createEncryption, type Encryption } from './encryption.ts';
import type { MediaEncryption } from './media-encryption.ts';

const setKey = vi.fn<(key: string) => Promise<void>>(async () => undefined);
const encrypt = vi.fn<() => Promise<void>>(async () => undefined);
const terminate = vi.fn<() => void>();
const failed = vi.fn<(reason: string) => void>();
const bytes = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
const text = (found: Uint8Array): string => new TextDecoder().decode(found);
let ending: AbortController;

function roomOf(encryption: Partial<RoomInfo['features']['encryption']>): RoomInfo {
  const room = openRoom();
  return { ...room, features: { ...room.features, encryption: { enabled: true, chat: true, whiteboard: false, key: '', ownKey: true, ...encryption } } };
}

function make(givenKey = '', supported = true): Encryption {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- LiveKit's key provider and a worker, of which these are used
  const ofMedia = { keyProvider: { setKey }, worker: { terminate } } as unknown as MediaEncryption;
  return createEncryption({ media: { encrypt }, givenKey, signal: ending.signal, onFailed: failed, load: async () => ({ createCipher, createMediaEncryption: () => (supported ? ofMedia : undefined) }) });
}

async function ready(encryption: Encryption, room: RoomInfo, key?: string): Promise<void> {
  encryption.begin(room);
  if (key !== undefined) await encryption.setKey(key);
  await whenSlice(encryption.status, (status) => status === 'on');
}

beforeEach(() => {
  vi.clearAllMocks();
  ending = new AbortController();
});

describe('a room that is not encrypted', () => {
  it('needs no key, fetches nothing and changes nothing', async () => {
    const encryption = make();
    encryption.begin(openRoom());
    expect(encryption.status.get()).toBe('off');
    expect(text(await encryption.seal('chat', bytes('hi')))).toBe('hi');
    const use = vi.fn<(plain: Uint8Array) => void>();
    encryption.open('dataChannel', bytes('hi'), use);
    expect(use).toHaveBeenCalledOnce();
    expect(encrypt).not.toHaveBeenCalled();
  });
});

describe('an encrypted room', () => {
  it('takes the key the server made, or the one agreed on', async () => {
    await ready(make(), roomOf({ ownKey: false, key: 'made by the server' }));
    expect(setKey).toHaveBeenLastCalledWith('made by the server');
    const asks = make();
    asks.begin(roomOf({ key: 'the server must not choose' }));
    expect(asks.status.get()).toBe('keyNeeded');
    await asks.setKey('agreed');
    expect(setKey).toHaveBeenLastCalledWith('agreed');
    await ready(make('known from the class'), roomOf({}));
    expect(setKey).toHaveBeenLastCalledWith('known from the class');
  });

  it('stays so whatever the server says later', async () => {
    const encryption = make();
    await ready(encryption, roomOf({}), 'k');
    encryption.begin(openRoom());
    expect(text(await encryption.seal('chat', bytes('hi')))).not.toBe('hi');
  });

  it('hides what is included, in order, and the data channel always', async () => {
    const encryption = make();
    await ready(encryption, roomOf({}), 'k');
    const cipher = await createCipher('k', 's');
    for (const channel of ['chat', 'dataChannel'] as const) expect(text(await cipher.open(await encryption.seal(channel, bytes('hi'))))).toBe('hi');
    expect(text(await encryption.seal('whiteboard', bytes('hi')))).toBe('hi');
    const heard: string[] = [];
    for (const word of ['one', 'two', 'three']) encryption.open('chat', await cipher.seal(bytes(word)), (plain) => heard.push(text(plain)));
    await vi.waitFor(() => expect(heard).toEqual(['one', 'two', 'three']));
  });

  it('reads what came before its key was said', async () => {
    const encryption = make();
    encryption.begin(roomOf({}));
    const heard: string[] = [];
    encryption.open('chat', await (await createCipher('k', 's')).seal(bytes('early')), (plain) => heard.push(text(plain)));
    await encryption.setKey('k');
    await vi.waitFor(() => expect(heard).toEqual(['early']));
  });

  it('tells what it cannot read, until the key is right', async () => {
    const encryption = make();
    await ready(encryption, roomOf({}), 'wrong');
    const use = vi.fn<(plain: Uint8Array) => void>();
    const sealed = await (await createCipher('right', 's')).seal(bytes('hi'));
    encryption.open('chat', sealed, use);
    encryption.open('chat', bytes('not encrypted at all'), use);
    await vi.waitFor(() => expect([...encryption.unreadable.get()]).toEqual(['']));
    encryption.unreadableFrom('ali');
    encryption.unreadableFrom('ali');
    expect([...encryption.unreadable.get()]).toEqual(['', 'ali']);
    expect(use).not.toHaveBeenCalled();
    await encryption.setKey('right');
    expect([...encryption.unreadable.get()]).toEqual([]);
    encryption.open('chat', sealed, use);
    await vi.waitFor(() => expect(use).toHaveBeenCalledOnce());
  });

  it('says so where the browser cannot encrypt', async () => {
    const encryption = make('', false);
    encryption.begin(roomOf({}));
    await encryption.setKey('k');
    expect(failed).toHaveBeenCalledExactlyOnceWith('encrypted');
  });

  it('ends its worker with the session', async () => {
    await ready(make(), roomOf({}), 'k');
    ending.abort();
    expect(terminate).toHaveBeenCalledOnce();
  });
});
