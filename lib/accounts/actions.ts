'use server';

import { runAction } from '#lib/server-action.ts';
import {
  acceptInvitationAction, changeRoleAction, createInvitationAction, createResetLinkAction, disablePersonAction, enablePersonAction,
  resetPasswordAction, revokeInvitationAction,
} from './definitions.ts';

export async function acceptInvitation(input: unknown) {
  return runAction(acceptInvitationAction, input);
}

export async function resetPassword(input: unknown) {
  return runAction(resetPasswordAction, input);
}

export async function createInvitation(input: unknown) {
  return runAction(createInvitationAction, input);
}

export async function revokeInvitation(input: unknown) {
  return runAction(revokeInvitationAction, input);
}

export async function changeRole(input: unknown) {
  return runAction(changeRoleAction, input);
}

export async function disablePerson(input: unknown) {
  return runAction(disablePersonAction, input);
}

export async function enablePerson(input: unknown) {
  return runAction(enablePersonAction, input);
}

export async function createResetLink(input: unknown) {
  return runAction(createResetLinkAction, input);
}
