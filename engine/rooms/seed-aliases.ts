import type { FieldAliases } from '#lib/plugnmeet/json.ts';

function bothSpellings(aliases: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(aliases).flatMap(([camel, path]) => [
      [camel, path],
      [camel.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`), path],
    ]),
  );
}

/** Names of create's fields in the Persian API document and in servers before 2.2 (wire §1.5). */
export const createAliases: FieldAliases = {
  'plugnmeet.RoomCreateFeatures': bothSpellings({
    allowScreenSharing: ['allow_screen_share'],
    allowRecording: ['recording_features', 'is_allow'],
    allowViewOtherParticipantsList: ['allow_view_other_users_list'],
    allowPolls: ['polls_features', 'is_allow'],
    speechToTextTranslationFeatures: ['insights_features', 'transcription_features'],
  }),
  'plugnmeet.ChatFeatures': bothSpellings({ allowChat: ['is_allow'], allowFileUpload: ['is_allow_file_upload'] }),
  'plugnmeet.SharedNotePadFeatures': bothSpellings({ allowedSharedNotePad: ['is_allow'] }),
  'plugnmeet.WhiteboardFeatures': bothSpellings({ allowedWhiteboard: ['is_allow'] }),
  'plugnmeet.ExternalMediaPlayerFeatures': bothSpellings({ allowedExternalMediaPlayer: ['is_allow'] }),
};
