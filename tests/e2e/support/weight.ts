import type { BrowserContext, Page } from '@playwright/test';

/** Weighs the JavaScript a page fetches, as it travels: compressed. */
export class ScriptWeight {
  #bytes = 0;

  /** What came so far. */
  get kilobytes(): number {
    return this.#bytes / 1000;
  }

  /** Starts weighing; nothing is taken from the cache. */
  static async of(context: BrowserContext, page: Page): Promise<ScriptWeight> {
    const session = await context.newCDPSession(page);
    const weight = new ScriptWeight();
    const scripts = new Set<string>();
    session.on('Network.responseReceived', ({ requestId, response }) => {
      if (response.mimeType.includes('javascript')) scripts.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) weight.#bytes += encodedDataLength;
    });
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    return weight;
  }
}
