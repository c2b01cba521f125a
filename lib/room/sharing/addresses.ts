const longest = 2048;

/** What somebody typed as an address others can open: http(s) only, `https://` added where nothing was said. Null when it is none. */
export function webAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || text.length > longest || /\s/u.test(text)) return null;
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `https://${text}`);
  if (!url || !/^https?:$/u.test(url.protocol)) return null;
  return url.hostname.includes('.') || url.hostname === 'localhost' ? url.href : null;
}

/** Video sites whose pages refuse to be framed, and what they offer for framing instead. */
const players: readonly { hosts: RegExp; id: (url: URL) => string | null | undefined; embed: (id: string) => string }[] = [
  {
    hosts: /^(?:www\.|m\.)?youtube\.com$/u,
    id: (url) => (url.pathname === '/watch' ? url.searchParams.get('v') : /^\/(?:shorts|live)\/([\w-]+)/u.exec(url.pathname)?.[1]),
    embed: (id) => `https://www.youtube-nocookie.com/embed/${id}`,
  },
  { hosts: /^youtu\.be$/u, id: (url) => /^\/([\w-]+)/u.exec(url.pathname)?.[1], embed: (id) => `https://www.youtube-nocookie.com/embed/${id}` },
  { hosts: /^(?:www\.)?vimeo\.com$/u, id: (url) => /^\/(\d+)/u.exec(url.pathname)?.[1], embed: (id) => `https://player.vimeo.com/video/${id}` },
  { hosts: /^(?:www\.)?aparat\.com$/u, id: (url) => /^\/v\/(\w+)/u.exec(url.pathname)?.[1], embed: (id) => `https://www.aparat.com/video/video/embed/videohash/${id}/vt/frame` },
];

/** The address to show in a frame: of known video sites their player, of everything else itself. */
export function frameAddress(address: string): string {
  const url = parse(address);
  if (!url) return address;
  for (const { hosts, id, embed } of players) {
    const found = hosts.test(url.hostname) ? id(url) : null;
    if (found && /^[\w-]{1,64}$/u.test(found)) return embed(found);
  }
  return address;
}

/** Whether it is a page of a video site, which no player but the site's own can play. */
export function isVideoPage(address: string): boolean {
  return frameAddress(address) !== address;
}

/**
 * Why an address cannot be shown inside the page at `pageUrl`: a page of this very site would run with the viewer's
 * session, and browsers load nothing insecure into a secure page. Null when nothing speaks against it.
 */
export function obstacle(address: string, pageUrl: string): 'ownPage' | 'insecure' | null {
  const [url, page] = [parse(address), parse(pageUrl)];
  if (url?.origin === page?.origin) return 'ownPage';
  return page?.protocol === 'https:' && url?.protocol === 'http:' ? 'insecure' : null;
}

/** The host to show people, without the `www.` nobody reads. */
export function hostOf(address: string): string {
  return parse(address)?.host.replace(/^www\./u, '') ?? address;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
