'use client';

import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { ChatLine } from '#lib/room/types.ts';
import { RichText } from '../rich-text.tsx';
import { useSession, useSlice } from '../session-context.tsx';
import { ChatMessage } from './chat-message.tsx';

const nothing: readonly ChatLine[] = [];

/** What was said, the newest at the bottom and kept in sight unless one scrolled up. */
export function ChatLines({ partner }: { partner: string | null }) {
  const t = useTranslations('room.chat');
  const session = useSession();
  const everybody = useSlice(session.chat, (chat) => chat.lines);
  const chat = useSlice(session.privateChats, (chats) => (partner === null ? undefined : chats.get(partner)));
  const welcome = useSlice(session.room, (room) => room?.welcomeMessage ?? '');
  const lines = partner === null ? everybody : (chat?.lines ?? nothing);
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const before = useRef(0);
  const newest = lines.at(-1);
  // Who writes wants to see what they wrote.
  const ownNewest = newest?.isOwn === true ? newest.id : null;
  const [seenOwn, setSeenOwn] = useState(ownNewest);
  if (ownNewest !== null && ownNewest !== seenOwn) {
    setSeenOwn(ownNewest);
    setAtEnd(true);
  }

  useLayoutEffect(() => {
    if (atEnd && newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest, atEnd]);
  // Pictures come later than their message, and the list shrinks while more is written.
  useEffect(() => {
    if (!atEnd || !list.current || !content.current) return undefined;
    const resized = new ResizeObserver(() => list.current?.scrollTo({ top: list.current.scrollHeight }));
    resized.observe(list.current);
    resized.observe(content.current);
    return () => resized.disconnect();
  }, [atEnd]);

  /** Only scrolling up leaves the end: lines that came since the list was scrolled down do not. */
  const onScroll = (): void => {
    const box = list.current;
    if (!box) return;
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    if (isNear || box.scrollTop < before.current - 1) setAtEnd(isNear);
    before.current = box.scrollTop;
  };
  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard */}
      <div ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label={partner === null ? t('title') : t('chatWith', { name: chat?.name ?? '' })} className="h-full overflow-y-auto overscroll-contain">
        <div ref={content} className="flex min-h-full flex-col gap-3 p-4">
          {partner === null && welcome ? <p className="rounded-lg bg-surface-sunken p-3 text-sm text-ink-soft"><RichText html={welcome} /></p> : null}
          {lines.length === 0 ? <p className="m-auto max-w-56 text-center text-sm text-ink-soft">{partner === null ? t('empty') : t('emptyPrivate', { name: chat?.name ?? '' })}</p> : null}
          {lines.map((line, index) => <ChatMessage key={line.id} line={line} previous={lines[index - 1]} />)}
        </div>
      </div>
      {atEnd ? null : (
        <Button size="sm" className="absolute inset-x-0 bottom-2 mx-auto w-fit shadow-float" icon={<ArrowDown aria-hidden className="size-4" />} onClick={() => setAtEnd(true)}>
          {t('newest')}
        </Button>
      )}
    </div>
  );
}
