import { defineAction } from '#lib/action.ts';
import { accountIdInput, createAccountInput, rotateSecretInput, updateAccountInput } from './schema.ts';
import { createAccount, disableAccount, enableAccount, revealSecret, rotateSecret, updateAccount } from './service.ts';

export const createAccountAction = defineAction({
  name: 'apiAccount.create', permission: 'apiAccount.manage', input: createAccountInput, limit: 'changeApiAccount', run: createAccount,
});

export const updateAccountAction = defineAction({
  name: 'apiAccount.update', permission: 'apiAccount.manage', input: updateAccountInput, limit: 'changeApiAccount', run: updateAccount,
});

export const rotateSecretAction = defineAction({
  name: 'apiAccount.rotateSecret', permission: 'apiAccount.manage', input: rotateSecretInput, limit: 'changeApiAccount', run: rotateSecret,
});

export const revealSecretAction = defineAction({
  name: 'apiAccount.revealSecret', permission: 'apiAccount.manage', input: accountIdInput, limit: 'changeApiAccount', run: revealSecret,
});

export const disableAccountAction = defineAction({
  name: 'apiAccount.disable', permission: 'apiAccount.manage', input: accountIdInput, limit: 'changeApiAccount', run: disableAccount,
});

export const enableAccountAction = defineAction({
  name: 'apiAccount.enable', permission: 'apiAccount.manage', input: accountIdInput, limit: 'changeApiAccount', run: enableAccount,
});
