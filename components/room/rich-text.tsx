import { useMemo } from 'react';
import { parseRichText, type RichNode } from '#lib/room/rich-text.ts';

/** Chat text: a few styles, line breaks and safe links, never HTML. */
export function RichText({ html }: { html: string }) {
  const nodes = useMemo(() => parseRichText(html), [html]);
  return <Nodes nodes={nodes} />;
}

function Nodes({ nodes }: { nodes: readonly RichNode[] }) {
  // oxlint-disable-next-line react/no-array-index-key -- the tree of a message never changes
  return nodes.map((node, index) => <Node key={index} node={node} />);
}

function Node({ node }: { node: RichNode }) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'strong':
      return <strong><Nodes nodes={node.children} /></strong>;
    case 'emphasis':
      return <em><Nodes nodes={node.children} /></em>;
    case 'link':
      return <a href={node.href} target="_blank" rel="noopener noreferrer nofollow" className="break-all underline underline-offset-2"><Nodes nodes={node.children} /></a>;
  }
}
