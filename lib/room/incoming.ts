import { parseHistory, trusted, withLines } from './chat.ts';
import type { Encryption } from './encryption/encryption.ts';
import { addNotice, isMessageKey, noticeFrom } from './notices.ts';
import { parseJsonRecord, readString } from './parse.ts';
import { parseInitialData, parseMediaServer, parseNotification, parsePeople, parsePerson, parseRoomMetadata, parseUserId, parseUserMetadataUpdate, type MediaServer } from './parse-room.ts';
import { withPrivateLine } from './private-chats.ts';
import { withoutPerson, withPeople, withPerson, withState } from './people.ts';
import type { SessionState } from './session-state.ts';
import type { ChatLine, EndReason, Person, RoomInfo } from './types.ts';
import { systemLine } from './system-line.ts';
import type { PeerChannel } from './signalling.ts';
import { decodeChat, ServerEvent, type NatsMsgServerToClient } from './wire.ts';

export interface IncomingHooks {
  onInitialData: (room: RoomInfo) => void;
  onMediaServer: (server: MediaServer) => void;
  onToken: (token: string) => void;
  /** Hands on what others said once it can be read: at once, where the room is not encrypted. */
  open: Encryption['open'];
  /** A message on the data channel or the whiteboard's, or one delivered privately. */
  onPeerData: (encoded: Uint8Array, isPrivate: boolean) => void;
  /** Everything from the server, after its effect on the state. */
  onServerEvent: (message: NatsMsgServerToClient) => void;
  onEnded: (reason: EndReason) => void;
  /** Where a shared file is fetched, from its path on the server. */
  fileAddress: (path: string) => string;
  now: () => number;
}

/** One's own entry stays even when the server has just lost sight of one: locks hang on it. */
function withSelf(list: readonly Person[], self: Person | undefined): readonly Person[] {
  return !self || list.some((person) => person.id === self.id) ? list : [...list, self];
}

/** Applies what comes in to the session's state (wire §4.6, §4.9, §4.10). Anything malformed changes nothing. */
export function createIncoming(state: SessionState, hooks: IncomingHooks) {
  let initialised = false;
  let lastError = { text: '', at: 0 };
  const addLines = (lines: readonly ChatLine[]): void =>
    state.chat.update((chat) => withLines(chat, lines.map((line) => trusted(line, state.people.get(), state.selfId, hooks.now()))));

  function sessionEnded(key: string, isPrivate: boolean): void {
    // A private end from before this connection's first answer was meant for the session this one replaced.
    if (isPrivate && !initialised) return;
    if (!isPrivate) return hooks.onEnded('ended');
    const explained = hooks.now() - lastError.at < 10_000;
    if (key.includes('duplicate') || !explained) return hooks.onEnded(key.includes('room-ended') ? 'ended' : 'moved');
    if (!isMessageKey(lastError.text)) state.farewell.set(lastError.text);
    hooks.onEnded(lastError.text.includes('you-have-reject') ? 'turnedAway' : 'removed');
  }

  function privateData({ msg, binMsg }: NatsMsgServerToClient): void {
    const envelope = parseJsonRecord(msg);
    const type = envelope ? readString(envelope, 'type') : '';
    if (type === 'CHAT') hooks.open('chat', binMsg, privateLine);
    else if (type === 'DATA_MSG') hooks.open('dataChannel', binMsg, privatePeerData);
    else if (type === 'WHITEBOARD_MSG') hooks.open('whiteboard', binMsg, privatePeerData);
  }

  const privatePeerData = (bytes: Uint8Array): void => hooks.onPeerData(bytes, true);

  function publicLine(bytes: Uint8Array): void {
    const line = decodeChat(bytes);
    if (line && line.toId === undefined) addLines([line]);
  }

  /** Only the server delivers these, to the one they are for. Somebody who is not in the room cannot write. */
  function privateLine(bytes: Uint8Array): void {
    const line = decodeChat(bytes);
    if (!line || line.toId === undefined || line.fromId === state.selfId) return;
    const sender = state.people.get().get(line.fromId);
    if (!sender) return;
    const shown = trusted(line, state.people.get(), state.selfId, hooks.now());
    state.privateChats.update((chats) => withPrivateLine(chats, shown, sender.name));
    if (state.privateChats.get().get(sender.id)?.isOpen !== true) addNotice(state.notices, { tone: 'info', key: 'privateMessage', values: { name: sender.name } });
  }

  function notification(msg: string): void {
    const parsed = parseNotification(msg);
    if (!parsed) return;
    if (parsed.tone === 'danger') lastError = { text: parsed.text, at: hooks.now() };
    const notice = noticeFrom(parsed);
    if (notice) addNotice(state.notices, notice);
  }

  return {
    /** Called before each new connection: until its first answer, private ends are old ones. */
    expectInitialData(): void {
      initialised = false;
    },
    peer(channel: PeerChannel, bytes: Uint8Array): void {
      hooks.open(channel, bytes, channel === 'chat' ? publicLine : (plain) => hooks.onPeerData(plain, false));
    },
    /** The chat so far, as another participant tells it. */
    history(json: string): void {
      addLines(parseHistory(json));
    },
    message(message: NatsMsgServerToClient, isPrivate: boolean): void {
      take(message, isPrivate);
      hooks.onServerEvent(message);
    },
  };

  function take(message: NatsMsgServerToClient, isPrivate: boolean): void {
    const { event, msg } = message;
    switch (event) {
      case ServerEvent.RES_INITIAL_DATA: {
        const data = parseInitialData(msg);
        if (!data || data.self.id !== state.selfId) return;
        initialised = true;
        state.room.set(data.room);
        state.people.update((people) => withPerson(people, data.self));
        return hooks.onInitialData(data.room);
      }
      case ServerEvent.RES_JOINED_USERS_LIST:
      case ServerEvent.RESP_ONLINE_USERS_LIST: {
        const list = parsePeople(msg);
        state.listed.set(true);
        if (list.length > 0) state.people.update((people) => withPeople(people, withSelf(list, people.get(state.selfId))));
        return;
      }
      case ServerEvent.RES_MEDIA_SERVER_DATA: {
        const server = parseMediaServer(msg);
        if (server) hooks.onMediaServer(server);
        return;
      }
      case ServerEvent.ROOM_METADATA_UPDATE: {
        const rules = parseRoomMetadata(msg);
        if (rules) state.room.update((room) => (room ? { ...room, ...rules } : room));
        return;
      }
      case ServerEvent.USER_METADATA_UPDATE: {
        const update = parseUserMetadataUpdate(msg);
        if (!update) return;
        // Who lowers their own has done so here already.
        if (update.id === state.selfId && update.state.handRaisedAt === null && state.people.get().get(update.id)?.handRaisedAt != null) addNotice(state.notices, { tone: 'info', key: 'handLowered' });
        return state.people.update((people) => withState(people, update.id, update.state));
      }
      case ServerEvent.USER_JOINED: {
        const person = parsePerson(parseJsonRecord(msg));
        if (person) state.people.update((people) => withPerson(people, person));
        return;
      }
      case ServerEvent.USER_DISCONNECTED:
        return state.people.update((people) => withState(people, parseUserId(msg), { connected: false }));
      case ServerEvent.USER_OFFLINE: {
        const id = parseUserId(msg);
        if (id !== state.selfId) state.people.update((people) => withoutPerson(people, id));
        return;
      }
      case ServerEvent.RESP_RENEW_PNM_TOKEN:
        if (msg) hooks.onToken(msg);
        return;
      case ServerEvent.SYSTEM_NOTIFICATION:
        return notification(msg);
      case ServerEvent.SYSTEM_CHAT_MSG:
        return state.chat.update((chat) =>
          withLines(chat, [{ id: message.id, fromId: '', fromName: '', fromModerator: false, sentAt: hooks.now(), html: systemLine(msg, hooks.fileAddress), isOwn: false, isSystem: true, state: 'sent' }]),
        );
      case ServerEvent.DELIVERY_PRIVATE_DATA:
        return privateData(message);
      case ServerEvent.SESSION_ENDED:
        return sessionEnded(msg, isPrivate);
      default:
    }
  }
}
