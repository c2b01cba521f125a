import { clsx } from 'clsx';
import { useId, type ComponentProps, type ReactNode } from 'react';

/** On or off, taking effect as a part of its form. */
export function Switch({ label, hint, error, className, ...input }: Omit<ComponentProps<'input'>, 'type'> & { label: string; hint?: ReactNode; error?: string | undefined }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((part) => part !== '').join(' ');
  return (
    <div className={clsx('flex items-start justify-between gap-4', className)}>
      <div className="min-w-0 py-0.5">
        <label htmlFor={id} className="block text-sm font-medium text-ink">{label}</label>
        {hint ? <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">{hint}</p> : null}
        {error ? <p id={`${id}-error`} className="mt-0.5 text-sm text-danger-text">{error}</p> : null}
      </div>
      <span className="relative mt-0.5 inline-flex h-6 w-11 shrink-0">
        {/* oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a checkbox tells its own state */}
        <input {...input} id={id} type="checkbox" role="switch" aria-describedby={described === '' ? undefined : described} aria-invalid={error ? true : undefined} className="peer absolute -inset-2 z-10 cursor-pointer opacity-0" />
        <span aria-hidden className="size-full rounded-full border border-line-strong bg-surface-sunken transition-colors duration-150 peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus peer-disabled:opacity-50" />
        <span aria-hidden className="absolute inset-y-1 start-1 aspect-square rounded-full bg-ink-soft transition-transform duration-150 peer-checked:translate-x-5 peer-checked:bg-accent-ink rtl:peer-checked:-translate-x-5" />
      </span>
    </div>
  );
}
