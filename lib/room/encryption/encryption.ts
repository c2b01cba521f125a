import type { Media } from '../media.ts';
import type { RoomFeatures } from '../features.ts';
import type { PeerChannel } from '../signalling.ts';
import { createSlice, whenSlice } from '../slice.ts';
import type { RoomInfo } from '../types.ts';
import type { Cipher } from './cipher.ts';
import type { MediaEncryption } from './media-encryption.ts';
import { createUnreadable } from './unreadable.ts';

/** `unknown` until the server has told about the room; `keyNeeded`: the participants agree on the key, and this one has not said it yet. */
export type EncryptionStatus = 'unknown' | 'off' | 'keyNeeded' | 'on';

interface Options {
  media: Pick<Media, 'encrypt'>;
  /** The key where it is known already, as in a breakout room of the class. */
  givenKey: string;
  signal: AbortSignal;
  onFailed: (reason: 'encrypted' | 'unavailable') => void;
  /** Fetches the code; rooms that are not encrypted do without. Replaced in tests. */
  load?: () => Promise<Pick<typeof import('./media-encryption.ts'), 'createMediaEncryption' | 'createCipher'>>;
}

const whichChannel: Readonly<Record<PeerChannel, (rules: RoomFeatures['encryption']) => boolean>> = {
  chat: (rules) => rules.chat,
  whiteboard: (rules) => rules.whiteboard,
  dataChannel: () => true,
};

/** End-to-end encryption of one stay in a room: media, and what participants tell each other (wire §4.11, §5). */
export function createEncryption({ media, givenKey, signal, onFailed, load = () => import('./media-encryption.ts') }: Options) {
  const status = createSlice<EncryptionStatus>('unknown');
  const unreadable = createUnreadable(signal);
  let rules: RoomFeatures['encryption'] | undefined;
  let roomSid = '';
  let words = '';
  let cipher: Cipher | undefined;
  let ofMedia: MediaEncryption | undefined;
  let arriving: Promise<unknown> = Promise.resolve();
  let leaving: Promise<unknown> = Promise.resolve();

  /** Once the key is known; what others say meanwhile is kept. */
  const whenReady = (): Promise<unknown> => whenSlice(status, (value) => value === 'on', signal);
  const isSecret = (channel: PeerChannel): boolean => rules !== undefined && whichChannel[channel](rules);
  signal.addEventListener('abort', () => ofMedia?.worker.terminate());

  async function start(): Promise<void> {
    const { createCipher, createMediaEncryption } = await load();
    if (!ofMedia) {
      ofMedia = createMediaEncryption();
      if (!ofMedia) return onFailed('encrypted');
      await media.encrypt(ofMedia);
    }
    await ofMedia.keyProvider.setKey(words);
    cipher = await createCipher(words, roomSid);
    unreadable.forget();
    status.set('on');
  }

  async function setKey(next: string): Promise<void> {
    words = next;
    await start().catch(() => onFailed('unavailable'));
  }

  async function takeIn(before: Promise<unknown>, bytes: Uint8Array, take: (plain: Uint8Array) => void): Promise<void> {
    await before;
    await whenReady();
    const plain = await cipher?.open(bytes).catch(() => undefined);
    if (plain) take(plain);
    else unreadable.note('');
  }

  return {
    status,
    /** Whose sound, pictures or messages cannot be read. */
    unreadable: unreadable.people,
    /** Media of this person could not be read. */
    unreadableFrom: unreadable.note,
    /** Whether the participants agree on the key themselves, so that it may be a wrong one. */
    hasOwnKey: (): boolean => rules?.ownKey ?? false,
    key: (): string => words,
    /** With the server's first answer. Later ones change nothing: no server talks anybody out of encrypting. */
    begin(room: RoomInfo): void {
      if (status.get() !== 'unknown') return;
      const { encryption } = room.features;
      if (!encryption.enabled) return status.set('off');
      rules = encryption;
      ({ roomSid } = room);
      const known = encryption.ownKey ? givenKey : encryption.key;
      if (known === '') return status.set('keyNeeded');
      void setKey(known);
      return undefined;
    },
    /** Says or corrects the key the participants agreed on. */
    setKey,
    /** What leaves the browser for others, in the order it was said. */
    seal(channel: PeerChannel, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
      if (!isSecret(channel)) return Promise.resolve(plain);
      const sealed = leaving.then(whenReady).then(() => {
        if (!cipher) throw new Error('no key');
        return cipher.seal(plain);
      });
      leaving = sealed.catch(() => undefined);
      return sealed;
    },
    /** Hands on what came from others, in the order it came; what cannot be read is dropped and told of. */
    open(channel: PeerChannel, bytes: Uint8Array, take: (plain: Uint8Array) => void): void {
      if (!isSecret(channel)) return take(bytes);
      arriving = takeIn(arriving, bytes, take).catch(() => undefined);
      return undefined;
    },
  };
}

export type Encryption = ReturnType<typeof createEncryption>;
