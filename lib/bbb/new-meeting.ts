import { randomInt, randomUUID } from 'node:crypto';
import { DatabaseError } from 'pg';
import { contextOf } from '#lib/api-accounts/acting.ts';
import { newClass } from '#lib/classes/service.ts';
import { run, type Statement } from '#lib/db/client.ts';
import { gather } from '#lib/db/gather.ts';
import { insertTogether } from '#lib/db/insert-together.ts';
import { liveChannel } from '#lib/live/channel.ts';
import { newMeeting } from '#lib/meetings/start.ts';
import { outsideClassInput } from '#lib/outside-classes/service.ts';
import type { BbbCall } from './call.ts';
import { newPassword, type CreateRequest } from './create-parameters.ts';
import { internalIdOf, isLive, liveKeyOf, sessionColumns, sessionFrom, sessionJoins, type Session, type SessionRow } from './session.ts';

/** What a create finds of the account. */
interface Ground {
  /** The session of this meetingID that may be going on. */
  live: Session | null;
  /** There was none before either, and nobody is told of it. */
  isNew: boolean;
}

interface Asked {
  accountId: string;
  externalId: string;
}

const ground: Statement = {
  name: 'bbb-ground',
  text: `
    select ${sessionColumns}, not exists (
        select from portal."OutsideClass" o where o.source = 'bbb' and o."accountId" = asked.account and o."externalId" = asked.external
        union all select from portal.bbb_hook h where h."accountId" = asked.account
        union all select from portal.webhook_receiver w join portal."ApiAccount" a on a.id = w."accountId" where w."accountId" = asked.account or a."reachesSchool"
      ) as "isNew"
    from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as asked(account, external, live, place)
    left join portal.bbb_session s on s."liveKey" = asked.live ${sessionJoins} order by asked.place`,
};

type GroundRow = SessionRow & { id: string | null; isNew: boolean };

export const findGround = gather(async (asked: readonly Asked[]): Promise<Ground[]> => {
  const keys = asked.map(({ accountId, externalId }) => liveKeyOf(accountId, externalId));
  const rows = await run<GroundRow>(ground, [asked.map(({ accountId }) => accountId), asked.map(({ externalId }) => externalId), keys]);
  return rows.map(({ isNew, ...row }) => {
    const found = row.id === null ? null : sessionFrom(row);
    return { live: found && isLive(found) ? found : null, isNew };
  });
});

/** A session's row as a create asks for it. */
export function newSession({ account }: BbbCall, request: CreateRequest, parent: Session | null) {
  const { externalId, name, duration, maxUsers, isRecorded, guestPolicy, logoutUrl, endedUrl, dialNumber, metadata } = request;
  const createdAt = new Date();
  return {
    id: randomUUID(), accountId: account.id, externalId, liveKey: liveKeyOf(account.id, externalId), internalId: internalIdOf(externalId, createdAt), createdAt,
    name, duration, maxUsers, isRecorded, guestPolicy, logoutUrl, endedUrl, dialNumber, metadata,
    attendeePassword: request.attendeePassword ?? newPassword(), moderatorPassword: request.moderatorPassword ?? newPassword(),
    voiceBridge: request.voiceBridge ?? randomInt(10_000, 100_000),
    parentId: parent?.id ?? null, sequence: request.breakout?.sequence ?? 0, freeJoin: request.breakout?.freeJoin ?? false,
    configTokens: new Array<string>(),
  };
}

const insert = insertTogether('bbb-create', [
  {
    name: 'portal."Class"',
    columns: [
      'id', 'ownerId', 'joinCode', 'title', 'description', 'startsAt', 'timeZone', 'durationMinutes', 'guestsAllowed', 'accessCode', 'waitingRoom', 'maxParticipants', 'updatedAt',
      'studentsMaySpeak', 'studentsMayShowCamera', 'studentsMayShareScreen', 'studentsMayChat', 'studentsMayChatPrivately', 'studentsMayShareFiles', 'studentsMayDraw', 'studentsMayWriteNotes',
      'withReactions', 'withWhiteboard', 'withNotepad', 'withPolls', 'withBreakoutRooms', 'withSharedMedia', 'withRecording', 'encrypted',
    ],
  },
  { name: 'portal."OutsideClass"', columns: ['classId', 'source', 'accountId', 'externalId'] },
  { name: 'portal."Meeting"', columns: ['id', 'classId', 'openClassId', 'roomId', 'startedById', 'roomExtras'] },
  {
    name: 'portal.bbb_session',
    columns: [
      'id', 'accountId', 'externalId', 'liveKey', 'classId', 'meetingId', 'internalId', 'createdAt', 'name', 'duration', 'maxUsers', 'isRecorded', 'guestPolicy', 'logoutUrl', 'endedUrl', 'dialNumber',
      'metadata', 'attendeePassword', 'moderatorPassword', 'voiceBridge', 'parentId', 'sequence', 'freeJoin', 'configTokens',
    ],
  },
  { name: 'portal."AuditEntry"', columns: ['id', 'actorId', 'actorRole', 'action', 'targetId', 'outcome', 'requestId'] },
]);

interface NewMeeting {
  rows: readonly (readonly object[])[];
  change: string;
}

const insertAll = gather(async (meetings: readonly NewMeeting[]): Promise<true[]> => {
  const [first] = meetings;
  const lists = (first?.rows ?? []).map((_, table) => JSON.stringify(meetings.flatMap(({ rows }) => rows[table] ?? [])));
  await run(insert, [...lists, liveChannel, meetings.map(({ change }) => change)]);
  return meetings.map(() => true);
});

const uniqueViolation = '23505';

/**
 * Makes class, meeting and session of a meetingID the account never used before, when nobody is to be told of it: all of it or nothing.
 * A platform that creates a term of meetings at once shares the writes. Null when another caller was quicker.
 */
export async function makeMeeting(call: BbbCall, request: CreateRequest, parent: Session | null): Promise<Session | null> {
  const { account, origin } = call;
  const context = contextOf(account, origin);
  const { made, audit, change } = newClass(context, outsideClassInput(request.name, request.settings));
  const { meeting, audit: begun } = newMeeting(context, { classId: made.id, extras: request.extras });
  const session = { ...newSession(call, request, parent), classId: made.id, meetingId: meeting.id };
  const rows = [
    [{ ...made, updatedAt: session.createdAt }],
    [{ classId: made.id, source: 'bbb', accountId: account.id, externalId: request.externalId }],
    [meeting],
    [session],
    [audit, begun].map((entry) => ({ id: randomUUID(), ...entry })),
  ];
  try {
    await insertAll({ rows, change: JSON.stringify(change) });
  } catch (error) {
    if (error instanceof DatabaseError && error.code === uniqueViolation) return null;
    throw error;
  }
  const { id, roomId } = meeting;
  return { ...session, endToldAt: null, recordingToldAt: null, meeting: { id, roomId, status: 'starting', startedAt: session.createdAt, endedAt: null, endReason: null }, parent };
}
