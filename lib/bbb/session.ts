import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Prisma, type BbbSession, type Meeting, type MeetingEndReason, type MeetingStatus } from '#generated/prisma/client.ts';
import { database, run, type Statement } from '#lib/db/client.ts';

/** What came as meta_*. */
export const sessionMetadata = z.record(z.string(), z.string()).catch({});

/** One use of a meetingID, from its create to its end, with the meeting it began and the session it is a breakout room of. */
export interface Session extends Omit<BbbSession, 'metadata'> {
  metadata: unknown;
  meeting: Pick<Meeting, 'id' | 'roomId' | 'status' | 'startedAt' | 'endedAt' | 'endReason'> | null;
  parent: Pick<BbbSession, 'externalId' | 'internalId'> | null;
}

/** A session's row with what it is joined to beside it. */
export interface SessionRow extends Omit<BbbSession, 'metadata' | 'configTokens'> {
  metadata: unknown;
  configTokens: string[] | null;
  m_roomId: string | null;
  m_status: MeetingStatus | null;
  m_startedAt: Date | null;
  m_endedAt: Date | null;
  m_endReason: MeetingEndReason | null;
  p_externalId: string | null;
  p_internalId: string | null;
}

// Named one by one: a column added while this process runs does not change what its prepared statements answer.
const columns = Object.values(Prisma.BbbSessionScalarFieldEnum).map((name) => `s."${name}"`).join(', ');
export const sessionColumns = `${columns}, m."roomId" as "m_roomId", m.status as m_status, m."startedAt" as "m_startedAt", m."endedAt" as "m_endedAt", m."endReason" as "m_endReason",
    p."externalId" as "p_externalId", p."internalId" as "p_internalId"`;
export const sessionJoins = `left join portal."Meeting" m on m.id = s."meetingId" left join portal.bbb_session p on p.id = s."parentId"`;
const selectSession = `select ${sessionColumns} from portal.bbb_session s ${sessionJoins}`;

const live: Statement = { name: 'bbb-live', text: `${selectSession} where s."liveKey" = $1` };
const latest: Statement = { name: 'bbb-latest', text: `${selectSession} where s."accountId" = $1 and s."externalId" = $2 order by s."createdAt" desc limit 1` };

const everyLive: Statement = { name: 'bbb-every-live', text: `${selectSession} where s."accountId" = $1 and s."liveKey" is not null and m.status is distinct from 'ended' order by s."createdAt"` };

export function sessionFrom({ m_roomId, m_status, m_startedAt, m_endedAt, m_endReason, p_externalId, p_internalId, ...row }: SessionRow): Session {
  const hasMeeting = row.meetingId !== null && m_roomId !== null && m_status !== null && m_startedAt !== null;
  return {
    ...row,
    // An empty list is stored as none at all.
    configTokens: row.configTokens ?? [],
    meeting: hasMeeting ? { id: row.meetingId ?? '', roomId: m_roomId, status: m_status, startedAt: m_startedAt, endedAt: m_endedAt, endReason: m_endReason } : null,
    parent: p_externalId === null || p_internalId === null ? null : { externalId: p_externalId, internalId: p_internalId },
  };
}

export function liveKeyOf(accountId: string, externalId: string): string {
  return `${accountId} ${externalId}`;
}

export function internalIdOf(externalId: string, createdAt: Date): string {
  return `${createHash('sha1').update(externalId).digest('hex')}-${createdAt.getTime()}`;
}

/** Whether it may be going on: being begun, or with an open meeting. */
export function isLive(session: Pick<Session, 'liveKey' | 'meeting'>): boolean {
  return session.liveKey !== null && session.meeting?.status !== 'ended';
}

/** The account's session of this meetingID that may be going on, or null. */
export async function findLive(accountId: string, externalId: string): Promise<Session | null> {
  const [row] = await run<SessionRow>(live, [liveKeyOf(accountId, externalId)]);
  const found = row ? sessionFrom(row) : null;
  return found && isLive(found) ? found : null;
}

/** The account's latest session of this meetingID, over or not. */
export async function findLatest(accountId: string, externalId: string): Promise<Session | null> {
  const [row] = await run<SessionRow>(latest, [accountId, externalId]);
  return row ? sessionFrom(row) : null;
}

/** The account's sessions that may be going on, oldest first. */
export async function listLive(accountId: string): Promise<Session[]> {
  return (await run<SessionRow>(everyLive, [accountId])).map(sessionFrom);
}

/** Makes room for a new session of this meetingID when the one before is over. */
export async function releaseOver(accountId: string, externalId: string): Promise<void> {
  await database().bbbSession.updateMany({ where: { liveKey: liveKeyOf(accountId, externalId), meeting: { status: 'ended' } }, data: { liveKey: null } });
}

/** `Mon Jul 09 17:03:29 UTC 2018`, as BigBlueButton writes moments for people. */
export function createDate(moment: Date): string {
  const [day = '', date = '', month = '', year = '', time = ''] = moment.toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
