import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { controlClass, Field, type FieldProps } from './field.tsx';

export interface SelectOption {
  value: string;
  label: string;
}

/** The list of choices alone, where something else says what it is for: give it a name. */
export function SelectBox({ options, className, boxClassName, ...select }: ComponentProps<'select'> & { options: readonly SelectOption[]; boxClassName?: string }) {
  return (
    <span className={clsx('relative block', boxClassName)}>
      <select {...select} className={clsx(controlClass, 'appearance-none text-ellipsis pe-10', className)}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-soft" />
    </span>
  );
}

/** The platform's own list of choices: nothing is quicker on a phone or easier for a screen reader. */
export function Select({ label, hint, error, optional, ...select }: FieldProps & ComponentProps<'select'> & { options: readonly SelectOption[] }) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(ids) => <SelectBox {...select} {...ids} />}
    </Field>
  );
}
