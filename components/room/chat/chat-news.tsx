'use client';

import { useTranslations } from 'next-intl';
import { useSession, useSlice } from '../session-context.tsx';

/** Tells who cannot see the badge that somebody wrote to everybody, while the chat is closed. Private messages have a notice. */
export function ChatNews() {
  const t = useTranslations('room.chat');
  const from = useSlice(useSession().chat, ({ unread, lines }) => (unread === 0 ? '' : (lines.findLast(({ isOwn, isSystem }) => !isOwn && !isSystem)?.fromName ?? '')));
  const unread = useSlice(useSession().chat, (chat) => chat.unread);
  return <output className="sr-only">{from === '' ? '' : t('news', { name: from, count: unread })}</output>;
}
