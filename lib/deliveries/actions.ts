'use server';

import type { ActionResult } from '#lib/action.ts';
import { runAction } from '#lib/server-action.ts';
import { resendDeliveryAction } from './definitions.ts';

/** Has the classroom server send a message to another program again. */
export async function resendDelivery(input: unknown): Promise<ActionResult<{ deliveryId: string }>> {
  return runAction(resendDeliveryAction, input);
}
