'use client';

import { SmilePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { ControlButton, roundControl } from './control-button.tsx';
import { useConditions } from './parts/conditions.ts';
import { ReactionButtons } from './reaction-stream.tsx';

const gap = 8;

/** Opens the reactions above the controls; they stay open, as applause is seldom one click. */
export function ReactionControl() {
  const t = useTranslations('room.reactions');
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const conditions = useConditions();
  if (conditions?.room.features.reactions !== true) return null;
  if (conditions.locks.reactions) return <ControlButton className="max-sm:hidden" label={t('locked')} disabled icon={<SmilePlus aria-hidden />} />;

  const place = (): void => {
    const button = trigger.current?.getBoundingClientRect();
    const box = panel.current;
    if (!button || !box) return;
    const left = button.left + button.width / 2 - box.offsetWidth / 2;
    box.style.insetInlineStart = 'auto';
    box.style.setProperty('left', `${Math.max(8, Math.min(left, window.innerWidth - box.offsetWidth - 8))}px`);
    box.style.setProperty('top', `${Math.max(8, button.top - gap - box.offsetHeight)}px`);
  };
  return (
    <>
      <button ref={trigger} type="button" popoverTarget={id} aria-label={t('title')} title={t('title')} aria-expanded={open} className={`${roundControl} max-sm:hidden`}>
        <SmilePlus aria-hidden />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open') { place(); panel.current?.querySelector('button')?.focus(); }
        }}
        className="fixed m-0 rounded-lg border border-line bg-surface-raised p-1 text-ink shadow-float"
      >
        <ReactionButtons />
      </div>
    </>
  );
}
