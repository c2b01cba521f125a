import { Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';

export const recordingStates = ['processing', 'published', 'unpublished', 'deleted'] as const;
export type BbbRecordingState = (typeof recordingStates)[number];

/** What is asked for (A11): every condition must hold, and an absent one holds for all. */
export interface RecordingFilter {
  states: readonly BbbRecordingState[];
  /** Whole recordIDs or their beginnings; they count alone when there are any. */
  recordIds: readonly string[];
  meetingIds: readonly string[];
  /** `%` at either end of a value stands for anything. */
  metadata: readonly (readonly [name: string, value: string])[];
}

/** A session with the latest thing recorded of it. */
export interface FoundRecording {
  internalId: string;
  externalId: string;
  name: string;
  metadata: unknown;
  isBreakout: boolean;
  startedAt: Date;
  endedAt: Date | null;
  participants: number;
  state: BbbRecordingState;
  /** Its file is there. */
  isReady: boolean;
  linkCode: string;
  durationSeconds: number | null;
  recordedAt: Date;
  createdAt: Date;
  bytes: bigint | null;
}

/** BigBlueButton's name of a recording's state; null for one that failed, which has nothing to tell. */
const stateOf = Prisma.sql`case when r."deletedAt" is not null then 'deleted' when r.state = 'importing' then 'processing'
  when r.state = 'ready' and r.published then 'published' when r.state = 'ready' then 'unpublished' end`;

/** As create answers it: nothing else begins with it. */
const wholeRecordId = /^[0-9a-f]{40}-\d{13}$/;

/** The account's recordings, latest session first. */
export function findRecordings(accountId: string, filter: RecordingFilter, page: { offset: number; limit: number }): Promise<FoundRecording[]> {
  return database().$queryRaw<FoundRecording[]>`
    select s."internalId", s."externalId", s.name, s.metadata, s."parentId" is not null as "isBreakout", m."startedAt", m."endedAt",
      (select count(distinct a."participantId")::int from portal."Attendance" a where a."meetingId" = m.id) as participants,
      r.state, r."isReady", r."linkCode", r."durationSeconds", r."recordedAt", r."createdAt", f.bytes
    from portal.bbb_session s join portal."Meeting" m on m.id = s."meetingId"
    join lateral (
      select r.id, r.state = 'ready' as "isReady", r."linkCode", r."durationSeconds", r."recordedAt", r."createdAt", ${stateOf} as state
      from portal."Recording" r where r."meetingId" = m.id and ${inState(filter)} order by r."recordedAt" desc limit 1
    ) r on true
    left join portal."RecordingFile" f on f."recordingId" = r.id and f.kind = 'original'
    where ${matches(accountId, filter)} order by s."createdAt" desc limit ${page.limit} offset ${page.offset}`;
}

/** How many there are without paging. */
export async function countRecordings(accountId: string, filter: RecordingFilter): Promise<number> {
  const [row] = await database().$queryRaw<{ total: number }[]>`
    select count(*)::int as total from portal.bbb_session s
    where ${matches(accountId, filter)} and exists (select from portal."Recording" r where r."meetingId" = s."meetingId" and ${inState(filter)})`;
  return row?.total ?? 0;
}

function inState({ states }: RecordingFilter): Prisma.Sql {
  return Prisma.sql`${stateOf} = any(${[...states]})`;
}

function matches(accountId: string, { recordIds, meetingIds, metadata }: RecordingFilter): Prisma.Sql {
  const ids = recordIds.length > 0 ? [startsWithAny(recordIds)] : meetingIds.length > 0 ? [Prisma.sql`s."externalId" = any(${[...meetingIds]})`] : [];
  return Prisma.join([Prisma.sql`s."accountId" = ${accountId}::uuid`, ...ids, ...metadata.map(noted)], ' and ');
}

function startsWithAny(ids: readonly string[]): Prisma.Sql {
  const beginnings = ids.filter((id) => !wholeRecordId.test(id));
  const whole = Prisma.sql`s."internalId" = any(${ids.filter((id) => wholeRecordId.test(id))})`;
  if (beginnings.length === 0) return whole;
  return Prisma.sql`(${Prisma.join([whole, ...beginnings.map((id) => Prisma.sql`starts_with(s."internalId", ${id})`)], ' or ')})`;
}

function noted([name, value]: readonly [name: string, value: string]): Prisma.Sql {
  const given = Prisma.sql`s.metadata ->> ${name}::text`;
  const text = value.replaceAll(/^%|%$/g, '');
  if (value.startsWith('%') && value.endsWith('%')) return Prisma.sql`position(${text}::text in ${given}) > 0`;
  if (value.endsWith('%')) return Prisma.sql`starts_with(${given}, ${text})`;
  return value.startsWith('%') ? Prisma.sql`right(${given}, length(${text}::text)) = ${text}` : Prisma.sql`${given} = ${text}`;
}
