'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { guestCookie } from '#lib/accounts/session.ts';
import type { ActionResult } from '#lib/action.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { env } from '#lib/env.ts';
import { runAction } from '#lib/server-action.ts';
import { signValue } from '#lib/signed-value.ts';
import { visitCookie } from '#lib/visits/token.ts';
import { accessCookie } from './access-proof.ts';
import { broadcastAction, endMeetingAction, enterAccessCodeAction, removeParticipantAction, requestTicketAction, startMeetingAction } from './definitions.ts';
import type { Ticket } from './schema.ts';

const monthSeconds = 30 * 24 * 3600;
const withCode = z.looseObject({ code: z.string().max(64) });

/** Starts a class, or finds it started. */
export async function startMeeting(input: unknown): Promise<ActionResult<{ meetingId: string }>> {
  return runAction(startMeetingAction, input);
}

/** Ends a meeting for everybody in it. */
export async function endMeeting(input: unknown): Promise<ActionResult<{ meetingId: string }>> {
  return runAction(endMeetingAction, input);
}

/** Tells the people in a meeting something. */
export async function broadcast(input: unknown): Promise<ActionResult<{ meetingId: string }>> {
  return runAction(broadcastAction, input);
}

/** Takes somebody out of a meeting. */
export async function removeParticipant(input: unknown): Promise<ActionResult<{ meetingId: string }>> {
  return runAction(removeParticipantAction, input);
}

/** Lets whoever has the join link into the open meeting; remembers a guest's browser in a cookie no script can read. */
export async function requestTicket(input: unknown): Promise<ActionResult<Ticket>> {
  const result = await runAction(requestTicketAction, { ...objectOf(input), ...(await readProofs(input)) });
  if (!result.ok) return result;
  const { ticket, guestId } = result.data;
  if (guestId !== null) await keepGuest(signValue('guest', guestId));
  return { ok: true, data: ticket };
}

/** Checks a class's access code and keeps the proof in a cookie no script can read. */
export async function enterAccessCode(input: unknown): Promise<ActionResult<Record<string, never>>> {
  const result = await runAction(enterAccessCodeAction, input);
  if (!result.ok) return result;
  const code = codeOf(input);
  if (result.data.proof !== null && code !== null) await setCookie(accessCookie(code), result.data.proof);
  return { ok: true, data: {} };
}

/** Setting a cookie makes the page render again: not for a guest who has theirs. */
async function keepGuest(signed: string): Promise<void> {
  if ((await cookies()).get(guestCookie)?.value !== signed) await setCookie(guestCookie, signed);
}

function objectOf(input: unknown): object {
  return typeof input === 'object' && input !== null ? input : {};
}

function codeOf(input: unknown): string | null {
  const parsed = withCode.safeParse(input);
  return parsed.success ? normaliseJoinCode(parsed.data.code) : null;
}

async function readProofs(input: unknown): Promise<{ accessProof: string | undefined; visit: string | undefined }> {
  const code = codeOf(input);
  const jar = await cookies();
  const valueOf = (cookie: (joinCode: string) => string) => (code === null ? undefined : jar.get(cookie(code))?.value);
  return { accessProof: valueOf(accessCookie), visit: valueOf(visitCookie) };
}

async function setCookie(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, { httpOnly: true, sameSite: 'lax', secure: env().PORTAL_URL.startsWith('https:'), path: '/', maxAge: monthSeconds });
}
