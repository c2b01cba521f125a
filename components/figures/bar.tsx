import { clsx } from 'clsx';

/** A share of the largest, drawn from where the text begins. What it shows stands beside it in words. */
export function Bar({ value, largest }: { value: number; largest: number }) {
  const share = largest <= 0 ? 0 : (value / largest) * 100;
  return (
    <span aria-hidden className="block h-2.5 w-full overflow-hidden rounded-full bg-surface-hover">
      <span className={clsx('block h-full rounded-full bg-accent', value > 0 && 'min-w-1')} style={{ inlineSize: `${share}%` }} />
    </span>
  );
}
