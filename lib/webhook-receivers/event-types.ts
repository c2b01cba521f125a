import { z } from 'zod';

/** Every event a receiver can choose, in the order people are shown them. */
export const eventTypes = z.enum([
  'class.created', 'class.updated', 'class.cancelled', 'meeting.started', 'meeting.ended', 'participant.joined', 'participant.left',
  'recording.ready', 'recording.published', 'recording.unpublished', 'recording.deleted', 'recording.restored',
]).meta({ id: 'EventType' });

export type EventType = z.output<typeof eventTypes>;

/** Sent by a person to see whether a receiver hears; every receiver gets it, whatever it chose. */
export const testEvent = 'webhook.test';
