import { z } from 'zod';

export const messageStates = ['pending', 'delivered', 'failed'] as const;
export type MessageState = (typeof messageStates)[number];

/** What stands in the address of the list; what makes no sense counts as not there. */
export const messageSearch = z.object({
  state: z.enum(messageStates).optional().catch(undefined),
  receiver: z.uuid().optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export const resendMessageInput = z.object({ messageId: z.uuid() });
