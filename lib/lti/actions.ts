'use server';

import { runAction } from '#lib/server-action.ts';
import { addPlatformAction, approvePlatformAction, createInvitationAction, disablePlatformAction, enablePlatformAction, rotateKeyAction, updatePlatformAction } from './definitions.ts';

export async function addPlatform(input: unknown) {
  return runAction(addPlatformAction, input);
}

export async function updatePlatform(input: unknown) {
  return runAction(updatePlatformAction, input);
}

export async function approvePlatform(input: unknown) {
  return runAction(approvePlatformAction, input);
}

export async function disablePlatform(input: unknown) {
  return runAction(disablePlatformAction, input);
}

export async function enablePlatform(input: unknown) {
  return runAction(enablePlatformAction, input);
}

export async function createInvitation(input: unknown) {
  return runAction(createInvitationAction, input);
}

export async function rotateKey() {
  return runAction(rotateKeyAction, undefined);
}
