import { z } from 'zod';
import { env } from '#lib/env.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';

const owner = z.object({ userId: z.uuid(), version: z.coerce.number().int() });

/** Whose calendar an address is of. Raising the version makes the addresses handed out before useless. */
export type CalendarOwner = z.output<typeof owner>;

/** The secret address under which a calendar program reads somebody's classes. */
export function calendarAddress({ userId, version }: CalendarOwner): string {
  return `${env().PORTAL_URL}/api/calendar/${signValue('calendar', `${userId}/${version}`)}`;
}

/** Whose address this is; null when it is none of ours. Whether its version is still good only the database knows. */
export function openCalendarAddress(signed: string): CalendarOwner | null {
  const [userId, version] = openSignedValue('calendar', signed)?.split('/') ?? [];
  return owner.safeParse({ userId, version }).data ?? null;
}
