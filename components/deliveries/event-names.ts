/** Events that have a name in `deliveries.event` (wire §6.12); others are shown as they are called. */
const knownEvents = [
  'room_created', 'room_started', 'participant_joined', 'participant_left', 'track_published', 'track_unpublished', 'start_recording', 'end_recording',
  'start_rtmp', 'end_rtmp', 'recording_proceeded', 'recording_transcoding_finished', 'analytics_proceeded', 'artifact_created', 'session_ended', 'room_finished',
] as const;

export function isKnownEvent(event: string): event is (typeof knownEvents)[number] {
  return knownEvents.some((known) => known === event);
}
