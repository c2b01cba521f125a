import { clsx } from 'clsx';

const hues = ['bg-accent-soft text-accent-text', 'bg-warning-soft text-warning-text', 'bg-success-soft text-success-text', 'bg-surface-hover text-ink-soft'];

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  // Persian letters would join into a ligature: the non-joiner keeps them apart.
  return letters.filter((letter) => letter !== '').join('\u200c').toUpperCase();
}

function hueOf(name: string): string {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return hues[sum % hues.length] ?? '';
}

/** A person's initials on a colour that stays theirs. Decorative: the name stands beside it. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'sm' | 'md' | 'lg' }) {
  const sizes = { sm: 'size-8 text-xs', md: 'size-10 text-sm', lg: 'size-16 text-lg' };
  return <span aria-hidden className={clsx('inline-grid shrink-0 place-items-center rounded-full font-medium select-none', sizes[size], hueOf(name))}>{initials(name)}</span>;
}
