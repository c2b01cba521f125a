import { defineAction } from '#lib/action.ts';
import { acceptInvitation, resetPassword } from './accept.ts';
import { createInvitation, revokeInvitation } from './invitations.ts';
import { changeRole, createResetLink, disablePerson, enablePerson } from './people.ts';
import { acceptInput, changeRoleInput, credentials, invitationId, invitationInput, personId, resetInput } from './schema.ts';
import { signInWithPassword } from './sign-in.ts';

export const signInAction = defineAction({
  name: 'account.signIn', permission: 'account.signIn', input: credentials, limit: 'signInByAddress', run: signInWithPassword,
});

export const acceptInvitationAction = defineAction({
  name: 'invitation.accept', permission: 'invitation.accept', input: acceptInput, limit: 'openLink', run: acceptInvitation,
});

export const resetPasswordAction = defineAction({
  name: 'account.resetPassword', permission: 'invitation.accept', input: resetInput, limit: 'openLink', run: resetPassword,
});

export const createInvitationAction = defineAction({
  name: 'invitation.create', permission: 'invitation.create', input: invitationInput, limit: 'invite', run: createInvitation,
});

export const revokeInvitationAction = defineAction({
  name: 'invitation.revoke', permission: 'invitation.revoke', input: invitationId, limit: 'changePeople', run: revokeInvitation,
});

export const changeRoleAction = defineAction({
  name: 'people.changeRole', permission: 'people.update', input: changeRoleInput, limit: 'changePeople', run: changeRole,
});

export const disablePersonAction = defineAction({
  name: 'people.disable', permission: 'people.update', input: personId, limit: 'changePeople', run: disablePerson,
});

export const enablePersonAction = defineAction({
  name: 'people.enable', permission: 'people.update', input: personId, limit: 'changePeople', run: enablePerson,
});

export const createResetLinkAction = defineAction({
  name: 'people.createResetLink', permission: 'people.update', input: personId, limit: 'changePeople', run: createResetLink,
});
