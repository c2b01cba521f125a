import sanitize from 'sanitize-html';

const filesPath = '/download/uploadedFile/';
/** Resolves addresses without a host, to look at their path. */
const nowhere = 'http://nowhere.invalid';

/** The message with only what clients render of it (wire §4.9); `links` are the addresses it leads to. */
export function cleanChatHtml(html: string): { html: string; links: string[] } {
  if (!/[<&]/u.test(html)) return { html, links: [] };
  const links: string[] = [];
  const clean = sanitize(html, {
    allowedTags: ['b', 'i', 'strong', 'br', 'a'],
    allowedAttributes: { a: ['href', 'target', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 16,
    transformTags: {
      a: (tagName, attribs) => {
        links.push(attribs['href'] ?? '');
        return { tagName, attribs };
      },
    },
  });
  return { html: clean, links };
}

/** The path of the shared file an address leads to; undefined when it leads elsewhere. */
export function sharedFilePath(address: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(address, nowhere).pathname);
    const start = path.indexOf(filesPath);
    return start === -1 ? undefined : path.slice(start + filesPath.length);
  } catch {
    return undefined;
  }
}
