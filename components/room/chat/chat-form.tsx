'use client';

import { Paperclip, SendHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent, type FormEvent, type KeyboardEvent } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { controlClass } from '#components/ui/field.tsx';
import { longestChatText } from '#lib/room/chat-text.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useOwnLocks } from '../use-room.ts';

/** Writing: Enter sends, Shift+Enter begins a new line; files are chosen, dropped or pasted. */
export function ChatForm({ partner }: { partner: string | null }) {
  const t = useTranslations('room.chat');
  const session = useSession();
  const mayAttach = !useOwnLocks().chatFile;
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => field.current?.focus(), []);
  const send = (): void => {
    session.sendChat(text, partner);
    setText('');
  };
  const attach = (files: FileList | null): boolean => {
    if (!mayAttach || !files || files.length === 0) return false;
    for (const file of files) session.files.add(file, partner);
    return true;
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
  const onPaste = (event: ClipboardEvent): void => {
    if (attach(event.clipboardData.files)) event.preventDefault();
  };
  const onDrop = (event: DragEvent): void => {
    if (event.dataTransfer.files.length > 0) event.preventDefault();
    attach(event.dataTransfer.files);
  };
  return (
    <form onSubmit={onSubmit} className="flex items-end gap-1 border-t border-line p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <AttachButton disabled={!mayAttach} onFiles={attach} />
      <textarea
        ref={field}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onDrop={onDrop}
        onDragOver={(event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); }}
        rows={1}
        dir="auto"
        maxLength={longestChatText}
        aria-label={t('write')}
        placeholder={t('write')}
        className={`${controlClass} max-h-32 resize-none [field-sizing:content]`}
      />
      <IconButton type="submit" label={t('send')} disabled={text.trim() === ''} look="primary" className="ms-1">
        <SendHorizontal aria-hidden className="size-5 flip-rtl" />
      </IconButton>
    </form>
  );
}

/** Not there where the class shares no files; switched off with the reason where one may not. */
function AttachButton({ disabled, onFiles }: { disabled: boolean; onFiles: (files: FileList | null) => void }) {
  const t = useTranslations('room.chat');
  const rules = useSlice(useSession().room, (room) => room?.features.chatFiles);
  const input = useRef<HTMLInputElement>(null);
  if (rules?.allowed !== true) return null;
  return (
    <>
      <IconButton label={disabled ? t('filesLocked') : t('attach')} disabled={disabled} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden className="size-5" />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('attach')}
        accept={rules.types.map((type) => `.${type}`).join(',')}
        onChange={(event) => { onFiles(event.target.files); event.target.value = ''; }}
      />
    </>
  );
}
