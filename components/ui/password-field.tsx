'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ComponentProps } from 'react';
import { IconButton } from './button.tsx';
import { controlClass, Field, type FieldProps } from './field.tsx';

/** A password that its owner can look at. */
export function PasswordField({ label, hint, error, ...input }: FieldProps & Omit<ComponentProps<'input'>, 'type' | 'dir'>) {
  const t = useTranslations('common');
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <span className="relative block">
          <input {...input} {...ids} type={shown ? 'text' : 'password'} dir="ltr" className={`${controlClass} pe-12 rtl:ps-12 rtl:pe-3 rtl:text-end`} />
          <IconButton label={shown ? t('hidePassword') : t('showPassword')} aria-pressed={shown} onClick={() => setShown(!shown)} className="absolute inset-y-0 end-0">
            {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
          </IconButton>
        </span>
      )}
    </Field>
  );
}
