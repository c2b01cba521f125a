import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { AppError } from '#lib/errors.ts';
import { PlugnmeetRefusal } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import type { ResendInput } from './schema.ts';

/** Has the classroom server send a message again; throws `deliveryGone` or `deliveryUnderWay` when it will not. */
export async function resendDelivery(context: RequestContext, { deliveryId }: ResendInput): Promise<{ deliveryId: string }> {
  assertMay(context.actor, 'delivery.resend');
  try {
    await plugnmeet().resendWebhook(deliveryId);
  } catch (error) {
    if (error instanceof PlugnmeetRefusal && error.statusCode === 'NOT_FOUND') throw new AppError('deliveryGone', { cause: error });
    if (error instanceof PlugnmeetRefusal && error.statusCode === 'CONFLICT') throw new AppError('deliveryUnderWay', { cause: error });
    throw error;
  }
  await recordAudit(context, 'delivery.resend', { targetId: deliveryId });
  return { deliveryId };
}
