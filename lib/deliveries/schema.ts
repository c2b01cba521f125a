import { z } from 'zod';

export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What stands in the address of the list; what makes no sense counts as not there. */
export const deliverySearch = z.object({
  state: z.enum(deliveryStates).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export const resendInput = z.object({ deliveryId: z.string().regex(/^\d{1,18}$/) });
export type ResendInput = z.output<typeof resendInput>;
