/** The room's keys. Letters are matched by their place on the keyboard too, so that they work on a Persian layout. */
export const shortcutKeys = { microphone: 'M', camera: 'V', share: 'S', hand: 'H', chat: 'C', people: 'P', layout: 'L', fullscreen: 'F', help: '?' } as const;

export type ShortcutName = keyof typeof shortcutKeys;

interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isTyping: boolean;
}

/** Which shortcut a key press means; none while typing or together with a modifier. */
export function shortcutFor({ key, code, ctrlKey, metaKey, altKey, isTyping }: KeyPress): ShortcutName | null {
  if (isTyping || ctrlKey || metaKey || altKey) return null;
  if (key === '?' || key === '؟') return 'help';
  const letter = /^Key([A-Z])$/u.exec(code)?.[1];
  for (const name of ['microphone', 'camera', 'share', 'hand', 'chat', 'people', 'layout', 'fullscreen'] as const) {
    if (shortcutKeys[name] === letter) return name;
  }
  return null;
}

/** Whether the focus is somewhere letters are typed or chosen, or mean something of their own. */
export function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('dialog, [role="menu"], [data-own-keys]') !== null;
}
