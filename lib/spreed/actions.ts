'use server';

import { runAction } from '#lib/server-action.ts';
import { configureSpreedAction } from './definitions.ts';

export async function configureSpreed(input: unknown) {
  return runAction(configureSpreedAction, input);
}
