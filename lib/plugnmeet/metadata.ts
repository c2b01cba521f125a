import { languageKey } from './recording-design.ts';

/** The settings of a class that decide how its room behaves. */
export interface RoomSettings {
  title: string;
  description: string;
  waitingRoom: boolean;
  studentsMaySpeak: boolean;
  studentsMayShowCamera: boolean;
  studentsMayShareScreen: boolean;
  studentsMayChat: boolean;
  studentsMayChatPrivately: boolean;
  studentsMayShareFiles: boolean;
  studentsMayDraw: boolean;
  studentsMayWriteNotes: boolean;
  withReactions: boolean;
  withWhiteboard: boolean;
  withNotepad: boolean;
  withPolls: boolean;
  withBreakoutRooms: boolean;
  /** Links to other pages, videos, and streams sent in from outside. */
  withSharedMedia: boolean;
  /** Recording, and streaming to an RTMP address. */
  withRecording: boolean;
  recordsFromStart: boolean;
  recordsTeachersOnly: boolean;
  /** End to end, with a key the participants agree on. */
  encrypted: boolean;
  maxParticipants: number | null;
}

export interface CreateRoomRequest {
  room_id: string;
  empty_timeout?: number;
  max_participants?: number;
  metadata: Record<string, unknown>;
}

export interface CreateRoomOptions {
  roomId: string;
  /** Seconds an empty room lives on. */
  emptyTimeoutSeconds?: number;
  /** The class's language, which its recordings speak. */
  language?: string;
  extras?: RoomExtras;
}

/** What an outside system may ask of a room that a class has no setting for. */
export interface RoomExtras {
  /** Greets whoever comes in. */
  welcome?: string;
  /** The room ends after so many minutes. */
  longestMinutes?: number;
  mutedOnStart?: boolean;
  /** Students' pictures are for moderators only. */
  camerasForModeratorsOnly?: boolean;
  hidesPeople?: boolean;
  /** Students do not see each other's pictures. */
  hidesOthersCameras?: boolean;
  recordsFromStart?: boolean;
  withoutScreenSharing?: boolean;
  withoutRaisedHands?: boolean;
  /** No streaming to an RTMP address. */
  withoutStreaming?: boolean;
}

const off = { is_allow: false };
/** As many as the protocol allows (spec §1.5). */
const mostBreakoutRooms = 16;

/**
 * What /auth/room/create is sent for a class (spec §1.5). Everything is said explicitly, so that no default of any
 * server version opens what the class closed.
 */
export function createRoomRequest(settings: RoomSettings, { roomId, emptyTimeoutSeconds = 300, language, extras = {} }: CreateRoomOptions): CreateRoomRequest {
  return {
    room_id: roomId,
    empty_timeout: emptyTimeoutSeconds,
    ...(settings.maxParticipants === null ? {} : { max_participants: settings.maxParticipants }),
    metadata: {
      room_title: settings.title,
      ...(extras.welcome === undefined ? {} : { welcome_message: extras.welcome }),
      ...(language === undefined ? {} : { extra_data: { [languageKey]: language } }),
      room_features: roomFeatures(settings, extras),
      default_lock_settings: lockSettings(settings),
    },
  };
}

function roomFeatures(settings: RoomSettings, extras: RoomExtras): Record<string, unknown> {
  const { encrypted } = settings;
  // Recorders and streams from outside have no key, and files lie on the server as they are.
  const records = settings.withRecording && !encrypted;
  return {
    allow_webcams: true,
    mute_on_start: extras.mutedOnStart ?? false,
    allow_screen_share: !extras.withoutScreenSharing,
    allow_view_other_webcams: !extras.hidesOthersCameras,
    allow_view_other_users_list: !extras.hidesPeople,
    admin_only_webcams: extras.camerasForModeratorsOnly ?? false,
    ...(extras.longestMinutes ? { room_duration: extras.longestMinutes } : {}),
    enable_analytics: true,
    allow_virtual_bg: false,
    allow_raise_hand: !extras.withoutRaisedHands,
    allow_reactions: settings.withReactions,
    auto_gen_user_id: false,
    recording_features: { is_allow: records, is_allow_cloud: records, is_allow_local: false, enable_auto_cloud_recording: records && (settings.recordsFromStart || (extras.recordsFromStart ?? false)), only_record_admin_webcams: records && settings.recordsTeachersOnly },
    external_broadcasting_features: { is_allow: records && !extras.withoutStreaming, is_allow_rtmp: records && !extras.withoutStreaming },
    chat_features: { is_allow: true, is_allow_file_upload: !encrypted },
    shared_note_pad_features: { is_allow: settings.withNotepad },
    whiteboard_features: { is_allow: settings.withWhiteboard },
    external_media_player_features: { is_allow: settings.withSharedMedia },
    waiting_room_features: { is_active: settings.waitingRoom },
    breakout_room_features: { is_allow: settings.withBreakoutRooms, allowed_number_rooms: mostBreakoutRooms },
    display_external_link_features: { is_allow: settings.withSharedMedia },
    ingress_features: { is_allow: settings.withSharedMedia && !encrypted },
    polls_features: { is_allow: settings.withPolls },
    insights_features: off,
    sip_dial_in_features: off,
    end_to_end_encryption_features: {
      is_enabled: encrypted,
      included_chat_messages: encrypted,
      included_whiteboard: encrypted,
      enabled_self_insert_encryption_key: encrypted,
    },
  };
}

/** Each lock in words: an absent one would take the server's default, which differs between locks and versions. */
function lockSettings(settings: RoomSettings): Record<string, boolean> {
  return {
    lock_microphone: !settings.studentsMaySpeak,
    lock_webcam: !settings.studentsMayShowCamera,
    lock_screen_sharing: !settings.studentsMayShareScreen,
    lock_chat: false,
    lock_chat_send_message: !settings.studentsMayChat,
    lock_chat_file_share: !settings.studentsMayShareFiles,
    lock_private_chat: !settings.studentsMayChatPrivately,
    lock_whiteboard: !settings.studentsMayDraw,
    lock_shared_notepad: !settings.studentsMayWriteNotes,
    lock_reactions: !settings.withReactions,
  };
}
