import { success } from './reply.ts';
import type { Reply } from './reply.ts';

/** `getClientFiles`: the files of the web client a server brings; this one's client is the portal, so there are none (wire §1.3). */
export function clientFiles(): Reply {
  return success({ css: [], js: [], css_files: [], js_files: [] });
}
