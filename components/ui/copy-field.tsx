'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { controlClass, Field, type FieldProps } from './field.tsx';

const shownFor = 2500;

/** A button that copies a text and says so. */
export function CopyButton({ text, label, variant = 'secondary', size = 'md' }: { text: string; label?: string; variant?: 'primary' | 'secondary' | 'ghost'; size?: 'sm' | 'md' }) {
  const t = useTranslations('common');
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), shownFor);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => navigator.clipboard.writeText(text).then(() => setState('copied'), () => setState('failed'));
  return (
    <>
      <Button variant={variant} size={size} onClick={() => void copy()} icon={state === 'copied' ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}>
        {state === 'copied' ? t('copied') : (label ?? t('copy'))}
      </Button>
      <output className="sr-only">{state === 'copied' ? t('copied') : ''}{state === 'failed' ? t('copyFailed') : ''}</output>
    </>
  );
}

/** A link or code to hand on. */
export function CopyField({ value, ...field }: FieldProps & { value: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field {...field}>
      {(ids) => (
        <span className="flex gap-2">
          <input {...ids} ref={input} readOnly dir="ltr" value={value} onFocus={() => input.current?.select()} className={`${controlClass} min-w-0 flex-1 text-sm`} />
          <CopyButton text={value} />
        </span>
      )}
    </Field>
  );
}
