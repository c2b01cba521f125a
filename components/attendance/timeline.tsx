import { clsx } from 'clsx';
import type { Interval } from '#lib/meetings/attendance.ts';

/** When somebody was there, or did something, as bars along the meeting. The same is there in words for screen readers. */
export function Timeline({ stays, from, to, label, full = false }: { stays: readonly Interval[]; from: Date; to: Date; label: string; full?: boolean }) {
  const span = Math.max(1, to.getTime() - from.getTime());
  const share = (date: Date) => Math.min(100, Math.max(0, ((date.getTime() - from.getTime()) / span) * 100));
  return (
    <span title={label} className={clsx('relative block h-2.5 w-full min-w-32 overflow-hidden rounded-full bg-surface-hover', !full && 'md:w-48')}>
      <span className="sr-only">{label}</span>
      {stays.map((stay) => (
        <span aria-hidden key={stay.from.getTime()} className="absolute inset-y-0 min-w-1 rounded-full bg-accent" style={{ insetInlineStart: `${share(stay.from)}%`, inlineSize: `${share(stay.to) - share(stay.from)}%` }} />
      ))}
    </span>
  );
}
