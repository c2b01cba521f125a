import { createPrivateKey, sign } from 'node:crypto';
import { fromSeed } from '@nats-io/nkeys';
import type { KeyPair } from '@nats-io/nkeys';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The 32 secret bytes of an NKey seed: base32 of a prefix of two bytes, the seed and a checksum. */
function secretBytes(seed: string): Buffer {
  const bits = [...seed].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).slice(2, 34).map((octet) => Number.parseInt(octet, 2)));
}

/**
 * The key that signs what NATS is told about a connection. Signs with Node's own Ed25519: nkeys does it in JavaScript,
 * tens of milliseconds each time, and everybody who joins needs two signatures.
 */
export function issuerKey(seed: string): KeyPair {
  const pair = fromSeed(new TextEncoder().encode(seed));
  const publicKey = pair.getPublicKey();
  const privateKey = pair.getPrivateKey();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, secretBytes(seed)]), format: 'der', type: 'pkcs8' });
  return {
    getPublicKey: () => publicKey,
    getPrivateKey: () => privateKey,
    getSeed: () => pair.getSeed(),
    sign: (input) => new Uint8Array(sign(null, input, key)),
    verify: (input, signature) => pair.verify(input, signature),
    clear: () => pair.clear(),
    seal: (input, recipient, nonce) => pair.seal(input, recipient, nonce),
    open: (message, sender) => pair.open(message, sender),
  };
}
