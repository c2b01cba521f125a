import { ExternalE2EEKeyProvider, isE2EESupported } from 'livekit-client';

/** What LiveKit needs to encrypt sound and pictures before they leave the browser (wire §5). */
export interface MediaEncryption {
  keyProvider: ExternalE2EEKeyProvider;
  worker: Worker;
}

/** Undefined where the browser cannot do it. */
export function createMediaEncryption(): MediaEncryption | undefined {
  if (!isE2EESupported()) return undefined;
  const worker = new Worker(new URL('livekit-client/e2ee-worker', import.meta.url), { type: 'module' });
  return { keyProvider: new ExternalE2EEKeyProvider(), worker };
}

export { createCipher } from './cipher.ts';
