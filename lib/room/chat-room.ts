import { encodeHistory, historyKeepers, newChatId, parseHistory, trusted, withLines, withLineState } from './chat.ts';
import { longestChatText } from './chat-text.ts';
import type { Link } from './link.ts';
import type { PeerData } from './peer-data.ts';
import { toWireHtml } from './rich-text.ts';
import type { SessionState } from './session-state.ts';
import type { ChatLine } from './types.ts';
import { DataMsgBodyType, encodeChat } from './wire.ts';

/** The public chat: participants tell each other; the server keeps nothing (wire §4.9). */
export function createChatRoom(state: SessionState, link: Link, peerData: PeerData) {
  const storageKey = (): string => `kelas-chat-${state.room.get()?.roomId ?? ''}`;

  async function deliver(line: ChatLine): Promise<void> {
    try {
      await link.publish('chat', encodeChat({ ...line, state: 'sent' }));
      state.chat.update((chat) => withLineState(chat, line.id, 'sent'));
    } catch {
      state.chat.update((chat) => withLineState(chat, line.id, 'failed'));
    }
  }

  return {
    /** Shows the line at once and marks it when it could not be sent. */
    send(text: string): void {
      const trimmed = text.trim().slice(0, longestChatText);
      if (!trimmed || state.ownLocks().chatSend) return;
      const self = state.people.get().get(state.selfId);
      const line: ChatLine = {
        id: newChatId(),
        fromId: state.selfId,
        fromName: self?.name ?? '',
        fromModerator: self?.isModerator ?? false,
        sentAt: Date.now(),
        html: toWireHtml(trimmed),
        isOwn: true,
        isSystem: false,
        state: 'sending',
      };
      state.chat.update((chat) => withLines(chat, [line]));
      void deliver(line);
    },
    retry(id: string): void {
      const line = state.chat.get().lines.find((candidate) => candidate.id === id && candidate.state === 'failed');
      if (!line) return;
      state.chat.update((chat) => withLineState(chat, id, 'sending'));
      void deliver(line);
    },
    /** Asks those here the longest what was said before. */
    askHistory(): void {
      for (const id of historyKeepers(state.people.get(), state.selfId)) void peerData.send({ type: DataMsgBodyType.REQ_PUBLIC_CHAT_DATA, to: id }).catch(() => undefined);
    },
    answerHistory(to: string): void {
      const asker = state.people.get().get(to);
      const { lines } = state.chat.get();
      if (!asker || asker.waiting || lines.length === 0) return;
      void peerData.send({ type: DataMsgBodyType.RES_PUBLIC_CHAT_DATA, to, message: encodeHistory(lines) }).catch(() => undefined);
    },
    /** Keeps the chat over a reload of this tab, for when nobody else is here to ask. */
    save(): void {
      try {
        sessionStorage.setItem(storageKey(), encodeHistory(state.chat.get().lines));
      } catch {
        // Storage full or forbidden: the others still know the chat.
      }
    },
    restore(): void {
      try {
        const lines = parseHistory(sessionStorage.getItem(storageKey()) ?? '');
        state.chat.update((chat) => ({ ...withLines(chat, lines.map((line) => trusted(line, state.people.get(), state.selfId, Date.now()))), unread: 0 }));
      } catch {
        // As above.
      }
    },
  };
}

export type ChatRoom = ReturnType<typeof createChatRoom>;
