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
  const caught = Promise.withResolvers<ActionCall>();
  await page.route('**/*', async (route) => {
    const request = route.request();
    if (!isAction(request)) {
      await route.continue();
      return;
    }
    caught.resolve({ url: request.url(), headers: request.headers(), body: request.postData() ?? '' });
    await route.abort();
  });
  await doIt();
  const call = await caught.promise;
  await page.unroute('**/*');
  return call;
}

/** Posts a caught action with the cookies of this page's owner. */
export async function postAction(page: Page, call: ActionCall): Promise<APIResponse> {
  const headers = Object.fromEntries(sentHeaders.flatMap((name) => (call.headers[name] === undefined ? [] : [[name, call.headers[name]]])));
  return await page.request.post(call.url, { headers: { ...headers, origin: new URL(call.url).origin }, data: call.body });
}
