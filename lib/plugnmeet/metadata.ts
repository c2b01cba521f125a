/** The settings of a class that decide how its room behaves. */
export interface RoomSettings {
  title: string;
  description: string;
  waitingRoom: boolean;
  studentsMaySpeak: boolean;
  studentsMayShowCamera: boolean;
  studentsMayShareScreen: boolean;
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
    allow_reactions: false,
    auto_gen_user_id: false,
    recording_features: { ...off, is_allow_cloud: false, is_allow_local: false, enable_auto_cloud_recording: false },
    external_broadcasting_features: { ...off, is_allow_rtmp: false },
    chat_features: { is_allow: true, is_allow_file_upload: false },
    shared_note_pad_features: off,
    whiteboard_features: off,
    external_media_player_features: off,
    waiting_room_features: { is_active: settings.waitingRoom },
    breakout_room_features: off,
    display_external_link_features: off,
    ingress_features: off,
    polls_features: off,
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
    lock_chat_send_message: false,
    lock_chat_file_share: true,
    lock_private_chat: true,
    lock_whiteboard: true,
    lock_shared_notepad: true,
    lock_reactions: true,
  };
}
