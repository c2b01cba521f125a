import { encodeHistory, historyKeepers, newChatId, parseHistory, trusted, withLines, withOpen, withLineState } from './chat.ts';
import { longestChatText } from './chat-text.ts';
import type { Link } from './link.ts';
import type { PeerData } from './peer-data.ts';
import { partnerOf, withOpenChat, withPartner, withPrivateLine, withPrivateState } from './private-chats.ts';
import type { Encryption } from './encryption/encryption.ts';
import { encodePrivateChats, parsePrivateChats } from './private-chats-kept.ts';
import { toWireHtml } from './rich-text.ts';
import type { SessionState } from './session-state.ts';
import type { ChatLine } from './types.ts';
import { ClientEvent, DataMsgBodyType, encodeChat } from './wire.ts';

/** The public chat: participants tell each other; the server keeps nothing (wire §4.9). */
export function createChatRoom(state: SessionState, link: Link, peerData: PeerData, seal: Encryption['seal']) {
  const privateKey = (): string => `kelas-private-${state.room.get()?.roomId ?? ''}-${state.selfId}`;
  const storageKey = (): string => `kelas-chat-${state.room.get()?.roomId ?? ''}`;

  let looking = false;
  /** Who was asked for what was said before and has not answered: nobody else tells it, or anybody could put words into others' mouths. */
  const asked = new Set<string>();

  const mark = (line: ChatLine, lineState: ChatLine['state']): void => {
    if (line.toId === undefined) state.chat.update((chat) => withLineState(chat, line.id, lineState));
    else state.privateChats.update((chats) => withPrivateState(chats, partnerOf(line), line.id, lineState));
  };

  async function deliver(line: ChatLine): Promise<void> {
    try {
      const encoded = await seal('chat', encodeChat(line));
      if (line.toId === undefined) await link.publish('chat', encoded);
      else await link.send(ClientEvent.REQ_PRIVATE_DATA_DELIVERY, JSON.stringify({ toUserId: line.toId, echoToSender: false, type: 'CHAT' }), encoded);
      mark(line, 'sent');
    } catch {
      mark(line, 'failed');
    }
  }

  function markRead(): void {
    const partner = state.chatWith.get();
    state.chat.update((chat) => withOpen(chat, looking && partner === null));
    state.privateChats.update((chats) => withOpenChat(chats, looking ? partner : null));
  }

  /** Shows the line at once and marks it when it could not be sent. */
  function say(html: string, to: string | null): void {
    const self = state.people.get().get(state.selfId);
    const line: ChatLine = {
      id: newChatId(),
      fromId: state.selfId,
      ...(to === null ? {} : { toId: to }),
      fromName: self?.name ?? '',
      fromModerator: self?.isModerator ?? false,
      sentAt: Date.now(),
      html,
      isOwn: true,
      isSystem: false,
      state: 'sending',
    };
    if (to === null) state.chat.update((chat) => withLines(chat, [line]));
    else state.privateChats.update((chats) => withPrivateLine(chats, line, state.people.get().get(to)?.name ?? ''));
    void deliver(line);
  }

  return {
    say,
    /** Writes to everybody, or with `to` to one person. */
    send(text: string, to: string | null = null): void {
      const trimmed = text.trim().slice(0, longestChatText);
      const locks = state.ownLocks();
      if (!trimmed || locks.chatSend || (to !== null && locks.privateChat)) return;
      say(toWireHtml(trimmed), to);
    },
    retry(line: ChatLine): void {
      if (line.state !== 'failed') return;
      mark(line, 'sending');
      void deliver(line);
    },
    /** Turns to the chat with one person, or with `null` to everybody's; begins it when there is none. */
    choose(partner: string | null): void {
      if (partner !== null) state.privateChats.update((chats) => withPartner(chats, partner, state.people.get().get(partner)?.name ?? ''));
      state.chatWith.set(partner);
      markRead();
    },
    /** Whether the chat that was chosen is being looked at. */
    look(isOpen: boolean): void {
      looking = isOpen;
      markRead();
    },
    /** Asks those here the longest what was said before. */
    askHistory(): void {
      for (const id of historyKeepers(state.people.get(), state.selfId)) {
        asked.add(id);
        void peerData.send({ type: DataMsgBodyType.REQ_PUBLIC_CHAT_DATA, to: id }).catch(() => undefined);
      }
    },
    /** Whether this is the answer of somebody who was asked. */
    expectsHistory: (from: string): boolean => asked.delete(from),
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
        sessionStorage.setItem(privateKey(), encodePrivateChats(state.privateChats.get()));
      } catch {
        // Storage full or forbidden: the others still know the chat.
      }
    },
    restore(): void {
      try {
        const kept = parsePrivateChats(sessionStorage.getItem(privateKey()) ?? '', state.selfId);
        state.privateChats.update((chats) => new Map([...kept, ...chats]));
        const lines = parseHistory(sessionStorage.getItem(storageKey()) ?? '');
        state.chat.update((chat) => ({ ...withLines(chat, lines.map((line) => trusted(line, state.people.get(), state.selfId, Date.now()))), unread: 0 }));
      } catch {
        // As above.
      }
    },
  };
}
