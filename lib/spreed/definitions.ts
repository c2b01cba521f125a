import { defineAction } from '#lib/action.ts';
import { configureSpreedInput } from './schema.ts';
import { configureSpreed } from './service.ts';

export const configureSpreedAction = defineAction({
  name: 'spreed.configure', permission: 'apiAccount.manage', input: configureSpreedInput, limit: 'changeApiAccount', run: configureSpreed,
});
