/** An element: its name, and a text or the elements inside it, in the order they are sent. */
export type XmlElement = readonly [name: string, content: XmlContent];
export type XmlContent = string | number | bigint | boolean | readonly XmlElement[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What XML 1.0 cannot hold, not even escaped: most control characters, halves of pairs, and two that are no characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** What BigBlueButton's clients parse: one root, no declaration, every element written out even when it is empty. */
export function renderResponse(children: readonly XmlElement[]): string {
  return `<response>${render(children)}</response>`;
}

function render(children: readonly XmlElement[]): string {
  let text = '';
  for (const [name, content] of children) text += `<${name}>${typeof content === 'object' ? render(content) : escape(content)}</${name}>`;
  return text;
}

/** A carriage return is written as its number: read as it is, it would come back as a line feed. */
function escape(content: Exclude<XmlContent, object>): string {
  if (typeof content !== 'string') return String(content);
  return content.replaceAll(impossible, '').replaceAll(/[&<>]/g, (character) => entities[character] ?? '').replaceAll('\r', '&#xD;');
}
