import { defineAction } from '#lib/action.ts';
import { createReceiverInput, receiverIdInput, updateReceiverInput } from './schema.ts';
import { createReceiver, deleteReceiver, rotateSigningSecret, sendTest, updateReceiver } from './service.ts';

const common = { permission: 'apiAccount.manage', limit: 'changeApiAccount' } as const;

export const createReceiverAction = defineAction({ ...common, name: 'webhook.create', input: createReceiverInput, run: createReceiver });

export const updateReceiverAction = defineAction({ ...common, name: 'webhook.update', input: updateReceiverInput, run: updateReceiver });

export const deleteReceiverAction = defineAction({ ...common, name: 'webhook.delete', input: receiverIdInput, run: deleteReceiver });

export const rotateSigningSecretAction = defineAction({ ...common, name: 'webhook.rotateSecret', input: receiverIdInput, run: rotateSigningSecret });

export const sendTestAction = defineAction({ ...common, name: 'webhook.sendTest', input: receiverIdInput, run: sendTest });
