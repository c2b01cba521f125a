import type { RoomFeatures } from './features.ts';

/** What a participant may not do. Undefined in a person's own locks means "as the room says". */
export interface Locks {
  microphone: boolean;
  camera: boolean;
  screenShare: boolean;
  chat: boolean;
  chatSend: boolean;
  chatFile: boolean;
  privateChat: boolean;
  whiteboard: boolean;
  notepad: boolean;
  reactions: boolean;
}

export type LockName = keyof Locks;

/** Somebody in the room as signalling knows them (wire §2.1, §4.5). */
export interface Person {
  id: string;
  name: string;
  isModerator: boolean;
  isPresenter: boolean;
  /** Milliseconds; 0 when unknown. */
  joinedAt: number;
  waiting: boolean;
  /** When the hand went up in milliseconds; null when it is down. */
  handRaisedAt: number | null;
  locks: Partial<Locks>;
  /** False between losing and regaining their connection. */
  connected: boolean;
}

/** What the room itself allows (wire §1.5). */
export interface RoomInfo {
  roomId: string;
  roomSid: string;
  title: string;
  /** Unix milliseconds; 0 until the room is active. */
  startedAt: number;
  /** How long it lasts from then on; 0 without a limit. */
  durationMinutes: number;
  welcomeMessage: string;
  waitingMessage: string;
  allowCamera: boolean;
  allowScreenShare: boolean;
  allowChat: boolean;
  allowHands: boolean;
  allowPeopleList: boolean;
  /** Whether the server wants to be told what people do, for the class's figures. */
  countsFigures: boolean;
  allowOthersCameras: boolean;
  moderatorsOnlyCamera: boolean;
  muteOnStart: boolean;
  defaultLocks: Partial<Locks>;
  features: RoomFeatures;
}

/** A line of the chat, public or private. */
export interface ChatLine {
  id: string;
  fromId: string;
  /** The one person a private line is for; absent when it is for everybody. */
  toId?: string;
  fromName: string;
  fromModerator: boolean;
  /** Milliseconds. */
  sentAt: number;
  /** HTML of the few allowed tags as it travels; parse with `parseRichText`, never insert. */
  html: string;
  isOwn: boolean;
  isSystem: boolean;
  state: 'sent' | 'sending' | 'failed';
}

export type NoticeTone = 'info' | 'warning' | 'danger';

/** A passing message: either one of ours (a key of messages `room.notices`) or a text from the server. */
export interface Notice {
  id: string;
  tone: NoticeTone;
  key?: NoticeKey;
  text?: string;
  values?: Record<string, string | number>;
}

export type NoticeKey =
  | 'microphoneLocked'
  | 'cameraLocked'
  | 'screenShareLocked'
  | 'microphoneAllowed'
  | 'mutedByModerator'
  | 'startsMuted'
  | 'handRaised'
  | 'handLowered'
  | 'letIn'
  | 'someoneWaiting'
  | 'shareTaken'
  | 'microphoneLost'
  | 'cameraLost'
  | 'microphoneFailed'
  | 'cameraFailed'
  | 'shareFailed'
  | 'requestFailed'
  | 'backOnline'
  | 'pollStarted'
  | 'pollEnded'
  | 'breakoutEnded'
  | 'breakoutRemoved'
  | 'breakoutFailed'
  | 'cameraStopped'
  | 'shareStopped'
  | 'cameraAllowed'
  | 'screenShareAllowed'
  | 'chatLocked'
  | 'chatAllowed'
  | 'privateChatLocked'
  | 'privateChatAllowed'
  | 'filesLocked'
  | 'filesAllowed'
  | 'reactionsLocked'
  | 'reactionsAllowed'
  | 'drawingLocked'
  | 'drawingAllowed'
  | 'notesLocked'
  | 'notesAllowed'
  | 'presenterNow'
  | 'privateMessage'
  | 'everybodyMuted'
  | 'recordingStarted'
  | 'recordingEnded'
  | 'recordingFailed'
  | 'recordingRunning'
  | 'recordingNotRunning'
  | 'broadcastStarted'
  | 'broadcastEnded'
  | 'broadcastFailed'
  | 'broadcastRunning'
  | 'broadcastNotRunning'
  | 'noRecorder'
  | 'requestInProgress'
  | 'whiteboardFileAdded';

export type EndReason = 'left' | 'ended' | 'removed' | 'turnedAway' | 'moved' | 'full' | 'blocked' | 'encrypted' | 'unavailable';

/** A join ticket as the portal hands it out. */
export interface Ticket {
  token: string;
  serverUrl: string;
  roomId: string;
  participantId: string;
  name: string;
  isModerator: boolean;
}
