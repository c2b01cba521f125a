import { createBus } from './bus.ts';
import type { CapturedMedia } from './capture.ts';
import { createChatFiles } from './chat-files.ts';
import { createChatRoom } from './chat-room.ts';
import { keepInRoom, tabStorage } from './device-memory.ts';
import { createEncryption } from './encryption/encryption.ts';
import { createIncoming } from './incoming.ts';
import { createLink, type Link, type TicketRenewal } from './link.ts';
import { createMedia, type LocalSource, type Media } from './media.ts';
import { createMediaLifecycle } from './media-lifecycle.ts';
import { createModeration } from './moderation.ts';
import { addNotice, dropNotice, handMark } from './notices.ts';
import { createPeerData } from './peer-data.ts';
import { withState } from './people.ts';
import { createReactionRoom } from './reaction-room.ts';
import { createSessionState } from './session-state.ts';
import { fileAddress } from './shared-file.ts';
import { createSlice, whenSlice } from './slice.ts';
import type { EndReason, NoticeKey, Ticket } from './types.ts';
import { watchLocks, watchMediaConnection, watchOwnTracks, watchPeople } from './watchers.ts';
import { ClientEvent, DataMsgBodyType, type NatsMsgServerToClient, type ServerEvent } from './wire.ts';
import type { RoomWires } from './wires.ts';

export interface RoomSessionOptions {
  ticket: Ticket;
  renewTicket: () => Promise<TicketRenewal>;
  /** The key its participants agreed on, where it is known already. */
  encryptionKey?: string;
  /** Replaced in tests. */
  parts?: { createMedia?: typeof createMedia; createLink?: typeof createLink };
}

const renewTokenEvery = 3 * 60_000;
const compareListEvery = 30_000;

const stopped: Readonly<Record<LocalSource, NoticeKey>> = { microphone: 'mutedByModerator', camera: 'cameraStopped', screenShare: 'shareStopped' };
const lost: Readonly<Record<LocalSource, NoticeKey>> = { microphone: 'microphoneLost', camera: 'cameraLost', screenShare: 'shareFailed' };
const failures: Readonly<Record<LocalSource, NoticeKey>> = { microphone: 'microphoneFailed', camera: 'cameraFailed', screenShare: 'shareFailed' };

/**
 * One person's stay in one room, from the device check to the end: signalling (wire §4), media (§5) and what the views show.
 * Comes back by itself from every kind of outage; ends only when the class does, when removed or replaced, or when leaving.
 */
export function createRoomSession({ ticket, renewTicket, encryptionKey = '', parts = {} }: RoomSessionOptions) {
  const ending = new AbortController();
  const { signal } = ending;
  const state = createSessionState(ticket.participantId);
  const cleanups: (() => void)[] = [];
  let joinAsked = false;
  let joined = false;

  const serverEvents = createBus<ServerEvent, NatsMsgServerToClient>();
  const entered = createSlice(0);
  const incoming = createIncoming(state, {
    onInitialData: (room) => {
      encryption.begin(room);
      link.confirm();
    },
    open: (channel, bytes, take) => encryption.open(channel, bytes, take),
    onMediaServer: (server) => lifecycle.setServer(server),
    onToken: (token) => link.setToken(token),
    onPeerData: (encoded, isPrivate) => peers.receive(encoded, isPrivate),
    onServerEvent: (message) => serverEvents.emit(message.event, message),
    onEnded: end,
    fileAddress: (path) => fileAddress(ticket.serverUrl, path),
    now: () => Date.now(),
  });
  const link: Link = (parts.createLink ?? createLink)({ ticket, renewTicket, state, incoming, signal, onEnded: end, onUp: whenUp });
  const media: Media = (parts.createMedia ?? createMedia)({
    onLost: (loss) => void lifecycle.lost(loss).catch(() => undefined),
    onUnreadable: (id) => encryption.unreadableFrom(id),
    onMutedByServer: (source) => {
      const wasOn = state.own.get()[source];
      state.own.update((own) => ({ ...own, [source]: false }));
      if (wasOn) addNotice(state.notices, { tone: 'warning', key: stopped[source] });
      // A muted screen would leave the browser's own bar saying that it is shared.
      if (source === 'screenShare') void media.unpublish(source).catch(() => false);
    },
    onDeviceLost: (source) => {
      state.own.update((own) => ({ ...own, [source]: false }));
      addNotice(state.notices, { tone: 'warning', key: lost[source] });
    },
  });
  const lifecycle = createMediaLifecycle({ state, link, media, signal, onEnded: end });
  const encryption = createEncryption({ media, givenKey: encryptionKey, signal, onFailed: end });
  const peers = createPeerData(state.selfId, () => link, encryption.seal);
  const chat = createChatRoom(state, link, peers, encryption.seal);
  const files = createChatFiles({ state, link, say: chat.say });
  const reactions = createReactionRoom({ state, peers, signal });
  const moderation = createModeration(state, link, media);

  peers.messages.on(DataMsgBodyType.REQ_PUBLIC_CHAT_DATA, ({ fromId, isPrivate }) => {
    if (isPrivate) chat.answerHistory(fromId);
  });
  peers.messages.on(DataMsgBodyType.RES_PUBLIC_CHAT_DATA, ({ fromId, message, isPrivate }) => {
    if (isPrivate && chat.expectsHistory(fromId)) incoming.history(message);
  });

  function whenUp(): void {
    const waiting = state.people.get().get(state.selfId)?.waiting ?? false;
    state.dispatch({ type: 'prepared' });
    if (joined) enterChannels();
    else if (!waiting && !joinAsked) void lifecycle.warm().catch(() => undefined);
  }

  function enterChannels(): void {
    link.openPeerChannels();
    void whenSlice(state.listed, Boolean, signal).then(chat.askHistory, () => undefined);
    entered.update((times) => times + 1);
  }

  function every(milliseconds: number, task: () => void): void {
    const timer = setInterval(task, milliseconds);
    cleanups.push(() => clearInterval(timer));
  }

  function listen(target: EventTarget | undefined, type: string, listener: () => void): void {
    target?.addEventListener(type, listener);
    cleanups.push(() => target?.removeEventListener(type, listener));
  }

  function end(reason: EndReason): void {
    if (signal.aborted) return;
    state.dispatch({ type: 'ended', reason });
    if (joined) {
      chat.save();
      keepInRoom(tabStorage(), null);
    }
    ending.abort();
    files.stopAll();
    for (const clean of cleanups) clean();
    void media.disconnect().catch(() => undefined);
    void link.close().catch(() => undefined);
  }

  async function setSource(source: LocalSource, on: boolean): Promise<void> {
    const before = state.own.get()[source];
    if (before === on || (on && state.ownLocks()[source])) return;
    state.own.update((own) => ({ ...own, [source]: on }));
    try {
      await media.setEnabled(source, on);
    } catch (error) {
      state.own.update((own) => ({ ...own, [source]: before }));
      // Dismissing the browser's choice of a screen is no failure.
      if (source === 'screenShare' && error instanceof Error && error.name === 'NotAllowedError') return;
      addNotice(state.notices, { tone: 'danger', key: failures[source] });
    }
  }

  return {
    selfId: state.selfId,
    phase: state.phase,
    room: state.room,
    people: state.people,
    chat: state.chat,
    notices: state.notices,
    farewell: state.farewell,
    connection: state.connection,
    own: state.own,
    media: media.state,
    wires: { state, link, serverEvents, peerMessages: peers.messages, peerData: { send: peers.send }, entered, signal } satisfies RoomWires,
    moderation,
    /** Resolves once joining needs no more of this thread: views drawn earlier would only delay it. */
    async underWay(patience: number): Promise<void> {
      const enough = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
      const answered = whenSlice(media.answered, Boolean, enough);
      const waiting = whenSlice(state.phase, ({ name }) => name === 'waiting', enough);
      await Promise.race([answered, waiting]).catch(() => undefined);
    },

    /** Connects signalling and gets everything ready so that joining is instant. */
    async prepare(): Promise<void> {
      every(renewTokenEvery, () => void link.send(ClientEvent.REQ_RENEW_PNM_TOKEN, link.token()).catch(() => undefined));
      every(compareListEvery, () => {
        void link.send(ClientEvent.REQ_ONLINE_USERS_LIST).catch(() => undefined);
        if (state.phase.get().name === 'ready') void lifecycle.refresh().catch(() => undefined);
      });
      listen(globalThis.window, 'online', link.hurry);
      listen(globalThis.window, 'pagehide', () => {
        if (!joined) return;
        chat.save();
        const { camera, microphone } = state.own.get();
        keepInRoom(tabStorage(), { cameraOn: camera, microphoneOn: microphone });
      });
      listen(globalThis.document, 'visibilitychange', () => {
        if (document.visibilityState === 'visible') link.hurry();
      });
      await link.open();
    },
    /** Goes in, through the waiting room if there is one, with what was captured on the join page. */
    async join(captured: CapturedMedia): Promise<void> {
      if (joinAsked) return;
      joinAsked = true;
      try {
        signal.throwIfAborted();
        await whenSlice(link.up, Boolean, signal);
        if (encryption.status.get() === 'keyNeeded') state.dispatch({ type: 'keyAsked' });
        await whenSlice(encryption.status, (status) => status === 'on' || status === 'off', signal);
        const mustWait = state.people.get().get(state.selfId)?.waiting ?? false;
        state.dispatch({ type: 'joinAsked', mustWait });
        if (mustWait) {
          await whenSlice(state.people, (people) => people.get(state.selfId)?.waiting === false, signal);
          state.dispatch({ type: 'letIn' });
        }
        joined = true;
        cleanups.push(watchLocks(state, media), watchPeople(state), watchOwnTracks(state, media), watchMediaConnection(state, media));
        const connecting = lifecycle.start(captured);
        chat.restore();
        enterChannels();
        await connecting;
        void import('./figures.ts').then(({ reportFigures }) => reportFigures({ state, media: media.state, link, signal }), () => undefined);
      } catch {
        captured.camera?.stop();
        captured.microphone?.stop();
      }
    },
    /** Leaves; the only end a person chooses. */
    leave(): void {
      end('left');
    },
    /** Sends and receives nothing any more but stays in the class, as while in a breakout room. Gives the devices in use to whoever goes on with them. */
    stepAside(): CapturedMedia {
      const captured = media.release();
      state.own.set({ microphone: false, camera: false, screenShare: false });
      void media.pause().catch(() => undefined);
      return captured;
    },
    /** Back from where one stepped aside to, with the devices in use there. */
    async comeBack(captured: CapturedMedia): Promise<void> {
      media.resume();
      await lifecycle.publish(captured).catch(() => addNotice(state.notices, { tone: 'warning', key: 'cameraFailed' }));
    },
    /** The devices in use, kept open over the end of this session. */
    handOver: media.release,
    setMicrophone: (on: boolean): Promise<void> => setSource('microphone', on),
    setCamera: (on: boolean): Promise<void> => setSource('camera', on),
    setScreenShare(on: boolean): Promise<void> {
      const someoneElse = [...media.state.get().participants.values()].some((participant) => participant.screen && !participant.isLocal);
      if (on && someoneElse) {
        addNotice(state.notices, { tone: 'info', key: 'shareTaken' });
        return Promise.resolve();
      }
      return setSource('screenShare', on);
    },
    async setHand(raised: boolean): Promise<void> {
      const self = state.people.get().get(state.selfId);
      if (!self || (self.handRaisedAt !== null) === raised) return;
      state.people.update((people) => withState(people, self.id, { handRaisedAt: raised ? Date.now() : null }));
      try {
        if (raised) await link.send(ClientEvent.REQ_RAISE_HAND, `${handMark} ${self.name}`);
        else await link.send(ClientEvent.REQ_LOWER_HAND);
      } catch {
        state.people.update((people) => withState(people, self.id, { handRaisedAt: self.handRaisedAt }));
        addNotice(state.notices, { tone: 'danger', key: 'requestFailed' });
      }
    },
    encryption: { status: encryption.status, unreadable: encryption.unreadable, hasOwnKey: encryption.hasOwnKey, key: encryption.key, setKey: encryption.setKey },
    privateChats: state.privateChats,
    uploads: state.uploads,
    reactions: state.reactions,
    serverUrl: link.serverUrl,
    sendChat: chat.send,
    chatWith: state.chatWith,
    chooseChat: chat.choose,
    files: { add: files.add, cancel: files.cancel, retry: files.retry },
    react: reactions.react,
    retryChat: chat.retry,
    setChatOpen: chat.look,
    changeDevice: media.changeDevice,
    startAudio: media.startAudio,
    microphoneTrack: media.microphoneTrack,
    dismissNotice: (id: string): void => dropNotice(state.notices, id),
  };
}

export type RoomSession = ReturnType<typeof createRoomSession>;
