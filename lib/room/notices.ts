import type { ServerNotification } from './parse-room.ts';
import type { Slice } from './slice.ts';
import type { Notice, NoticeKey } from './types.ts';

const mostNotices = 4;
let counter = 0;

/** Adds a notice; one saying the same as a notice already up replaces it. */
export function addNotice(notices: Slice<readonly Notice[]>, notice: Omit<Notice, 'id'>): void {
  counter += 1;
  const next: Notice = { id: `notice-${counter}`, ...notice };
  notices.update((current) => [...current.filter((other) => !sameText(other, next)), next].slice(-mostNotices));
}

export function dropNotice(notices: Slice<readonly Notice[]>, id: string): void {
  notices.update((current) => current.filter((notice) => notice.id !== id));
}

function sameText(a: Notice, b: Notice): boolean {
  return a.key === b.key && a.text === b.text && JSON.stringify(a.values) === JSON.stringify(b.values);
}

/** Mark of our own raised-hand text; moderators here get a localized notice instead (see `watchHands`). */
export const handMark = '✋';

/** What the server's texts are here; others that are keys are for another client's eyes (wire §3.2, §6.8). */
const serverTexts: Readonly<Record<string, NoticeKey>> = {
  'notifications.recording-started': 'recordingStarted',
  'notifications.recording-ended': 'recordingEnded',
  'notifications.recording-ended-with-error': 'recordingFailed',
  'notifications.recording-already-running': 'recordingRunning',
  'notifications.recording-not-running': 'recordingNotRunning',
  'notifications.rtmp-started': 'broadcastStarted',
  'notifications.rtmp-ended': 'broadcastEnded',
  'notifications.rtmp-ended-with-error': 'broadcastFailed',
  'notifications.rtmp-already-running': 'broadcastRunning',
  'notifications.rtmp-not-running': 'broadcastNotRunning',
  'notifications.whiteboard-new-file-added': 'whiteboardFileAdded',
  'another request is already in progress': 'requestInProgress',
  'Failed to add token for recording bot': 'noRecorder',
  'Failed to add token for rtmp bot': 'noRecorder',
  'Timed out waiting for a response from the NATS recorder channel': 'noRecorder',
  'Recorder returned a non-successful response': 'noRecorder',
};

/** Why the server refused something, in words a person understands. */
export function refusalNotice(text: string): NoticeKey {
  return serverTexts[text] ?? 'requestFailed';
}

/** A server notification as a notice, or nothing when it is not meant for reading: i18n keys of another client, or a raised hand. */
export function noticeFrom(notification: ServerNotification): Omit<Notice, 'id'> | undefined {
  if (notification.text.startsWith(handMark)) return undefined;
  const key = serverTexts[notification.text];
  if (key) return { tone: notification.tone, key };
  return isMessageKey(notification.text) ? undefined : { tone: notification.tone, text: notification.text };
}

/** Whether the text is a plugNmeet i18n key such as `notifications.recording-started`, not a sentence. */
export function isMessageKey(text: string): boolean {
  return /^[a-z][\w-]*(?:\.[\w-]+)+$/iu.test(text);
}
