import type { Parameters } from './parameters.ts';
import { refusal } from './refusal.ts';

/** The caller's meetingID: 2 to 256 characters of any script, without comma. */
export function readMeetingId(parameters: Parameters): string {
  const id = parameters.text('meetingID')?.trim();
  if (id === undefined || id === '') throw refusal('missingMeetingId');
  return checkMeetingId(id);
}

function checkMeetingId(id: string): string {
  const { length } = [...id];
  if (length < 2 || length > 256) throw refusal('meetingIdLength');
  if (id.includes(',')) throw refusal('meetingIdComma');
  if (!id.isWellFormed()) throw refusal('meetingIdInvalid');
  return id;
}
