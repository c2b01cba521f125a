import { useId } from 'react';

export interface CheckboxOption {
  value: string;
  label: string;
  hint?: string;
}

interface CheckboxGroupProps {
  legend: string;
  hint?: string;
  error?: string | undefined;
  name: string;
  options: readonly CheckboxOption[];
  defaultValues?: readonly string[];
}

/** Any number of choices; each ticked one is a value of `name` in the form's data. */
export function CheckboxGroup({ legend, hint, error, name, options, defaultValues = [] }: CheckboxGroupProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((part) => part !== '').join(' ');
  return (
    <fieldset aria-describedby={described === '' ? undefined : described} className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium text-ink">{legend}</legend>
      {hint ? <p id={`${id}-hint`} className="text-sm text-ink-soft">{hint}</p> : null}
      {options.map(({ value, label, hint: more }) => (
        <label key={value} className="flex min-h-9 cursor-pointer items-start gap-3 rounded-md py-1 text-sm">
          <input type="checkbox" name={name} value={value} defaultChecked={defaultValues.includes(value)} className="mt-0.5 size-5 shrink-0 accent-accent" />
          <span className="min-w-0">
            {label}
            {more ? <bdi dir="ltr" className="ms-2 text-xs text-ink-soft">{more}</bdi> : null}
          </span>
        </label>
      ))}
      {error ? <p id={`${id}-error`} className="text-sm text-danger-text">{error}</p> : null}
    </fieldset>
  );
}
