'use client';

import { clsx } from 'clsx';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useMemo } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import type { ChatLine } from '#lib/room/types.ts';
import { parseRichText } from '#lib/room/rich-text.ts';
import { sharedFileIn } from '#lib/room/shared-file.ts';
import { RichText } from '../rich-text.tsx';
import { useSession } from '../session-context.tsx';
import { FileCard } from './file-card.tsx';

const sameBreath = 120_000;

/** One message; name and time are left out while the same person goes on. */
export const ChatMessage = memo(function ChatMessage({ line, previous }: { line: ChatLine; previous: ChatLine | undefined }) {
  const t = useTranslations('room.chat');
  const session = useSession();
  const preferences = useFormatPreferences();
  const goesOn = previous?.fromId === line.fromId && !previous.isSystem && line.sentAt - previous.sentAt < sameBreath;
  if (line.isSystem) return <div className="rounded-lg bg-surface-sunken p-3 text-sm text-ink-soft"><Content html={line.html} /></div>;
  return (
    <article className={clsx('flex flex-col gap-1', goesOn && '-mt-2', line.isOwn && 'items-end')}>
      {goesOn ? null : (
        <header className="flex max-w-full items-center gap-2 text-xs text-ink-soft">
          <bdi className="truncate font-medium text-ink">{line.isOwn ? t('you') : line.fromName}</bdi>
          {line.fromModerator ? <Badge>{t('teacher')}</Badge> : null}
          <time dateTime={new Date(line.sentAt).toISOString()}>{formatDateTime(line.sentAt, preferences, 'time')}</time>
        </header>
      )}
      <div dir="auto" className={clsx('max-w-[88%] rounded-lg px-3 py-2 text-sm [overflow-wrap:anywhere]', line.isOwn ? 'bg-accent-soft text-ink' : 'bg-surface-sunken', line.state === 'sending' && 'opacity-60')}>
        <Content html={line.html} />
      </div>
      {line.state === 'failed' ? (
        <button type="button" className="flex min-h-6 pointer-coarse:min-h-11 items-center gap-1 text-xs text-danger-text underline" onClick={() => session.retryChat(line)}>
          <RotateCcw aria-hidden className="size-3" />{t('failed')}
        </button>
      ) : null}
    </article>
  );
});

/** A shared file, or what was written. */
function Content({ html }: { html: string }) {
  const { serverUrl } = useSession();
  const file = useMemo(() => sharedFileIn(parseRichText(html), serverUrl), [html, serverUrl]);
  return file ? <FileCard file={file} /> : <RichText html={html} />;
}
