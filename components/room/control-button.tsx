'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';

interface ControlButtonProps extends ComponentProps<'button'> {
  label: string;
  /** The key that does the same. */
  shortcut?: string;
  icon: ReactNode;
  /** `off` for a device that is switched off, `active` for a view or hand that is on. */
  look?: 'plain' | 'active' | 'off' | 'danger';
  badge?: number;
}

const looks = {
  plain: 'bg-surface-raised text-ink hover:bg-surface-hover',
  active: 'bg-accent-soft text-accent-text hover:bg-surface-hover',
  off: 'bg-danger-soft text-danger-text hover:bg-surface-hover',
  danger: 'bg-danger text-danger-ink hover:bg-danger-hover',
};

/** The shape of a control, for triggers of menus; a plain one unless a look is added. */
export const roundControl =
  'relative inline-grid size-11 shrink-0 place-items-center rounded-full bg-surface-raised text-ink transition-colors duration-150 hover:bg-surface-hover md:size-12 [&_svg]:size-5';

/** How much is new, at the corner of a control; nothing for zero. Its control's name must say it too. */
export function ControlBadge({ count }: { count: number }) {
  const t = useTranslations('room');
  if (count <= 0) return null;
  return (
    <span aria-hidden className="absolute -end-1 -top-1 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 text-xs font-semibold text-accent-ink tabular">
      {t('number', { value: Math.min(count, 99) })}
    </span>
  );
}

/** A round control of at least 44 px with its name and key in a tooltip. The name says what it does next, so none is `aria-pressed`: “Mute, pressed” would say the opposite of what is. */
export function ControlButton({ label, shortcut, icon, look = 'plain', badge = 0, className, ...button }: ControlButtonProps) {
  return (
    <button
      {...button}
      type="button"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={clsx(
        'relative inline-grid size-11 shrink-0 place-items-center rounded-full transition-colors duration-150 md:size-12 [&_svg]:size-5 disabled:opacity-40',
        looks[look],
        className,
      )}
    >
      {icon}
      <ControlBadge count={badge} />
    </button>
  );
}
