import { pageNonce } from '#lib/page-nonce.ts';
import { constraintsFor } from '#lib/room/capture.ts';
import { inRoomKey, storageKey } from '#lib/room/device-memory.ts';
import { earlyPictureId, openDevicesEarly, type EarlyDevicesOptions } from '#lib/room/early-devices.ts';

/** A page that came alive has taken the devices long before, ms. */
const keptFor = 15_000;

/** Opens camera and microphone before any other script has come. */
export async function EarlyDevicesScript({ returning }: { returning: boolean }) {
  const options: EarlyDevicesOptions = { storageKey, inRoomKey: returning ? inRoomKey : '', camera: constraintsFor('camera', undefined), microphone: constraintsFor('microphone', undefined), keptFor, picture: earlyPictureId };
  return <script nonce={await pageNonce()} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: `(${openDevicesEarly.toString()})(${JSON.stringify(options)})` }} />;
}
