/** Chat text as a small tree that a view can render without ever inserting HTML. */
export type RichNode =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'link'; href: string; children: RichNode[] }
  | { kind: 'strong' | 'emphasis'; children: RichNode[] };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const styles: Readonly<Record<string, 'strong' | 'emphasis'>> = { b: 'strong', strong: 'strong', i: 'emphasis', em: 'emphasis' };
const longestMessage = 6000;
const deepest = 8;

/**
 * Reads the HTML chat messages travel as (wire §4.9: b, i, strong, br, a). Other tags vanish and leave their text;
 * links keep only http, https and mailto addresses.
 */
export function parseRichText(html: string): RichNode[] {
  const root: RichNode[] = [];
  const open: { tag: string; children: RichNode[] }[] = [{ tag: '', children: root }];
  const tokens = html.slice(0, longestMessage).matchAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|<!--[\s\S]*?-->|([^<]+|<)/giu);
  for (const [, slash, rawTag, attributes, text] of tokens) {
    const parent = open.at(-1)?.children ?? root;
    const tag = rawTag?.toLowerCase();
    if (text !== undefined) parent.push(...linkify(decodeEntities(text), open.some((element) => element.tag === 'a')));
    else if (tag === 'br') parent.push({ kind: 'break' });
    else if (tag === undefined) continue;
    else if (slash) closeTag(open, tag);
    else openTag(open, parent, tag, attributes ?? '');
  }
  return root;
}

function openTag(open: { tag: string; children: RichNode[] }[], parent: RichNode[], tag: string, attributes: string): void {
  if (open.length > deepest) return;
  const children: RichNode[] = [];
  const style = styles[tag];
  if (style) parent.push({ kind: style, children });
  else if (tag === 'a') {
    const href = safeHref(readAttribute(attributes, 'href'));
    if (!href) return;
    parent.push({ kind: 'link', href, children });
  } else return;
  open.push({ tag, children });
}

function closeTag(open: { tag: string; children: RichNode[] }[], tag: string): void {
  const index = open.findLastIndex((element) => element.tag === tag);
  if (index > 0) open.length = index;
}

function readAttribute(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(attributes);
  return decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '');
}

/** The address if it is one a person may click, else null. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address.trim());
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/giu, (whole, decimal: string, hex: string, name: string) => {
    if (name) return entities[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

function linkify(text: string, insideLink: boolean): RichNode[] {
  if (insideLink) return [{ kind: 'text', text }];
  return text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]}؟،؛])/giu)
    .filter((part) => part !== '')
    .map((part): RichNode => {
      const href = /^https?:\/\//iu.test(part) ? safeHref(part) : null;
      return href ? { kind: 'link', href, children: [{ kind: 'text', text: part }] } : { kind: 'text', text: part };
    });
}

/** What a person typed, as it travels: escaped, with line breaks. Links are recognised by the reader. */
export function toWireHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return escaped.replaceAll(/\r?\n/gu, '<br>');
}

/** The plain text of a tree, for previews and notifications. */
export function plainText(nodes: readonly RichNode[]): string {
  return nodes.map((node) => (node.kind === 'text' ? node.text : node.kind === 'break' ? '\n' : plainText(node.children))).join('');
}
