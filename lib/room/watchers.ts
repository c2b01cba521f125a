import type { Media } from './media.ts';
import { addNotice } from './notices.ts';
import type { People } from './people.ts';
import type { SessionState } from './session-state.ts';
import type { Locks, NoticeKey, RoomInfo } from './types.ts';

const allowed = [['microphone', 'microphoneAllowed'], ['camera', 'cameraAllowed'], ['screenShare', 'screenShareAllowed']] as const;

/** What is not media: said when it is locked and when it is allowed again, while the room offers it. The protocol does not tell who did it. */
const toldOf: readonly { lock: keyof Locks; locked: NoticeKey; allowed: NoticeKey; isOffered: (room: RoomInfo) => boolean }[] = [
  { lock: 'chatSend', locked: 'chatLocked', allowed: 'chatAllowed', isOffered: ({ allowChat }) => allowChat },
  { lock: 'privateChat', locked: 'privateChatLocked', allowed: 'privateChatAllowed', isOffered: ({ features }) => features.privateChat },
  { lock: 'chatFile', locked: 'filesLocked', allowed: 'filesAllowed', isOffered: ({ features }) => features.chatFiles.allowed },
  { lock: 'reactions', locked: 'reactionsLocked', allowed: 'reactionsAllowed', isOffered: ({ features }) => features.reactions },
  { lock: 'whiteboard', locked: 'drawingLocked', allowed: 'drawingAllowed', isOffered: ({ features }) => features.whiteboard.visible },
  { lock: 'notepad', locked: 'notesLocked', allowed: 'notesAllowed', isOffered: ({ features }) => features.notepad.active },
];

/**
 * Reacts to locks put on or taken off during the class: what is locked comes down at once, with a word about it (wire §6.2).
 */
export function watchLocks(state: SessionState, media: Media): () => void {
  let before: Locks = state.ownLocks();
  const check = (): void => {
    const now = state.ownLocks();
    const previous = before;
    before = now;
    if (!media.state.get().participants.has(state.selfId)) return;
    if (now.microphone && !previous.microphone) void takeDown('microphone', 'microphoneLocked');
    if (now.camera && !previous.camera) void takeDown('camera', 'cameraLocked');
    if (now.screenShare && !previous.screenShare) void takeDown('screenShare', 'screenShareLocked');
    for (const [lock, key] of allowed) if (!now[lock] && previous[lock]) addNotice(state.notices, { tone: 'info', key });
    const room = state.room.get();
    for (const { lock, locked, allowed: free, isOffered } of toldOf) {
      if (!room || now[lock] === previous[lock] || !isOffered(room)) continue;
      addNotice(state.notices, now[lock] ? { tone: 'warning', key: locked } : { tone: 'info', key: free });
    }
  };
  async function takeDown(source: 'microphone' | 'camera' | 'screenShare', key: 'microphoneLocked' | 'cameraLocked' | 'screenShareLocked'): Promise<void> {
    const wasOn = state.own.get()[source];
    state.own.update((own) => ({ ...own, [source]: false }));
    const existed = await media.unpublish(source).catch(() => false);
    if (wasOn || existed) addNotice(state.notices, { tone: 'warning', key });
  }
  const stops = [state.people.subscribe(check), state.room.subscribe(check)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Tells moderators who raised a hand or came to the door. */
export function watchPeople(state: SessionState): () => void {
  let before: People = state.people.get();
  return state.people.subscribe(() => {
    const now = state.people.get();
    const previous = before;
    before = now;
    if (now.get(state.selfId)?.isPresenter === true && previous.get(state.selfId)?.isPresenter === false && state.phase.get().name === 'joined') {
      addNotice(state.notices, { tone: 'info', key: 'presenterNow' });
    }
    if (!now.get(state.selfId)?.isModerator || state.phase.get().name === 'ended') return;
    for (const person of now.values()) {
      if (person.id === state.selfId) continue;
      const old = previous.get(person.id);
      if (person.handRaisedAt !== null && old?.handRaisedAt === null) {
        addNotice(state.notices, { tone: 'info', key: 'handRaised', values: { name: person.name } });
      }
      if (person.waiting && !old?.waiting) addNotice(state.notices, { tone: 'info', key: 'someoneWaiting', values: { name: person.name } });
    }
  });
}

/** While LiveKit repairs its connection by itself, that is an outage too. */
export function watchMediaConnection(state: SessionState, media: Media): () => void {
  return media.state.subscribe(() => {
    const { status } = media.state.get();
    if (status === 'connected') state.setConnection({ media: true });
    else if (status === 'reconnecting') state.setConnection({ media: false });
  });
}

/** Follows the own track states LiveKit reports, e.g. when sharing was stopped from the browser's own bar. */
export function watchOwnTracks(state: SessionState, media: Media): () => void {
  return media.state.subscribe(() => {
    const self = media.state.get().participants.get(state.selfId);
    if (self && !self.screen && state.own.get().screenShare) state.own.update((own) => ({ ...own, screenShare: false }));
  });
}
