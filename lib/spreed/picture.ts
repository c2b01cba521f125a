import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { signValue } from '#lib/signed-value.ts';
import { storage } from '#lib/storage/storage.ts';
import { cleanPicture, largestSide, resized } from './image.ts';

/** The address of a picture, as the API writes it: `<imageid>/<idx>`. */
export interface PictureAddress {
  imageId: string;
  idx: string;
}

export function pictureKey(imageId: string): string {
  return `spreed/${imageId}.jpg`;
}

/** The same for the same user, and telling nobody who that is. */
function imageIdOf(accountId: string, userid: string): string {
  return createHash('sha256').update(signValue('spreedSession', `${accountId} ${userid}`)).digest('hex').slice(0, 24);
}

/** Keeps a user's picture in place of the one before. Throws `SpreedRefusal` for what is no picture. */
export async function keepPicture(accountId: string, userid: string, bytes: Uint8Array): Promise<PictureAddress> {
  const picture = await cleanPicture(bytes);
  const imageId = imageIdOf(accountId, userid);
  const idx = `${createHash('sha256').update(picture).digest('base64url').slice(0, 12)}/picture.jpg`;
  const folder = join(env().KELAS_HOME, 'work');
  const path = join(folder, `picture-${randomUUID()}.jpg`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(path, picture);
    await storage().put(pictureKey(imageId), path);
  } finally {
    await rm(path, { force: true });
  }
  await database().spreedPicture.upsert({ where: { imageId }, create: { imageId, accountId, idx }, update: { idx } });
  return { imageId, idx };
}

export async function findPictureOf(accountId: string, userid: string): Promise<PictureAddress | null> {
  return database().spreedPicture.findUnique({ where: { imageId: imageIdOf(accountId, userid) }, select: { imageId: true, idx: true } });
}

export function pictureUrl({ imageId, idx }: PictureAddress, side: number): string {
  return `${env().PORTAL_URL}/static/img/buddy/s${side}/${imageId}/${idx}`;
}

/** The picture in a size, 1 to 256; null when there is none at this address. */
export async function readPicture(accountId: string, { imageId, idx }: PictureAddress, side: number): Promise<Buffer | null> {
  const known = await database().spreedPicture.findUnique({ where: { imageId } });
  if (known?.accountId !== accountId || known.idx !== idx) return null;
  const file = await storage().open(pictureKey(imageId));
  if (!file) return null;
  try {
    const bytes = await file.read(0, file.size);
    return side === largestSide ? Buffer.from(bytes) : await resized(bytes, side);
  } finally {
    await file.close();
  }
}
