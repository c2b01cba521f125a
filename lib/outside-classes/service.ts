import { Prisma, type OutsideSource } from '#generated/prisma/client.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { contextOf, schoolContextOf, type Origin } from '#lib/api-accounts/acting.ts';
import { durationLimits, type ClassInput } from '#lib/classes/schema.ts';
import { createClassIn, updateClass } from '#lib/classes/service.ts';
import { classSwitches } from '#lib/classes/switches.ts';
import { database } from '#lib/db/client.ts';
import { tellClass } from '#lib/webhook-receivers/tell.ts';

/** What an outside system calls a class. */
export interface OutsideKey {
  source: OutsideSource;
  externalId: string;
}

/** A class an outside system made. */
export interface OutsideClassRow {
  classId: string;
  joinCode: string;
  title: string;
  externalId: string;
  data: Prisma.JsonValue;
}

export interface FoundOrCreated extends OutsideClassRow {
  /** False when it was there already: nothing of it was changed. */
  isNew: boolean;
}

interface NewClass {
  title: string;
  /** What differs from a class begun now that lets in nobody but those the system sends. */
  settings?: Partial<ClassInput>;
  data?: Prisma.InputJsonObject;
  /** Whose class it is; the account's owner's unless somebody else is named, which needs an account that reaches the whole school. */
  ownerId?: string | undefined;
}

const longestTitle = 120;
const include = { class: { select: { joinCode: true, title: true } } } as const;

/** The account's class of this name, or null; never another account's. */
export async function findOutsideClass(accountId: string, { source, externalId }: OutsideKey): Promise<OutsideClassRow | null> {
  const found = await database().outsideClass.findUnique({ where: { source_accountId_externalId: { source, accountId, externalId } }, include });
  return found && row(found);
}

/** The account's class of this name; made when there is none. Of any number of callers at once one makes it, all get the same. */
export async function findOrCreateOutsideClass(
  account: ActingAccount, key: OutsideKey, made: NewClass, origin: Origin = {},
): Promise<FoundOrCreated> {
  const known = await findOutsideClass(account.id, key);
  if (known) return { ...known, isNew: false };
  try {
    return { ...(await create(account, key, made, origin)), isNew: true };
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    const winner = await findOutsideClass(account.id, key);
    if (!winner) throw error;
    return { ...winner, isNew: false };
  }
}

/** Gives a class the settings of a new session of it, beginning now. */
export async function renewOutsideClass(account: ActingAccount, classId: string, { title, settings }: Pick<NewClass, 'title' | 'settings'>, origin: Origin = {}): Promise<void> {
  await updateClass(contextOf(account, origin), { ...outsideClassInput(title, settings), classId });
}

/** Replaces what the protocol remembers of a class. */
export async function setOutsideData(classId: string, data: Prisma.InputJsonObject): Promise<void> {
  await database().outsideClass.update({ where: { classId }, data: { data } });
}

/** A class begun now that lets in nobody but those the system sends, with what differs from that. */
export function outsideClassInput(title: string, settings: Partial<ClassInput> = {}): ClassInput {
  return {
    title: [...title].slice(0, longestTitle).join(''), description: '', startsAt: new Date(), timeZone: 'UTC', durationMinutes: durationLimits.max,
    guestsAllowed: false, accessCode: null, waitingRoom: false, maxParticipants: null, ...classSwitches, ...settings,
  };
}

function create(account: ActingAccount, { source, externalId }: OutsideKey, { title, settings, data = {}, ownerId }: NewClass, origin: Origin): Promise<OutsideClassRow> {
  const context = ownerId === undefined ? contextOf(account, origin) : schoolContextOf(account, origin);
  const input = outsideClassInput(title, settings);
  return database().$transaction(async (db) => {
    const { classId, joinCode } = await createClassIn(db, context, input, ownerId);
    const made = await db.outsideClass.create({ data: { classId, source, accountId: account.id, externalId, data } });
    await tellClass(db, classId, 'class.created');
    return { classId, joinCode, title: input.title, externalId, data: made.data };
  });
}

function row({ classId, externalId, data, class: { joinCode, title } }: { classId: string; externalId: string; data: Prisma.JsonValue; class: { joinCode: string; title: string } }): OutsideClassRow {
  return { classId, joinCode, title, externalId, data };
}
