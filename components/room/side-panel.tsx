'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { IconButton } from '#components/ui/button.tsx';

/** The one panel beside the stage; over it on phones. Takes the focus, and gives it back to what opened it. */
export function SidePanel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useTranslations('room.panel');
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const [own, opener] = [panel.current, document.activeElement];
    if (own?.contains(opener) === false) own.focus();
    return () => {
      if (own?.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <section ref={panel} tabIndex={-1} aria-labelledby={id} className="flex min-h-0 flex-col border-line bg-surface max-md:fixed max-md:inset-0 max-md:z-20 md:my-2 md:me-2 md:w-[22rem] md:shrink-0 md:rounded-lg md:border">
      <header className="flex items-center justify-between gap-2 border-b border-line py-1.5 ps-4 pe-1.5">
        <h2 id={id} className="text-base font-semibold">{title}</h2>
        <IconButton label={t('close')} onClick={onClose}><X aria-hidden className="size-5" /></IconButton>
      </header>
      {children}
    </section>
  );
}
