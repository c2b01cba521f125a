/** Events of a room (wire §6.10); their names as the file has them. */
export type RoomEventName =
  | 'poll_added'
  | 'poll_ended'
  | 'recording_status'
  | 'rtmp_status'
  | 'breakout_room'
  | 'shared_notepad_status'
  | 'external_display_link_status'
  | 'external_media_player_status'
  | 'ingress_created'
  | 'whiteboard_files';

/** Events of one person that are summed up: the file has their total only. */
export type CountedEventName = 'talked' | 'talked_duration' | 'public_chat' | 'private_chat' | 'whiteboard_annotated' | 'reaction';

/** Events of one person that are listed with their times. */
export type ListedEventName =
  | 'joined'
  | 'left'
  | 'mic_status'
  | 'webcam_status'
  | 'screen_share_status'
  | 'voted_poll'
  | 'chat_files'
  | 'whiteboard_files'
  | 'interface_visibility'
  | 'raise_hand'
  | 'connection_quality';

/** Something to remember of a session. */
export type AnalyticsEvent =
  | { name: RoomEventName; value: string; at?: number; key?: string }
  | { name: CountedEventName; userId: string; amount: number }
  | { name: ListedEventName; userId: string; value: string; at?: number; key?: string };

/** What a status event says of something that began or ended. */
export function statusText(isRunning: boolean): string {
  return isRunning ? 'ANALYTICS_STATUS_STARTED' : 'ANALYTICS_STATUS_ENDED';
}
