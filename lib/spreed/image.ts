import sharp from 'sharp';
import { refusals } from './answer.ts';

/** As large as browsers make a picture of 46 points for sharp screens, many times over. */
export const largestUpload = 512 * 1024;
export const largestSide = 256;
const mostPixels = 4096 * 4096;

/** The beginnings of the formats taken; what the sender calls the file counts for nothing. */
const beginnings: readonly (readonly [offset: number, bytes: string])[] = [[0, 'ffd8ff'], [0, '89504e470d0a1a0a'], [0, '474946383761'], [0, '474946383961'], [8, '57454250']];

/** A picture as it is kept: a square JPEG, decoded and written anew, so that nothing but the picture is in it. Throws `SpreedRefusal`. */
export async function cleanPicture(bytes: Uint8Array): Promise<Buffer> {
  if (bytes.length > largestUpload) throw refusals.pictureTooLarge();
  const isKnown = beginnings.some(([offset, hex]) => Buffer.from(bytes.subarray(offset, offset + hex.length / 2)).toString('hex') === hex);
  if (!isKnown) throw refusals.noPicture();
  try {
    return await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).rotate().resize(largestSide, largestSide, { fit: 'cover' }).flatten({ background: '#ffffff' }).jpeg({ quality: 85 }).toBuffer();
  } catch {
    throw refusals.noPicture();
  }
}

/** A kept picture in another size. */
export function resized(bytes: Uint8Array, side: number): Promise<Buffer> {
  return sharp(bytes).resize(side, side).jpeg({ quality: 85 }).toBuffer();
}
