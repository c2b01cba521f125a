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
}

const off = { is_allow: false };
/** As many as the protocol allows (spec §1.5). */
const mostBreakoutRooms = 16;

/**
 * What /auth/room/create is sent for a class (spec §1.5). Everything is said explicitly, so that no default of any
 * server version opens what the class closed.
 */
export function createRoomRequest(settings: RoomSettings, { roomId, emptyTimeoutSeconds = 300 }: CreateRoomOptions): CreateRoomRequest {
  return {
    room_id: roomId,
    empty_timeout: emptyTimeoutSeconds,
    ...(settings.maxParticipants === null ? {} : { max_participants: settings.maxParticipants }),
    metadata: {
      room_title: settings.title,
      room_features: roomFeatures(settings),
      default_lock_settings: lockSettings(settings),
    },
  };
}

function roomFeatures(settings: RoomSettings): Record<string, unknown> {
  return {
    allow_webcams: true,
    mute_on_start: false,
    allow_screen_share: true,
    allow_view_other_webcams: true,
    allow_view_other_users_list: true,
    admin_only_webcams: false,
    enable_analytics: false,
    allow_virtual_bg: false,
    allow_raise_hand: true,
    allow_reactions: settings.withReactions,
    auto_gen_user_id: false,
    recording_features: { is_allow: settings.withRecording, is_allow_cloud: settings.withRecording, is_allow_local: false, enable_auto_cloud_recording: false },
    external_broadcasting_features: { is_allow: settings.withRecording, is_allow_rtmp: settings.withRecording },
    chat_features: { is_allow: true, is_allow_file_upload: true },
    shared_note_pad_features: { is_allow: settings.withNotepad },
    whiteboard_features: { is_allow: settings.withWhiteboard },
    external_media_player_features: { is_allow: settings.withSharedMedia },
    waiting_room_features: { is_active: settings.waitingRoom },
    breakout_room_features: { is_allow: settings.withBreakoutRooms, allowed_number_rooms: mostBreakoutRooms },
    display_external_link_features: { is_allow: settings.withSharedMedia },
    ingress_features: { is_allow: settings.withSharedMedia },
    polls_features: { is_allow: settings.withPolls },
    insights_features: off,
    sip_dial_in_features: off,
    end_to_end_encryption_features: { is_enabled: false },
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
