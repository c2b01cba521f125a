import { z } from 'zod';
import { hasDeceptiveCharacters, tidy } from '#lib/text/name.ts';
import { eventTypes } from './event-types.ts';

const url = z.string().trim().min(1).max(2048).meta({ description: 'https, on the public internet', example: 'https://lms.example/hooks/kelas' });
const description = z.string().transform(tidy).refine((text) => text.length <= 200 && !hasDeceptiveCharacters(text)).meta({ description: 'For people: what listens there' });
const events = z
  .array(eventTypes)
  .max(eventTypes.options.length)
  .transform((all) => [...new Set(all)])
  .meta({ description: 'Only these; an empty list stands for all, also those to come' });

/** What a new receiver is made of. */
export const newReceiver = z.object({ url, description: description.default(''), events: events.default([]) });
/** What of one is to change; what is left out stays. */
export const receiverChange = z.object({ url: url.optional(), description: description.optional(), events: events.optional(), isEnabled: z.boolean().optional() });

export const createReceiverInput = newReceiver.extend({ accountId: z.uuid() });
export const receiverIdInput = z.object({ receiverId: z.uuid() });
export const updateReceiverInput = receiverChange.extend({ receiverId: z.uuid() });

export type NewReceiver = z.output<typeof newReceiver>;
export type ReceiverChange = z.output<typeof receiverChange>;
