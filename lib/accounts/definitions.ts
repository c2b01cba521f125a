import { defineAction } from '#lib/action.ts';
import { credentials } from './schema.ts';
import { signInWithPassword } from './sign-in.ts';

export const signInAction = defineAction({
  name: 'account.signIn',
  permission: 'account.signIn',
  input: credentials,
  limit: 'signInByAddress',
  run: signInWithPassword,
});
