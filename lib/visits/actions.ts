'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { runAction } from '#lib/server-action.ts';
import { endVisitedMeetingAction } from './definitions.ts';
import { visitCookie } from './token.ts';

/** Ends the class a visiting moderator is in. */
export async function endVisitedMeeting(input: unknown) {
  const parsed = z.object({ code: z.string().max(64) }).safeParse(input);
  const code = parsed.success ? normaliseJoinCode(parsed.data.code) : null;
  const visit = code === null ? undefined : (await cookies()).get(visitCookie(code))?.value;
  return runAction(endVisitedMeetingAction, { code: code ?? '', visit });
}
