import { clsx } from 'clsx';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
  secondary: 'border border-line bg-surface text-ink hover:bg-surface-hover',
  ghost: 'text-ink-soft hover:bg-surface-hover hover:text-ink',
  danger: 'bg-danger text-danger-ink hover:bg-danger-hover',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-9 pointer-coarse:min-h-11 px-3 text-sm gap-1.5',
  md: 'min-h-11 px-4 text-sm gap-2',
  lg: 'min-h-12 px-6 text-base gap-2',
};

interface Look {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  className?: string | undefined;
}

/** The look of a button, for elements that are not one. */
export function buttonClass({ variant = 'secondary', size = 'md', className }: Look = {}): string {
  return clsx(
    'inline-flex items-center justify-center rounded-lg font-medium whitespace-nowrap no-underline transition-colors duration-150',
    'disabled:opacity-50 aria-disabled:opacity-60',
    variants[variant], sizes[size], className,
  );
}

interface ButtonProps extends ComponentProps<'button'>, Look {
  icon?: ReactNode;
  /** Work is going on: shows it, and takes no clicks, but keeps the focus. */
  busy?: boolean;
}

/** One `primary` per page; `danger` for what destroys. */
export function Button({ variant, size, className, icon, busy = false, type = 'button', onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      className={buttonClass({ variant, size, className })}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

/** A link that looks like a button: for going somewhere. */
export function LinkButton({ variant, size, className, icon, children, ...rest }: ComponentProps<typeof Link> & Look & { icon?: ReactNode }) {
  return <Link {...rest} className={buttonClass({ variant, size, className })}>{icon}{children}</Link>;
}

const iconLooks = {
  plain: 'text-ink-soft hover:bg-surface-hover hover:text-ink',
  accent: 'text-accent-text hover:bg-surface-hover',
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
};

/** A square button that shows only an icon; its label is read out and shown on hover. */
export function IconButton({ label, look = 'plain', className, children, type = 'button', ...rest }: ComponentProps<'button'> & { label: string; look?: keyof typeof iconLooks }) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={clsx('inline-grid size-11 shrink-0 place-items-center rounded-lg transition-colors duration-150 disabled:opacity-50', iconLooks[look], className)}
    >
      {children}
    </button>
  );
}
