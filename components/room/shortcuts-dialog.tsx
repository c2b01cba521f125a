'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { shortcutKeys } from './shortcuts.ts';

const names = ['microphone', 'camera', 'share', 'hand', 'chat', 'people', 'layout', 'fullscreen', 'help'] as const;

/** Which key does what. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.shortcuts');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')}>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-3 text-sm">
        {names.map((name) => (
          <div key={name} className="contents">
            <dt>{t(name)}</dt>
            <dd><kbd dir="ltr" className="inline-grid min-w-9 place-items-center rounded-sm border border-line bg-surface-sunken px-2 py-1 font-mono text-sm">{shortcutKeys[name]}</kbd></dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
