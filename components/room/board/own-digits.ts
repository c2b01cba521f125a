const persianZero = 0x06f0;
const latinDigits = /[0-9]/gu;

function rewrite(text: Text): void {
  if (text.parentElement?.closest('input, textarea, style, [contenteditable]')) return;
  const persian = text.data.replaceAll(latinDigits, (digit) => String.fromCodePoint(persianZero + Number(digit)));
  if (persian !== text.data) text.data = persian;
}

function rewriteBelow(root: Node): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text: Node | null = texts.currentNode; text !== null; text = texts.nextNode()) if (text instanceof Text) rewrite(text);
}

/** The library writes Latin digits in every language; in Persian they become Persian. What people write is in fields and on the canvas, and stays. Returns the way out. */
export function writePersianDigits(frame: HTMLElement): () => void {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'characterData') rewriteBelow(target);
      for (const node of addedNodes) rewriteBelow(node);
    }
  });
  observer.observe(frame, { childList: true, characterData: true, subtree: true });
  rewriteBelow(frame);
  return () => observer.disconnect();
}
