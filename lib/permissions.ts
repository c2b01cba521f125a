/**
 * Who may do what. Services, pages and tests read this one table; what is not in it is not allowed.
 *
 * A scope says on which things: `any` on all, `own` on those the actor owns, `member` on those the actor belongs to.
 */
export const roles = ['admin', 'teacher', 'student', 'guest'] as const;
export type Role = (typeof roles)[number];
export type Scope = 'any' | 'own' | 'member';

export const permissions = {
  'account.signIn': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'account.updateOwn': { student: 'own', teacher: 'own', admin: 'own' },
  'preferences.update': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'invitation.accept': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'invitation.create': { admin: 'any' },
  'invitation.list': { admin: 'any' },
  'invitation.revoke': { admin: 'any' },
  'people.list': { admin: 'any' },
  'people.update': { admin: 'any' },
  'class.create': { teacher: 'any', admin: 'any' },
  'class.createForOthers': { admin: 'any' },
  'class.list': { student: 'member', teacher: 'own', admin: 'any' },
  'class.view': { student: 'member', teacher: 'own', admin: 'any' },
  'class.update': { teacher: 'own', admin: 'any' },
  'class.cancel': { teacher: 'own', admin: 'any' },
  'class.seeAccessCode': { teacher: 'own', admin: 'any' },
  'class.openJoinPage': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'meeting.start': { teacher: 'own', admin: 'any' },
  'meeting.join': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'meeting.moderate': { teacher: 'own', admin: 'any' },
  'meeting.end': { teacher: 'own', admin: 'any' },
  'meeting.broadcast': { teacher: 'own', admin: 'any' },
  'meeting.removeParticipant': { teacher: 'own', admin: 'any' },
  'meeting.listActive': { teacher: 'own', admin: 'any' },
  'meeting.listPast': { teacher: 'own', admin: 'any' },
  'meeting.seeFigures': { teacher: 'own', admin: 'any' },
  'meeting.seeOwnFigures': { student: 'own' },
  'meeting.seeAttendance': { teacher: 'own', admin: 'any' },
  'recording.list': { student: 'member', teacher: 'own', admin: 'any' },
  'recording.watch': { student: 'member', teacher: 'member', admin: 'any' },
  'recording.openShared': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'recording.manage': { teacher: 'own', admin: 'any' },
  'recording.setRule': { admin: 'any' },
  'delivery.list': { admin: 'any' },
  'delivery.resend': { admin: 'any' },
  'apiAccount.list': { admin: 'any' },
  'apiAccount.manage': { admin: 'any' },
  'lti.manage': { admin: 'any' },
  'visit.endMeeting': { guest: 'any', student: 'any', teacher: 'any', admin: 'any' },
  'system.seeHealth': { admin: 'any' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Permission = keyof typeof permissions;

/** The scope a role has for a permission, or null: an unknown role or permission gets nothing. */
export function scopeOf(role: string, permission: string): Scope | null {
  if (!Object.hasOwn(permissions, permission)) return null;
  const byRole: Partial<Record<string, Scope>> = permissions[permission as Permission];
  return Object.hasOwn(byRole, role) ? (byRole[role] ?? null) : null;
}

/** How the actor stands to the thing in question. Omit for actions on no particular thing. */
export interface Relation {
  isOwner?: boolean;
  isMember?: boolean;
}

/** Whether a role may do this to a thing it stands in this relation to. */
export function may(role: string, permission: Permission, relation: Relation = {}): boolean {
  const scope = scopeOf(role, permission);
  if (scope === null) return false;
  if (scope === 'any') return true;
  if (scope === 'own') return relation.isOwner === true;
  return relation.isOwner === true || relation.isMember === true;
}
