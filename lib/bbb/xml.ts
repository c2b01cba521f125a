import { create } from 'xmlbuilder2';

/** An element: its name, and a text or the elements inside it, in the order they are sent. */
export type XmlElement = readonly [name: string, content: XmlContent];
export type XmlContent = string | number | bigint | boolean | readonly XmlElement[];

type Parent = ReturnType<typeof create>;

/** What BigBlueButton's clients parse: one root, no declaration, every element written out even when it is empty. */
export function renderResponse(children: readonly XmlElement[]): string {
  const root = create({ invalidCharReplacement: '' }).ele('response');
  append(root, children);
  return root.end({ headless: true, allowEmptyTags: true });
}

function append(parent: Parent, children: readonly XmlElement[]): void {
  for (const [name, content] of children) {
    const element = parent.ele(name);
    if (Array.isArray(content)) append(element, content);
    else if (content !== '') element.txt(String(content));
  }
}
