import type { JoinPage } from '#lib/meetings/schema.ts';

/** The join page's data as its client part needs it. */
export type JoinInfo = Pick<JoinPage, 'classId' | 'code' | 'title' | 'description' | 'teacherName' | 'startsAt' | 'durationMinutes' | 'state' | 'viewer' | 'needsName' | 'needsAccessCode' | 'mayStart'>;
