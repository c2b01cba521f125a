'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  className?: string;
}

/** The platform's modal dialog: focus stays inside, Escape and a click beside it close it. */
export function Dialog({ open, onClose, title, description, children, footer, className }: DialogProps) {
  const t = useTranslations('common');
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog?.open === false) dialog.showModal();
    if (!open && dialog?.open === true) dialog.close();
  }, [open]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the keyboard's way out, built in
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-text` : undefined}
      onClose={onClose}
      onClick={(event) => { if (event.target === event.currentTarget) onClose(); }}
      className={clsx('m-auto w-[min(32rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface-raised p-0 shadow-float backdrop:bg-overlay', className)}
    >
      {open ? (
        <div className="flex max-h-[85dvh] flex-col">
          <h2 id={`${id}-title`} className="ps-6 pe-16 pt-6 pb-3 text-lg font-semibold">{title}</h2>
          {/* What is long scrolls under its title. */}
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto overscroll-contain px-6 pt-1 pb-6">
            {description ? <div id={`${id}-text`} className="text-sm text-ink-soft">{description}</div> : null}
            {children}
            {footer ? <div className="flex flex-wrap justify-end gap-2 pt-2">{footer}</div> : null}
          </div>
          {/* Last, so that the first field or Cancel gets the focus when it opens. */}
          <IconButton label={t('close')} onClick={onClose} className="absolute end-4 top-4"><X aria-hidden className="size-5" /></IconButton>
        </div>
      ) : null}
    </dialog>
  );
}

interface ConfirmDialogProps extends Omit<DialogProps, 'footer'> {
  confirmLabel: string;
  /** For questions whose answer no is not plain from "Cancel". */
  keepLabel?: string;
  onConfirm: () => void;
  busy?: boolean;
  danger?: boolean;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ confirmLabel, keepLabel, onConfirm, busy = false, danger = true, ...dialog }: ConfirmDialogProps) {
  const t = useTranslations('common');
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <Button onClick={dialog.onClose}>{keepLabel ?? t('cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>{confirmLabel}</Button>
        </>
      }
    />
  );
}
