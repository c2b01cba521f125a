import { z } from 'zod';
import { defineAction } from '#lib/action.ts';
import { renewCalendarAddress } from './service.ts';

export const renewCalendarAddressAction = defineAction({
  name: 'calendar.renewAddress', permission: 'account.updateOwn', input: z.undefined(), limit: 'preferences', run: renewCalendarAddress,
});
