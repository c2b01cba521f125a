import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { RecordingDesign } from '#lib/plugnmeet/recording-design.ts';
import type { RecorderContext } from './context.ts';
import { captureDefaults, startCapture } from './page-capture.ts';

const joinMilliseconds = 45_000;
const pictureMilliseconds = 3000;
const stopMilliseconds = 15_000;
const bitsPerPixel = 0.11;

/** What happens while a room is filmed. */
export interface FilmEvents {
  /** A piece of WebM; a new `run` begins a new file. */
  onChunk: (run: number, chunk: Buffer) => Promise<void>;
  /** Something a viewer may want to jump to. */
  onMark: (kind: string, label: string) => void;
  /** The room let the recorder go; `ended` is the reason when it is over. */
  onRoomLeft: (reason: string) => void;
  /** The browser is gone. */
  onCrash: (reason: string) => void;
}

/** What is filmed, and how. */
export interface FilmWish extends RecordingDesign {
  /** A join token of the room. */
  token: string;
}

/** A room being filmed, in a browser of its own. */
export interface Film {
  /** Goes on in a new file. */
  beginAnew: () => Promise<void>;
  /** Hands over the last piece and closes the browser. */
  stop: () => Promise<void>;
}

async function launch({ env }: RecorderContext): Promise<Browser> {
  const insecure = env.PORTAL_URL.startsWith('http:') ? [`--unsafely-treat-insecure-origin-as-secure=${env.PORTAL_URL}`] : [];
  return await chromium.launch({
    executablePath: env.CHROMIUM_PATH,
    // Muted, the tab would be filmed without its sound.
    ignoreDefaultArgs: ['--mute-audio'],
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--auto-accept-this-tab-capture',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-renderer-backgrounding',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      ...insecure,
    ],
  });
}

async function openRoom(page: Page, { env, log }: RecorderContext, { token, soundOnly = false }: FilmWish): Promise<void> {
  page.on('pageerror', (error) => log.warn({ err: error }, 'an error in the recorded page'));
  page.on('console', (message) => {
    if (message.type() === 'error') log.warn({ said: message.text().slice(0, 500) }, 'the recorded page complains');
  });
  // In the fragment the token reaches no server and no log.
  await page.goto(`${env.PORTAL_URL}/room/record#${new URLSearchParams({ token, ...(soundOnly && { picture: 'none' }) }).toString()}`, { waitUntil: 'commit' });
  const arrived = await Promise.race([
    page.waitForSelector('#main-area', { timeout: joinMilliseconds }).then(() => true),
    page.waitForSelector('#errorPage', { timeout: joinMilliseconds }).then(() => false),
  ]);
  if (!arrived) throw new Error('the room did not let the recorder in');
  // A film that begins with the people, not with their initials; a camera that sends nothing is not waited for.
  await page.waitForFunction(() => [...document.querySelectorAll('video')].every(({ readyState }) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA), undefined, { timeout: pictureMilliseconds }).catch(() => undefined);
}

async function connectPage(page: Page, events: FilmEvents): Promise<void> {
  await page.exposeFunction('kelasChunk', async (run: unknown, text: unknown) => {
    if (typeof run === 'number' && typeof text === 'string') await events.onChunk(run, Buffer.from(text, 'base64'));
  });
  await page.exposeFunction('kelasMark', (kind: unknown, label: unknown) => {
    if (typeof kind === 'string' && typeof label === 'string') events.onMark(kind, label);
  });
}

/** Joins the room as a hidden participant and begins to film. Throws when it cannot be entered. */
export async function filmRoom(context: RecorderContext, { token, language, soundOnly = false }: FilmWish, events: FilmEvents): Promise<Film> {
  const { size } = context.env;
  const browser = await launch(context);
  let isStopping = false;
  const crash = (reason: string): void => {
    if (!isStopping) events.onCrash(reason);
  };
  try {
    const page = await (await browser.newContext({ viewport: size, deviceScaleFactor: 1, reducedMotion: 'reduce', colorScheme: 'dark', locale: language ?? context.env.RECORDER_LANGUAGE })).newPage();
    await connectPage(page, events);
    await openRoom(page, context, { token, soundOnly });
    await page.evaluate(startCapture, { ...captureDefaults, ...size, soundOnly, videoBitsPerSecond: Math.round(size.width * size.height * captureDefaults.framesPerSecond * bitsPerPixel) });
    page.on('crash', () => crash('the page crashed'));
    browser.on('disconnected', () => crash('the browser is gone'));
    const watchRoom = async (): Promise<void> => {
      const shown = await page.waitForSelector('#errorPage', { timeout: 0 });
      const reason = await shown.getAttribute('data-reason');
      if (!isStopping) events.onRoomLeft(reason ?? '');
    };
    // A browser that is gone is told as such.
    watchRoom().catch(() => undefined);
    return {
      beginAnew: async () =>
        await page.evaluate(async () => {
          await window.kelasCapture?.end();
          window.kelasCapture?.begin();
        }),
      stop: async () => {
        isStopping = true;
        const ended = page.evaluate(async () => {
          await window.kelasCapture?.end();
          window.kelasCapture?.close();
        });
        const patience = AbortSignal.timeout(stopMilliseconds);
        await Promise.race([ended, new Promise<void>((resolve) => patience.addEventListener('abort', () => resolve()))]).catch(() => undefined);
        await browser.close();
      },
    };
  } catch (error) {
    isStopping = true;
    await browser.close();
    throw error;
  }
}
