'use server';

import { runAction } from '#lib/server-action.ts';
import { createKeyAction, revokeKeyAction } from './definitions.ts';

export async function createKey(input: unknown) {
  return runAction(createKeyAction, input);
}

export async function revokeKey(input: unknown) {
  return runAction(revokeKeyAction, input);
}
