'use server';

import { runAction } from '#lib/server-action.ts';
import { renewCalendarAddressAction } from './definitions.ts';

export async function renewAddress() {
  return runAction(renewCalendarAddressAction, undefined);
}
