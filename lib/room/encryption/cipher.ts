const iterations = 100_000;
const ivLength = 12;

/** Encrypts what participants tell each other, so that no server can read it. */
export interface Cipher {
  /** 12 random bytes, then ciphertext and tag. */
  seal: (plain: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
  /** Throws on anything that was not sealed with the same key for the same room. */
  open: (sealed: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;
}

/** AES-256-GCM under a key derived from the shared words and the room's session id (wire §4.11). */
export async function createCipher(words: string, roomSid: string): Promise<Cipher> {
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', encoder.encode(words), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: encoder.encode(roomSid), iterations };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return {
    async seal(plain) {
      const iv = crypto.getRandomValues(new Uint8Array(ivLength));
      const hidden = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
      const sealed = new Uint8Array(ivLength + hidden.length);
      sealed.set(iv);
      sealed.set(hidden, ivLength);
      return sealed;
    },
    async open(sealed) {
      const bytes = new Uint8Array(sealed);
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, ivLength) }, key, bytes.subarray(ivLength)));
    },
  };
}
