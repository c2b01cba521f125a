'use client';

import { useTranslations } from 'next-intl';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/field.tsx';

/** How every key begins. */
const keyShape = 'kelas_…';
const KeyContext = createContext('');

/** The key that was entered on this page; nothing else remembers it. */
export function useKey(): string {
  return use(KeyContext);
}

/** Asks for the key that what follows is tried with. */
export function WithKey({ children }: { children: ReactNode }) {
  const t = useTranslations('apiDocs');
  const [key, setKey] = useState('');
  const trimmed = useMemo(() => key.trim(), [key]);
  return (
    <KeyContext value={trimmed}>
      <Card className="mb-8">
        <TextField label={t('key')} hint={t('keyHint')} name="key" type="password" dir="ltr" autoComplete="off" spellCheck={false} placeholder={keyShape} value={key} onChange={(event) => setKey(event.target.value)} />
      </Card>
      {children}
    </KeyContext>
  );
}
