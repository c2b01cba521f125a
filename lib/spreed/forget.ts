import { database } from '#lib/db/client.ts';
import { storage } from '#lib/storage/storage.ts';
import { pictureKey } from './picture.ts';
import { nonceLifeMs } from './user.ts';

/** A user's proof is good for a year; so long their picture is kept. */
const pictureLifeMs = 372 * 24 * 3_600_000;

/** Forgets nonces that guard nothing any more, and pictures of users that are none any more. */
export async function forgetOldSpreed(): Promise<void> {
  const now = Date.now();
  await database().spreedNonce.deleteMany({ where: { usedAt: { lt: new Date(now - 2 * nonceLifeMs) } } });
  const old = await database().spreedPicture.findMany({ where: { updatedAt: { lt: new Date(now - pictureLifeMs) } }, take: 100 });
  for (const { imageId } of old) {
    await storage().remove(pictureKey(imageId));
    await database().spreedPicture.deleteMany({ where: { imageId } });
  }
}
