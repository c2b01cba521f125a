'use client';

import { useTranslations } from 'next-intl';
import { SidePanel } from '../side-panel.tsx';
import { useSession, useSlice } from '../session-context.tsx';
import { useOwnLocks, usePerson } from '../use-room.ts';
import { ChatForm } from './chat-form.tsx';
import { ChatLines } from './chat-lines.tsx';
import { ChatTabs } from './chat-tabs.tsx';
import { UploadList } from './upload-list.tsx';

/** The chat with everybody, and those with one person. */
export function ChatPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.chat');
  const partner = useSlice(useSession().chatWith, (value) => value);
  return (
    <SidePanel title={t('title')} onClose={onClose}>
      <ChatTabs />
      <ChatLines key={partner ?? ''} partner={partner} />
      <UploadList partner={partner} />
      <Writing partner={partner} />
    </SidePanel>
  );
}

/** The field to write in, or why there is none. */
function Writing({ partner }: { partner: string | null }) {
  const t = useTranslations('room.chat');
  const { chatSend, privateChat } = useOwnLocks();
  const person = usePerson(partner ?? '');
  const reason = chatSend ? t('locked') : partner !== null && privateChat ? t('privateLocked') : partner !== null && !person ? t('hasLeft') : null;
  if (reason !== null) return <p className="border-t border-line p-4 text-sm text-ink-soft">{reason}</p>;
  return <ChatForm key={partner ?? ''} partner={partner} />;
}
