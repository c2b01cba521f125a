'use server';

import { runAction } from '#lib/server-action.ts';
import { createReceiverAction, deleteReceiverAction, rotateSigningSecretAction, sendTestAction, updateReceiverAction } from './definitions.ts';

export async function createReceiver(input: unknown) {
  return runAction(createReceiverAction, input);
}

export async function updateReceiver(input: unknown) {
  return runAction(updateReceiverAction, input);
}

export async function deleteReceiver(input: unknown) {
  return runAction(deleteReceiverAction, input);
}

export async function rotateSigningSecret(input: unknown) {
  return runAction(rotateSigningSecretAction, input);
}

export async function sendTest(input: unknown) {
  return runAction(sendTestAction, input);
}
