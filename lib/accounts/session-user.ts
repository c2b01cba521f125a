import { z } from 'zod';
import { database } from '#lib/db/client.ts';

const userFields = {
  id: true, email: true, name: true, role: true, locale: true, calendar: true, timeZone: true, theme: true, sessionVersion: true,
} as const;

/** A signed-in person and their preferences. */
export interface SessionUser {
  id: string;
  email: string;
  name: string;
  role: 'admin' | 'teacher' | 'student';
  locale: string;
  calendar: string;
  timeZone: string;
  theme: string;
  sessionVersion: number;
}

/** The person of a session, unless they were disabled or signed out everywhere since it was made. */
export async function findSessionUser(userId: string, sessionVersion: number): Promise<SessionUser | null> {
  if (!z.uuid().safeParse(userId).success) return null;
  return database().user.findFirst({ where: { id: userId, sessionVersion, disabledAt: null }, select: userFields });
}
