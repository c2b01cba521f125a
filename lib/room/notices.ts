import type { ServerNotification } from './parse-room.ts';
import type { Slice } from './slice.ts';
import type { Notice } from './types.ts';

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

/** A server notification as a notice, or nothing when it is not meant for reading: i18n keys of another client, or a raised hand. */
export function noticeFrom(notification: ServerNotification): Omit<Notice, 'id'> | undefined {
  if (notification.text.startsWith(handMark) || isMessageKey(notification.text)) return undefined;
  return { tone: notification.tone, text: notification.text };
}

/** Whether the text is a plugNmeet i18n key such as `notifications.recording-started`, not a sentence. */
export function isMessageKey(text: string): boolean {
  return /^[a-z][\w-]*(?:\.[\w-]+)+$/iu.test(text);
}
