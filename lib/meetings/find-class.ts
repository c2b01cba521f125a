import { database } from '#lib/db/client.ts';
import { classState } from './class-state.ts';
import type { ClassState } from './schema.ts';

/** A class by its join code, with its teacher, its open meeting and where it stands; null for an unknown code. */
export async function findClassByCode(code: string) {
  const found = await database().class.findUnique({
    where: { joinCode: code },
    include: {
      owner: { select: { id: true, name: true } },
      meetings: { where: { OR: [{ openClassId: { not: null } }, { endReason: { not: 'failedToStart' } }] }, orderBy: { startedAt: 'desc' }, take: 1 },
    },
  });
  if (!found) return null;
  const latest = found.meetings[0];
  const state: ClassState = classState({
    startsAt: found.startsAt,
    durationMinutes: found.durationMinutes,
    cancelledAt: found.cancelledAt,
    isOpen: latest?.status === 'active',
    lastEndedAt: latest?.status === 'ended' ? latest.endedAt : null,
  }, new Date());
  return { ...found, state, openMeeting: latest?.status === 'active' ? latest : null };
}

export type FoundClass = NonNullable<Awaited<ReturnType<typeof findClassByCode>>>;
