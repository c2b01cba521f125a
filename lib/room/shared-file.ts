import { plainText, type RichNode } from './rich-text.ts';

const folder = '/download/uploadedFile/';

/** Where everybody fetches a file shared in the room, from its path on the server (wire §4.9). */
export function fileAddress(serverUrl: string, path: string): string {
  return `${serverUrl.replace(/\/+$/u, '')}${folder}${path.split('/').map((part) => encodeURIComponent(part)).join('/')}`;
}

/** A file a chat message hands out. */
export interface SharedFile {
  address: string;
  name: string;
  /** Worth showing in the chat itself. */
  isImage: boolean;
}

/** The file, if the message is nothing but the link to one on this room's own server. */
export function sharedFileIn(nodes: readonly RichNode[], serverUrl: string): SharedFile | null {
  const [node] = nodes;
  if (nodes.length !== 1 || node?.kind !== 'link') return null;
  const start = `${serverUrl.replace(/\/+$/u, '')}${folder}`;
  const name = plainText(node.children).trim();
  if (!sameStart(node.href, start) || name === '') return null;
  return { address: node.href, name, isImage: /\.(?:png|jpe?g|gif|webp)$/iu.test(name) };
}

function sameStart(address: string, start: string): boolean {
  return URL.canParse(start) && address.startsWith(new URL(start).href);
}
