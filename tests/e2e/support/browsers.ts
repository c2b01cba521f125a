import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { ensureHelper, chromiumProgram } from '#stack/parts/chromium.ts';
import { writeFakeCamera } from './fake-camera.ts';
import type { Rgb } from './fake-camera.ts';

/** Where people sit: a browser process each, whose camera shows a wall of its own colour. Those who need not be told apart share `anybody`. */
export const walls = {
  teacher: { red: 46, green: 125, blue: 140 },
  first: { red: 176, green: 104, blue: 52 },
  second: { red: 92, green: 78, blue: 156 },
  anybody: { red: 96, green: 112, blue: 104 },
} as const satisfies Record<string, Rgb>;
export type Seat = keyof typeof walls;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // Pages of several people are open at once: none of them is the one in front.
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

/** A browser whose camera, microphone and screen are not real, but whose media are. Without a file the camera shows Chromium's test picture. */
export async function launchBrowser(cameraFile?: string): Promise<Browser> {
  const executablePath = await ensureHelper(chromiumProgram, () => undefined);
  const camera = cameraFile === undefined ? [] : [`--use-file-for-fake-video-capture=${cameraFile}`];
  return await chromium.launch({ executablePath, args: [...flags, ...camera] });
}

/** The browsers of a class, started when first asked for. */
export class Browsers {
  readonly #folder: string;
  readonly #open = new Map<Seat, Promise<Browser>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async of(seat: Seat): Promise<Browser> {
    const open = this.#open.get(seat);
    if (open) return await open;
    const starting = writeFakeCamera(this.#folder, seat, walls[seat]).then((file) => launchBrowser(file));
    this.#open.set(seat, starting);
    return await starting;
  }

  async close(): Promise<void> {
    for (const browser of this.#open.values()) await (await browser).close();
  }
}
