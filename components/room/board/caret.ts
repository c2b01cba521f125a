import { cleanName } from '#lib/room/parse.ts';

/** Dark enough for white letters. */
const colours = ['#9a3412', '#3f6212', '#065f46', '#155e75', '#1e40af', '#5b21b6', '#86198f', '#9f1239'] as const;

/** A colour for somebody's caret; always the same one. */
export function caretColour(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return colours[sum % colours.length] ?? colours[0];
}

/** Somebody's caret in the text, with their name. What they say of themselves is not trusted. */
export function drawCaret(user: { name?: unknown; color?: unknown }): HTMLElement {
  const name = typeof user.name === 'string' ? cleanName(user.name).slice(0, 40) : '';
  const colour = typeof user.color === 'string' && /^#[\da-f]{6}$/iu.test(user.color) ? user.color : colours[0];
  const caret = document.createElement('span');
  caret.className = 'notepad-caret';
  caret.style.borderColor = colour;
  const label = document.createElement('span');
  label.style.backgroundColor = colour;
  label.textContent = name;
  caret.append(label);
  return caret;
}
