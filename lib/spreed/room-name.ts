import { randomBytes } from 'node:crypto';
import { isSame } from '#lib/constant-time.ts';
import { signValue } from '#lib/signed-value.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const partLength = 10;
const shape = new RegExp(`^r[${alphabet}]{${partLength * 2}}$`);

function letters(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, partLength), (byte) => alphabet[byte % alphabet.length]).join('');
}

function mark(random: string): string {
  return letters(Buffer.from(signValue('spreedRoom', random).split('.')[1] ?? '', 'base64url'));
}

/** A new room's name: fifty random bits and as many that only this installation can make, so that made-up names open nothing. */
export function newRoomName(): string {
  const random = letters(randomBytes(partLength));
  return `r${random}${mark(random)}`;
}

/** Whether this installation gave the name out. */
export function isRoomName(name: string): boolean {
  return shape.test(name) && isSame(mark(name.slice(1, 1 + partLength)), name.slice(1 + partLength));
}
