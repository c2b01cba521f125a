import { expect } from '@playwright/test';
import type { APIResponse, Page, Request } from '@playwright/test';

/** A server action as the browser posts it. */
export interface ActionCall {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const sentHeaders = ['next-action', 'next-router-state-tree', 'content-type', 'accept'];

function isAction(request: Request): boolean {
  return request.method() === 'POST' && request.headers()['next-action'] !== undefined;
}

/** Does something on the page, keeps the action it posts from reaching the server, and answers that action. */
export async function catchAction(page: Page, doIt: () => Promise<void>): Promise<ActionCall> {
  let caught: ActionCall | undefined;
  await page.route('**/*', async (route) => {
    const request = route.request();
    if (!isAction(request)) {
      await route.continue();
      return;
    }
    caught = { url: request.url(), headers: request.headers(), body: request.postData() ?? '' };
    await route.abort();
  });
  await doIt();
  await expect.poll(() => caught, 'an action was posted').toBeDefined();
  await page.unroute('**/*');
  if (!caught) throw new Error('No action was posted.');
  return caught;
}

/** Posts a caught action with the cookies of this page's owner. */
export async function postAction(page: Page, call: ActionCall): Promise<APIResponse> {
  const headers = Object.fromEntries(sentHeaders.flatMap((name) => (call.headers[name] === undefined ? [] : [[name, call.headers[name]]])));
  return await page.request.post(call.url, { headers: { ...headers, origin: new URL(call.url).origin }, data: call.body });
}
