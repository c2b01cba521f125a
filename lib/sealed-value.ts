import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env.ts';

/** What a sealed value is for: each purpose has a key of its own, so that one stored in another's place does not open. */
export type SealedPurpose = 'apiAccountSecret' | 'ltiKey' | 'webhookSecret';

const version = 'v1';
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const keys = new Map<string, Buffer>();

function keyOf(purpose: SealedPurpose): Buffer {
  const source = env().NEXTAUTH_SECRET;
  const name = `${purpose}\0${source}`;
  const known = keys.get(name);
  if (known) return known;
  const made = Buffer.from(hkdfSync('sha256', source, '', `kelas sealed value ${version} ${purpose}`, 32));
  keys.set(name, made);
  return made;
}

/** A secret as the database may hold it: `v1.<nonce, tag and AES-256-GCM ciphertext, base64url>`. The key comes from NEXTAUTH_SECRET. */
export function sealValue(purpose: SealedPurpose, value: string): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, keyOf(purpose), nonce, { authTagLength: tagBytes });
  const text = Buffer.concat([sealing.update(value, 'utf8'), sealing.final()]);
  return `${version}.${Buffer.concat([nonce, sealing.getAuthTag(), text]).toString('base64url')}`;
}

/** The secret back. Throws when it was changed, sealed for another purpose, or under another NEXTAUTH_SECRET. */
export function openSealedValue(purpose: SealedPurpose, sealed: string): string {
  const [given, encoded, ...rest] = sealed.split('.');
  const bytes = Buffer.from(encoded ?? '', 'base64url');
  if (given !== version || rest.length > 0 || bytes.length < nonceBytes + tagBytes) throw new Error('not a sealed value of a known version');
  const opening = createDecipheriv(cipher, keyOf(purpose), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString('utf8');
}
