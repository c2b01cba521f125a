/** Text keys of the roles, in the order they are offered. */
export const roleKeys = { student: 'roleStudent', teacher: 'roleTeacher', admin: 'roleAdmin' } as const;
export type RoleKey = keyof typeof roleKeys;
export const roleChoices: readonly RoleKey[] = ['student', 'teacher', 'admin'];
