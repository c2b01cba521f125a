import { defineAction } from '#lib/action.ts';
import { resendInput } from './schema.ts';
import { resendDelivery } from './service.ts';

export const resendDeliveryAction = defineAction({
  name: 'delivery.resend',
  permission: 'delivery.resend',
  input: resendInput,
  limit: 'changePeople',
  run: resendDelivery,
});
