'use client';

import { useTransition, type ComponentProps, type ReactNode } from 'react';

interface FormProps extends Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> {
  onSubmit: (data: FormData) => Promise<void>;
  children: ReactNode;
}

/**
 * A form whose fields keep what was typed after a failure. `action` is there for whoever is quicker than the scripts:
 * React replays their click; `onSubmit` takes over then, because an action would empty the fields.
 */
export function Form({ onSubmit, children, ...rest }: FormProps) {
  const [, start] = useTransition();
  return (
    <form
      {...rest}
      noValidate
      action={onSubmit}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        start(() => onSubmit(data));
      }}
    >
      {children}
    </form>
  );
}

/** A field's text; nothing when it is missing. */
export function textOf(data: FormData, field: string): string {
  const value = data.get(field);
  return typeof value === 'string' ? value : '';
}
