import { defineAction } from '#lib/action.ts';
import { resendMessageInput } from './schema.ts';
import { resendMessage } from './service.ts';

export const resendMessageAction = defineAction({ name: 'outbox.resend', permission: 'delivery.resend', input: resendMessageInput, limit: 'changeApiAccount', run: resendMessage });
