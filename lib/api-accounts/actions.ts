'use server';

import { runAction } from '#lib/server-action.ts';
import { createAccountAction, disableAccountAction, enableAccountAction, revealSecretAction, rotateSecretAction, updateAccountAction } from './definitions.ts';

export async function createAccount(input: unknown) {
  return runAction(createAccountAction, input);
}

export async function updateAccount(input: unknown) {
  return runAction(updateAccountAction, input);
}

export async function rotateSecret(input: unknown) {
  return runAction(rotateSecretAction, input);
}

export async function revealSecret(input: unknown) {
  return runAction(revealSecretAction, input);
}

export async function disableAccount(input: unknown) {
  return runAction(disableAccountAction, input);
}

export async function enableAccount(input: unknown) {
  return runAction(enableAccountAction, input);
}
