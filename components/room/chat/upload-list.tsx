'use client';

import { FileUp, RotateCcw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/button.tsx';
import type { ChatUpload } from '#lib/room/session-state.ts';
import { useSession, useSlice } from '../session-context.tsx';

/** Files on their way into this chat, and those that did not get there. */
export function UploadList({ partner }: { partner: string | null }) {
  const t = useTranslations('room.chat');
  const uploads = useSlice(useSession().uploads, (value) => value).filter(({ to }) => to === partner);
  if (uploads.length === 0) return null;
  return (
    <ul aria-label={t('uploads')} className="flex max-h-40 shrink-0 flex-col gap-1 overflow-y-auto border-t border-line p-2">
      {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
    </ul>
  );
}

function UploadRow({ upload }: { upload: ChatUpload }) {
  const t = useTranslations('room.chat');
  const { files, room } = useSession();
  const largest = useSlice(room, (value) => value?.features.chatFiles.largest ?? 0);
  const { id, name, share, failure } = upload;
  const percent = Math.round(share * 100);
  return (
    <li className="flex items-center gap-2 rounded-lg bg-surface-sunken ps-3">
      <FileUp aria-hidden className="size-4 shrink-0 text-ink-soft" />
      <span className="flex min-w-0 flex-1 flex-col gap-1 py-1.5">
        <bdi className="truncate text-sm">{name}</bdi>
        {failure === null ? (
          <progress aria-label={t('uploading', { name })} value={percent} max={100} className="h-1.5 w-full accent-accent" />
        ) : (
          <span role="alert" className="text-xs text-danger-text">{t(`failures.${failure}`, { size: Math.round(largest / 1_000_000) })}</span>
        )}
      </span>
      {failure === 'network' ? <IconButton label={t('retryUpload', { name })} onClick={() => files.retry(id)}><RotateCcw aria-hidden className="size-4" /></IconButton> : null}
      <IconButton label={failure === null ? t('cancelUpload', { name }) : t('dismissUpload', { name })} onClick={() => files.cancel(id)}><X aria-hidden className="size-4" /></IconButton>
    </li>
  );
}
