'use client';

import { clsx } from 'clsx';
import { MessageSquarePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu } from '#components/ui/menu.tsx';
import { latestChats } from '#lib/room/private-chats.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useEverybody, useOwnLocks } from '../use-room.ts';

/** Which chat: with everybody or with one person, and with whom to begin another. Not there while only everybody's exists. */
export function ChatTabs() {
  const t = useTranslations('room.chat');
  const session = useSession();
  const chosen = useSlice(session.chatWith, (value) => value);
  const unread = useSlice(session.chat, (chat) => chat.unread);
  const chats = useSlice(session.privateChats, (value) => value);
  const { privateChat } = useOwnLocks();
  const others = useEverybody().filter(({ id }) => id !== session.selfId);
  if (privateChat && chats.size === 0) return null;
  return (
    <nav aria-label={t('chats')} className="flex items-center gap-1 border-b border-line px-2 py-1">
      <ul className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
        <ChatTab name={t('everybody')} unread={unread} current={chosen === null} onChoose={() => session.chooseChat(null)} />
        {latestChats(chats).map(([id, chat]) => <ChatTab key={id} name={chat.name} unread={chat.unread} current={chosen === id} onChoose={() => session.chooseChat(id)} />)}
      </ul>
      {privateChat ? null : (
        <Menu
          label={t('writeTo')}
          triggerClassName="grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
          header={others.length === 0 ? <p className="p-3 text-sm text-ink-soft">{t('nobodyElse')}</p> : null}
          items={others.map(({ id, name }) => ({ key: id, label: name, onSelect: () => session.chooseChat(id) }))}
        >
          <MessageSquarePlus aria-hidden className="size-5" />
        </Menu>
      )}
    </nav>
  );
}

function ChatTab({ name, unread, current, onChoose }: { name: string; unread: number; current: boolean; onChoose: () => void }) {
  const t = useTranslations('room');
  return (
    <li className="shrink-0">
      <button
        type="button"
        aria-current={current ? 'true' : undefined}
        aria-label={unread > 0 ? t('chat.unreadIn', { name, count: unread }) : name}
        onClick={onChoose}
        className={clsx('flex min-h-11 max-w-40 items-center gap-2 rounded-lg px-3 text-sm font-medium', current ? 'bg-accent-soft text-accent-text' : 'text-ink-soft hover:bg-surface-hover hover:text-ink')}
      >
        <bdi className="truncate">{name}</bdi>
        {unread > 0 ? <span aria-hidden className="rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink tabular">{t('number', { value: Math.min(unread, 99) })}</span> : null}
      </button>
    </li>
  );
}
