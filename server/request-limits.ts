import type { IncomingMessage } from 'node:http';

/** The longest request body: pages and actions send forms, webhooks a few kilobytes. */
export const longestBody = 1024 * 1024;

/** Calls of the BigBlueButton API that take files: they answer in their own words, and stop reading at their own limit. */
const readsOwnBody = /^(?:\/[^/?]+)?(?:\/bigbluebutton)?\/api\/(?:create|insertDocument|putRecordingTextTrack)\/?(?:\?|$)/;

/** The status a request is refused with before Next sees it; undefined when it may pass. */
export function refusal(request: Pick<IncomingMessage, 'headers' | 'url'>): 411 | 413 | undefined {
  if (readsOwnBody.test(request.url ?? '')) return undefined;
  // Browsers and Plugnmeet always announce the length; without it the limit could not be kept.
  if (request.headers['transfer-encoding'] !== undefined) return 411;
  return Number(request.headers['content-length'] ?? 0) > longestBody ? 413 : undefined;
}
