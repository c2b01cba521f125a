'use server';

import { runAction } from '#lib/server-action.ts';
import { resendMessageAction } from './definitions.ts';

export async function resendMessage(input: unknown) {
  return runAction(resendMessageAction, input);
}
