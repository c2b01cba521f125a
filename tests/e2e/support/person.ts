import type { Browser, BrowserContext, Page } from '@playwright/test';
import { watchConnections } from './media.ts';
import { loadTexts } from './texts.ts';
import type { Locale, Texts } from './texts.ts';

export interface PersonOptions {
  /** What they go by: a guest types it at the door. */
  name?: string;
  locale?: Locale;
  timeZone?: string;
  baseURL: string;
  /** At a telephone: a small screen that is touched. */
  phone?: boolean;
  /** Comes back from `goto` without watching the page: what is measured is not to be disturbed. */
  hurried?: boolean;
}

/** livekit-client's note that a track came a moment before or after the person it belongs to, as when somebody reloads; it copes by itself. */
const harmless = /^Tried to add a track for a participant, that's not present/;

const homeZone = 'Europe/Berlin';

/** Whether the page listens to its buttons yet: React notes an element's props on it when it takes it over. */
function listens(): boolean {
  return [...document.querySelectorAll('button')].every((button) => Object.keys(button).some((key) => key.startsWith('__reactProps$')));
}

/** A page whose `goto` comes back when it can be used: a script presses faster than people, who see a page before they press. */
function unhurried(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (...destination) => {
    const response = await goto(...destination);
    // Pages that never listen, as one whose scripts a test holds back, are for the test to judge.
    await page.waitForFunction(listens, undefined, { timeout: 10_000 }).catch(() => undefined);
    return response;
  };
  return page;
}

/** Somebody at a browser of their own: nothing is shared with the others, as with separate computers. */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly t: Texts;
  readonly locale: Locale;
  readonly name: string;
  readonly timeZone: string;
  /** What the browser complained of: errors on the console, refused by the security policy, uncaught exceptions. */
  readonly complaints: string[];

  private constructor(context: BrowserContext, page: Page, { name = '', locale = 'en', timeZone = homeZone }: PersonOptions, complaints: string[]) {
    this.context = context;
    this.page = page;
    this.name = name;
    this.timeZone = timeZone;
    this.locale = locale;
    this.t = loadTexts(locale);
    this.complaints = complaints;
  }

  static async open(browser: Browser, options: PersonOptions): Promise<Person> {
    const locale = options.locale ?? 'en';
    const context = await browser.newContext({
      baseURL: options.baseURL,
      locale: locale === 'fa' ? 'fa-IR' : 'en-GB',
      timezoneId: options.timeZone ?? homeZone,
      colorScheme: 'light',
      ...(options.phone ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : { viewport: { width: 1280, height: 800 } }),
      permissions: ['clipboard-read', 'clipboard-write', 'camera', 'microphone'],
    });
    await context.addInitScript(watchConnections);
    const complaints: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error' && !harmless.test(message.text())) complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => complaints.push(String(error.error())));
    const page = await context.newPage();
    return new Person(context, options.hurried ? page : unhurried(page), options, complaints);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
