import { z } from 'zod';
import { classShape, meetingShape, recordingShape, stayShape } from '#lib/outside-classes/shapes.ts';
import type { EventType } from './event-types.ts';

const ofClass = z.object({ class: classShape });
const ofMeeting = z.object({ meeting: meetingShape });
const ofParticipant = z.object({ meeting: meetingShape.pick({ meetingId: true, class: true }), participant: stayShape });
const ofRecording = z.object({ recording: recordingShape });

/** What receivers may be told of, with what is said. */
export const eventData = {
  'class.created': ofClass,
  'class.updated': ofClass,
  'class.cancelled': ofClass,
  'meeting.started': ofMeeting,
  'meeting.ended': ofMeeting,
  'participant.joined': ofParticipant,
  'participant.left': ofParticipant,
  'recording.ready': ofRecording,
  'recording.published': ofRecording,
  'recording.unpublished': ofRecording,
  'recording.deleted': ofRecording,
  'recording.restored': ofRecording,
} as const satisfies Record<EventType, z.ZodType>;

/** What is said with `webhook.test`. */
export const testData = z.object({ webhookId: z.uuid() });

/** A message as it is sent (Standard Webhooks). */
export function messageOf<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({ type: z.literal(type), timestamp: z.iso.datetime().meta({ description: 'When it happened; not when it was sent' }), data });
}

/** What the outbox holds of a message. */
export const storedMessage = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) });
