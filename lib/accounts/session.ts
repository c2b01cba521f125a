import 'server-only';
import { getServerSession } from 'next-auth';
import { cookies } from 'next/headers';
import { cache } from 'react';
import type { Actor } from '#lib/actor.ts';
import { openSignedValue } from '#lib/signed-value.ts';
import { authOptions } from './auth-options.ts';
import { findSessionUser, type SessionUser } from './session-user.ts';

/** The signed cookie that makes one guest's browser the same participant again after a reload. */
export const guestCookie = 'kelas-guest';

/** The signed-in person, checked against the database once per request; null for everybody else. */
export const currentUser = cache(async (): Promise<SessionUser | null> => {
  const jar = await cookies();
  if (!jar.getAll().some(({ name }) => name.includes('next-auth.session-token'))) return null;
  const session = await getServerSession(authOptions());
  return session ? findSessionUser(session.userId, session.sessionVersion) : null;
});

/** Who is asking. */
export const currentActor = cache(async (): Promise<Actor> => {
  const user = await currentUser();
  if (user) return { role: user.role, userId: user.id, name: user.name, email: user.email };
  const jar = await cookies();
  return { role: 'guest', userId: null, guestId: openSignedValue('guest', jar.get(guestCookie)?.value) };
});
