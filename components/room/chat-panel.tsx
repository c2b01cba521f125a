'use client';

import { ArrowDown, SendHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { IconButton, Button } from '#components/ui/button.tsx';
import { controlClass } from '#components/ui/field.tsx';
import { longestChatText } from '#lib/room/chat-text.ts';
import { ChatMessage } from './chat-message.tsx';
import { useSession, useSlice } from './session-context.tsx';
import { SidePanel } from './side-panel.tsx';
import { useOwnLocks } from './use-room.ts';
import { RichText } from './rich-text.tsx';

/** The public chat. */
export function ChatPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.chat');
  const { chatSend } = useOwnLocks();
  return (
    <SidePanel title={t('title')} onClose={onClose}>
      <ChatLines />
      {chatSend ? <p className="border-t border-line p-4 text-sm text-ink-soft">{t('locked')}</p> : <ChatForm />}
    </SidePanel>
  );
}

function ChatLines() {
  const t = useTranslations('room.chat');
  const session = useSession();
  const lines = useSlice(session.chat, (chat) => chat.lines);
  const welcome = useSlice(session.room, (room) => room?.welcomeMessage ?? '');
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const newest = lines.at(-1)?.id;

  useLayoutEffect(() => {
    if (atEnd && newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest, atEnd]);

  const onScroll = (): void => {
    const box = list.current;
    if (box) setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 48);
  };
  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard */}
      <div ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label={t('title')} className="flex h-full flex-col gap-3 overflow-y-auto overscroll-contain p-4">
        {welcome ? <p className="rounded-lg bg-surface-sunken p-3 text-sm text-ink-soft"><RichText html={welcome} /></p> : null}
        {lines.length === 0 ? <p className="m-auto max-w-56 text-center text-sm text-ink-soft">{t('empty')}</p> : null}
        {lines.map((line, index) => <ChatMessage key={line.id} line={line} previous={lines[index - 1]} />)}
      </div>
      {atEnd ? null : (
        <Button size="sm" className="absolute inset-x-0 bottom-2 mx-auto w-fit shadow-float" icon={<ArrowDown aria-hidden className="size-4" />} onClick={() => setAtEnd(true)}>
          {t('newest')}
        </Button>
      )}
    </div>
  );
}

function ChatForm() {
  const t = useTranslations('room.chat');
  const session = useSession();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => field.current?.focus(), []);
  const send = (): void => {
    session.sendChat(text);
    setText('');
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={onSubmit} className="flex items-end gap-2 border-t border-line p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <textarea
        ref={field}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        rows={1}
        dir="auto"
        maxLength={longestChatText}
        aria-label={t('write')}
        placeholder={t('write')}
        className={`${controlClass} max-h-32 resize-none [field-sizing:content]`}
      />
      <IconButton type="submit" label={t('send')} disabled={text.trim() === ''} className="shrink-0 bg-accent text-accent-ink hover:bg-accent-hover hover:text-accent-ink">
        <SendHorizontal aria-hidden className="size-5 flip-rtl" />
      </IconButton>
    </form>
  );
}
