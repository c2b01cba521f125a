import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Visit } from '#generated/prisma/client.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { run, type Statement } from '#lib/db/client.ts';
import { gather } from '#lib/db/gather.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { visitorPrefix } from '#lib/meetings/participants.ts';
import { hashToken } from './token.ts';
import { visitInput, type VisitInput } from './schema.ts';

/** A link is followed at once, or shown to somebody who then clicks. */
const linkLifeMs = 10 * 60_000;
/** Longer than any class. */
const visitLifeMs = 14 * 3_600_000;
const alphabet = 'abcdefghjkmnpqrstvwxyz0123456789';
const tokenLength = 16;

export interface CreatedVisit {
  /** The one-time link: whoever opens it first is this person, in that browser. */
  url: string;
  /** The secret part of the link. */
  token: string;
  /** The room's user_id. */
  participantId: string;
}

type VisitRow = Omit<Visit, 'createdAt' | 'openedAt'>;

const columns = [
  'id', 'tokenHash', 'accountId', 'classId', 'externalUserId', 'participantId', 'name', 'isModerator', 'waits', 'avatarUrl', 'locale', 'leaveUrl', 'linkExpiresAt', 'endsAt',
] as const satisfies (keyof VisitRow)[];
const listed = columns.map((column) => `"${column}"`).join(', ');

const insert: Statement = {
  name: 'visit-create',
  text: `
    insert into portal."Visit" (${listed}) select ${listed} from json_populate_recordset(null::portal."Visit", $1::json) v
    where exists (select from portal."OutsideClass" o where o."classId" = v."classId" and o."accountId" = v."accountId")
      or exists (select from portal."Class" c join portal."ApiAccount" a on a."ownerId" = c."ownerId" where c.id = v."classId" and a.id = v."accountId")
      or exists (select from portal."ApiAccount" a join portal."User" u on u.id = a."ownerId" join portal."Class" c on c.id = v."classId" where a.id = v."accountId" and a."reachesSchool" and u.role = 'admin')
    returning id`,
};

/** Whether the class is the account's, its owner's, or the account reaches all; only then the visit is written. A class that comes in at once shares the writes. */
const insertVisit = gather(async (visits: readonly VisitRow[]): Promise<boolean[]> => {
  const written = new Set((await run<{ id: string }>(insert, [JSON.stringify(visits)])).map(({ id }) => id));
  return visits.map(({ id }) => written.has(id));
});

/**
 * Prepares the visit of somebody an account sends into a class it reaches. Throws `notFound` for other classes, `invalidInput`
 * (or the name's own code) naming the field for what does not fit.
 */
export async function createVisit(account: Pick<ActingAccount, 'id'>, input: VisitInput): Promise<CreatedVisit> {
  const parsed = visitInput.safeParse(input);
  if (!parsed.success) throw new AppError('invalidInput', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { externalUserId, classId, ...visit } = parsed.data;
  const token = newToken();
  const participantId = participantIdFor(account.id, externalUserId);
  const now = Date.now();
  const isOwn = await insertVisit({
    ...visit, id: randomUUID(), classId, externalUserId, participantId, accountId: account.id, tokenHash: hashToken(token),
    linkExpiresAt: new Date(now + linkLifeMs), endsAt: new Date(now + visitLifeMs),
  });
  if (!isOwn) throw new AppError('notFound');
  return { url: `${env().PORTAL_URL}/visit/${token}`, token, participantId };
}

/** The room's user_id of an account's user: always the same, and it tells nothing of who they are. */
export function participantIdFor(accountId: string, externalUserId: string): string {
  return `${visitorPrefix}${createHash('sha256').update(`${accountId}\0${externalUserId}`).digest('hex').slice(0, 24)}`;
}

/** 80 random bits, for ten minutes and one use. */
function newToken(): string {
  return Array.from(randomBytes(tokenLength), (byte) => alphabet[byte % alphabet.length]).join('');
}
