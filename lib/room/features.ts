import { readBoolean, readNumber, readRecord, readString, type JsonRecord } from './parse.ts';

/** What can be used together in this room, and what is going on (wire §1.5). `allowed` is the room's setting for everybody. */
export interface RoomFeatures {
  reactions: boolean;
  waitingRoom: boolean;
  /** `allowed`: on the server; `running`: now, by somebody. */
  recording: { allowed: boolean; running: boolean; automatic: boolean; onlyModeratorCameras: boolean };
  broadcast: { allowed: boolean; running: boolean };
  /** Sizes in bytes; an empty list of types leaves the choice to the server. */
  chatFiles: { allowed: boolean; types: readonly string[]; largest: number };
  privateChat: boolean;
  whiteboard: { allowed: boolean; visible: boolean; largestFile: number };
  notepad: { allowed: boolean; active: boolean; visible: boolean; id: string };
  polls: { allowed: boolean; active: boolean };
  breakout: { allowed: boolean; active: boolean; mostRooms: number; parentRoomId: string };
  externalLink: { allowed: boolean; active: boolean; url: string; sharedBy: string };
  externalMedia: { allowed: boolean; active: boolean; url: string; sharedBy: string };
  ingress: { allowed: boolean; url: string; streamKey: string };
  encryption: { enabled: boolean; chat: boolean; whiteboard: boolean; key: string; ownKey: boolean };
}

const megabyte = 1_000_000;

/** Reads RoomMetadata. What a server does not mention is not offered. */
export function parseFeatures(metadata: JsonRecord): RoomFeatures {
  const features = readRecord(metadata, 'room_features');
  const of = (name: string): JsonRecord => readRecord(features, name);
  const recording = of('recording_features');
  const broadcast = of('external_broadcasting_features');
  const chat = of('chat_features');
  const whiteboard = of('whiteboard_features');
  const notepad = of('shared_note_pad_features');
  const polls = of('polls_features');
  const breakout = of('breakout_room_features');
  const link = of('display_external_link_features');
  const media = of('external_media_player_features');
  const ingress = of('ingress_features');
  const encryption = of('end_to_end_encryption_features');
  return {
    reactions: flag(features, 'allow_reactions'),
    waitingRoom: flag(of('waiting_room_features'), 'is_active'),
    recording: {
      allowed: flag(recording, 'is_allow') && flag(recording, 'is_allow_cloud'),
      running: flag(metadata, 'is_recording'),
      automatic: flag(recording, 'enable_auto_cloud_recording'),
      onlyModeratorCameras: flag(recording, 'only_record_admin_webcams'),
    },
    broadcast: { allowed: flag(broadcast, 'is_allow') && flag(broadcast, 'is_allow_rtmp'), running: flag(metadata, 'is_active_rtmp') },
    chatFiles: {
      allowed: flag(chat, 'is_allow') && flag(chat, 'is_allow_file_upload'),
      types: words(chat['allowed_file_types']),
      largest: readNumber(chat, 'max_file_size') * megabyte,
    },
    privateChat: flag(chat, 'is_allow'),
    whiteboard: { allowed: flag(whiteboard, 'is_allow'), visible: flag(whiteboard, 'visible'), largestFile: readNumber(whiteboard, 'max_allowed_file_size') * megabyte },
    notepad: { allowed: flag(notepad, 'is_allow'), active: flag(notepad, 'is_active'), visible: flag(notepad, 'visible'), id: readString(notepad, 'note_pad_id') },
    polls: { allowed: flag(polls, 'is_allow'), active: flag(polls, 'is_active') },
    breakout: {
      allowed: flag(breakout, 'is_allow'),
      active: flag(breakout, 'is_active'),
      mostRooms: readNumber(breakout, 'allowed_number_rooms'),
      parentRoomId: flag(metadata, 'is_breakout_room') ? readString(metadata, 'parent_room_id') : '',
    },
    externalLink: { allowed: flag(link, 'is_allow'), active: flag(link, 'is_active'), url: readString(link, 'link'), sharedBy: readString(link, 'shared_by') },
    externalMedia: { allowed: flag(media, 'is_allow'), active: flag(media, 'is_active'), url: readString(media, 'url'), sharedBy: readString(media, 'shared_by') },
    ingress: { allowed: flag(ingress, 'is_allow'), url: readString(ingress, 'url'), streamKey: readString(ingress, 'stream_key') },
    encryption: {
      enabled: flag(encryption, 'is_enabled'),
      chat: flag(encryption, 'included_chat_messages'),
      whiteboard: flag(encryption, 'included_whiteboard'),
      key: readString(encryption, 'encryption_key'),
      ownKey: flag(encryption, 'enabled_self_insert_encryption_key'),
    },
  };
}

function flag(record: JsonRecord, name: string): boolean {
  return readBoolean(record, name) ?? false;
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((word): word is string => typeof word === 'string') : [];
}
