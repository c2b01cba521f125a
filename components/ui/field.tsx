import { clsx } from 'clsx';
import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { ShowProblem } from './show-problem.tsx';

export interface FieldProps {
  label: string;
  /** What a person should know before they fill it in. */
  hint?: ReactNode;
  /** What is wrong with what they filled in, in their language. */
  error?: string | undefined;
  /** Shown after the label of a field that may stay empty. */
  optional?: string;
}

interface ControlIds {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** Label, hint and error around any one control. */
export function Field({ label, hint, error, optional, children }: FieldProps & { children: (ids: ControlIds) => ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((part) => part !== '').join(' ');
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
        {optional ? <span className="ms-1.5 font-normal text-ink-faint">({optional})</span> : null}
      </label>
      {children({ id, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true } : {}) })}
      {hint ? <p id={`${id}-hint`} className="text-sm text-ink-soft">{hint}</p> : null}
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
          <ShowProblem fieldId={id} />
        </p>
      ) : null}
    </div>
  );
}

/** The look of a text control. */
export const controlClass = clsx(
  'w-full min-h-11 rounded-lg border border-line-strong bg-surface px-3 py-2 text-base text-ink transition-colors duration-150',
  'hover:border-ink-faint focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60 [&[readonly]]:bg-surface-sunken',
);

export function TextField({ label, hint, error, optional, className, ...input }: FieldProps & ComponentProps<'input'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(ids) => <input {...input} {...ids} className={clsx(controlClass, 'own-direction', className)} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, optional, className, rows = 3, ...input }: FieldProps & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(ids) => <textarea {...input} {...ids} rows={rows} className={clsx(controlClass, 'own-direction resize-y', className)} />}
    </Field>
  );
}
