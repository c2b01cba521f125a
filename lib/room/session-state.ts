import { emptyChat, type ChatState } from './chat.ts';
import { effectiveLocks, type People } from './people.ts';
import { initialPhase, nextPhase, type Phase, type PhaseEvent } from './phase.ts';
import type { PrivateChats } from './private-chats.ts';
import type { Reaction } from './reactions.ts';
import { createSlice } from './slice.ts';
import type { Locks, Notice, RoomInfo } from './types.ts';
import type { UploadFailure } from './upload.ts';

/** Whether the two connections are up; `link` is signalling. */
export interface ConnectionState {
  link: boolean;
  media: boolean;
}

/** Which of the own devices are meant to be on, whatever the network does meanwhile. */
export interface OwnMedia {
  microphone: boolean;
  camera: boolean;
  screenShare: boolean;
}

/** A file on its way into the chat. */
export interface ChatUpload {
  id: string;
  name: string;
  /** The share that has arrived, 0 to 1. */
  share: number;
  failure: Exclude<UploadFailure, 'stopped'> | null;
  /** Whose private chat it goes to; null for everybody. */
  to: string | null;
}

/** The slices of a session. */
export function createSessionState(selfId: string) {
  const state = {
    selfId,
    phase: createSlice<Phase>(initialPhase),
    room: createSlice<RoomInfo | null>(null),
    /** Whether the server has told who is here; until then `people` holds oneself at most. */
    listed: createSlice(false),
    people: createSlice<People>(new Map()),
    chat: createSlice<ChatState>(emptyChat),
    privateChats: createSlice<PrivateChats>(new Map()),
    /** Whose private chat is turned to; null for everybody's. */
    chatWith: createSlice<string | null>(null),
    uploads: createSlice<readonly ChatUpload[]>([]),
    reactions: createSlice<readonly Reaction[]>([]),
    notices: createSlice<readonly Notice[]>([]),
    /** Why a moderator removed one, in their words; empty without. */
    farewell: createSlice(''),
    connection: createSlice<ConnectionState>({ link: false, media: false }),
    own: createSlice<OwnMedia>({ microphone: false, camera: false, screenShare: false }),
  };
  return {
    ...state,
    dispatch: (event: PhaseEvent): void => state.phase.update((phase) => nextPhase(phase, event)),
    ownLocks: (): Locks => effectiveLocks(state.people.get().get(selfId), state.room.get()),
    setConnection(change: Partial<ConnectionState>): void {
      const connection = { ...state.connection.get(), ...change };
      const before = state.connection.get();
      if (connection.link === before.link && connection.media === before.media) return;
      state.connection.set(connection);
      state.phase.update((phase) => nextPhase(phase, { type: connection.link && connection.media ? 'connectionBack' : 'connectionLost' }));
    },
  };
}

export type SessionState = ReturnType<typeof createSessionState>;
