import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'live';

const tones: Record<Tone, string> = {
  neutral: 'bg-surface-hover text-ink-soft',
  accent: 'bg-accent-soft text-accent-text',
  success: 'bg-success-soft text-success-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
  live: 'bg-danger-soft text-danger-text',
};

/** A state in one or two words. `live` has a dot. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap', tones[tone])}>
      {tone === 'live' ? <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-live" /> : null}
      {children}
    </span>
  );
}
