import type { JsonObject } from '@bufbuild/protobuf';

/** Types of files people may share in the chat. */
const sharedFileTypes = ['docx', 'jpeg', 'jpg', 'mp3', 'mp4', 'pdf', 'png', 'pptx', 'svg', 'txt', 'webm', 'xlsx', 'zip'];

/** room_features as they are when create says nothing about them (wire §1.5). */
export const defaultRoomFeatures: JsonObject = {
  allow_webcams: true,
  mute_on_start: false,
  allow_screen_share: true,
  allow_view_other_webcams: true,
  allow_view_other_users_list: true,
  admin_only_webcams: false,
  enable_analytics: true,
  allow_virtual_bg: true,
  allow_raise_hand: true,
  allow_reactions: true,
  auto_gen_user_id: false,
  recording_features: { is_allow: true, is_allow_cloud: true, enable_auto_cloud_recording: false, is_allow_local: true, only_record_admin_webcams: false },
  chat_features: { is_allow: true, is_allow_file_upload: true, allowed_file_types: sharedFileTypes },
  shared_note_pad_features: { is_allow: true },
  whiteboard_features: { is_allow: true },
  external_media_player_features: { is_allow: true },
  waiting_room_features: { is_active: false },
  breakout_room_features: { is_allow: true, allowed_number_rooms: 6 },
  display_external_link_features: { is_allow: true },
  ingress_features: { is_allow: true },
  end_to_end_encryption_features: { is_enabled: false },
  polls_features: { is_allow: true },
  insights_features: {
    is_allow: true,
    transcription_features: { is_allow: true, max_selected_trans_langs: 2 },
    chat_translation_features: { is_allow: true, max_selected_trans_langs: 5 },
    ai_features: { is_allow: true, ai_text_chat_features: { is_allow: true }, meeting_summarization_features: { is_allow: true } },
  },
  sip_dial_in_features: { is_allow: true },
  external_broadcasting_features: { is_allow: true, is_allow_rtmp: true },
};

/** Locks that hold unless create says otherwise; the others stay unset, which means open. */
export const defaultLockSettings: JsonObject = {
  lock_screen_sharing: true,
  lock_whiteboard: true,
  lock_shared_notepad: true,
};

/** Set by the server whatever create says. */
export const enforcedRoomFeatures: JsonObject = {
  chat_features: { max_file_size: '50' },
  whiteboard_features: { max_allowed_file_size: '30' },
  // No speech service and no telephone gateway belong to this server.
  insights_features: { is_allow: false },
  sip_dial_in_features: { is_allow: false },
};

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `over` on top of `base`. What `over` does not mention stays: a `false` it does mention counts, which the merge of
 * protobuf messages cannot see.
 */
export function mergeJson(base: JsonObject, over: JsonObject): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const before = merged[name];
    if (isObject(before) && isObject(value)) merged[name] = mergeJson(before, value);
    else if (Array.isArray(value) && value.length === 0 && before !== undefined) continue;
    else merged[name] = value;
  }
  return merged;
}

/** The object under a name, empty when there is none. */
export function objectAt(json: JsonObject, name: string): JsonObject {
  const value = json[name];
  return isObject(value) ? value : {};
}
