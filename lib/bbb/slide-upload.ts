import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '#lib/logger.ts';
import { outsideRequest } from '#lib/outside-request/request.ts';
import { PlugnmeetRefusal } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import type { Slide } from './slides.ts';

const largestFile = 20 * 1024 * 1024;
const mostRedirects = 5;
/** The server takes one document at a time: the next waits until the one before is made into pages. */
const triesWhileBusy = 60;
const pauseMs = 1000;

/** Puts documents on a room's whiteboard, one after the other, without keeping the caller. What cannot be shown is left out and logged. */
export function sendSlides(roomId: string, slides: readonly Slide[]): void {
  void send(roomId, slides).catch((error: unknown) => logger.error({ err: error, roomId }, 'slides could not be sent'));
}

async function send(roomId: string, slides: readonly Slide[]): Promise<void> {
  for (const slide of slides) {
    try {
      const { name, bytes } = 'bytes' in slide ? slide : await fetchSlide(slide);
      await upload(roomId, name, bytes);
    } catch (error) {
      logger.warn({ err: error, roomId, name: slide.name }, 'a slide document was left out');
    }
  }
}

async function upload(roomId: string, name: string, bytes: Buffer<ArrayBuffer>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await plugnmeet().uploadWhiteboardFile(roomId, { name, bytes });
      return;
    } catch (error) {
      const isBusy = error instanceof PlugnmeetRefusal && error.statusCode === 'CONFLICT';
      if (!isBusy || tries >= triesWhileBusy) throw error;
      await delay(pauseMs);
    }
  }
}

async function fetchSlide({ url, name }: { url: string; name: string | null }): Promise<{ name: string; bytes: Buffer<ArrayBuffer> }> {
  let address = url;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const answer = await outsideRequest(address, { timeoutMs: 30_000, maxBytes: largestFile });
    const location = answer.header('location');
    if (answer.status === 200) return { name: name ?? lastPart(address), bytes: Buffer.from(answer.body) };
    if (answer.status < 300 || answer.status >= 400 || location === undefined) throw new Error(`HTTP ${answer.status}`);
    address = new URL(location, address).href;
  }
  throw new Error('too many redirects');
}

function lastPart(address: string): string {
  return decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '') || 'slides';
}
