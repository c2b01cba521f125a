import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCipher } from './cipher.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
const keyOf = (words: string, sid: string): Buffer => pbkdf2Sync(words, sid, 100_000, 32, 'sha256');

describe('what participants tell each other', () => {
  it('is written as the wire says: random IV, ciphertext, tag', async () => {
    const sealed = await (await createCipher('teal rivers', 'sid-1')).seal(bytes('hello'));
    const decipher = createDecipheriv('aes-256-gcm', keyOf('teal rivers', 'sid-1'), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(text(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]))).toBe('hello');
  });

  it('is read from others who write it so', async () => {
    const iv = Buffer.alloc(12, 7);
    const cipher = createCipheriv('aes-256-gcm', keyOf('کلید', 'sid-1'), iv);
    const sealed = Buffer.concat([iv, cipher.update('سلام'), cipher.final(), cipher.getAuthTag()]);
    expect(text(await (await createCipher('کلید', 'sid-1')).open(sealed))).toBe('سلام');
  });

  it('never looks the same twice', async () => {
    const cipher = await createCipher('k', 's');
    expect(await cipher.seal(bytes('a'))).not.toEqual(await cipher.seal(bytes('a')));
  });

  it.each([['other words', 's'], ['k', 'another room']])('is not read with "%s" in "%s"', async (words, sid) => {
    const sealed = await (await createCipher('k', 's')).seal(bytes('hello'));
    await expect((await createCipher(words, sid)).open(sealed)).rejects.toMatchObject({ name: 'OperationError' });
  });

  it('is not read when a byte was changed, or when it is none', async () => {
    const cipher = await createCipher('k', 's');
    const sealed = await cipher.seal(bytes('hello'));
    sealed[14] = (sealed[14] ?? 0) ^ 1;
    await expect(cipher.open(sealed)).rejects.toMatchObject({ name: 'OperationError' });
    await expect(cipher.open(bytes('plain text'))).rejects.toMatchObject({ name: 'OperationError' });
  });
});
