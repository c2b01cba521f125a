import { z } from 'zod';
import type { InvitationKind, Prisma } from '#generated/prisma/client.ts';
import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { AppError, type ErrorCode } from '#lib/errors.ts';
import { foldForSearch, literalPattern } from '#lib/text/fold.ts';
import { tidy } from '#lib/text/name.ts';
import { emailAddress } from './schema.ts';
import { hasAdmin } from './first-admin.ts';
import { findOpenLink } from './links.ts';
import type { SessionUser } from './session-user.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  role: SessionUser['role'];
  disabled: boolean;
  createdAt: Date;
}

export interface PeopleFilter {
  query?: string;
  role?: SessionUser['role'] | undefined;
  page?: number;
}

const pageSize = 25;

const personFields = { id: true, name: true, email: true, role: true, disabledAt: true, createdAt: true } as const satisfies Prisma.UserSelect;

function personOf({ disabledAt, ...user }: Prisma.UserGetPayload<{ select: typeof personFields }>): Person {
  return { ...user, disabled: disabledAt !== null };
}

/** The people of the school, by name. */
export async function listPeople(actor: Actor, { query = '', role, page = 1 }: PeopleFilter): Promise<{ people: Person[]; total: number; page: number; pages: number }> {
  assertMay(actor, 'people.list');
  const text = tidy(query);
  const where: Prisma.UserWhereInput = {
    ...(role ? { role } : {}),
    ...(text ? { OR: [{ searchText: { contains: literalPattern(foldForSearch(text)), mode: 'insensitive' } }, { email: { contains: literalPattern(text.toLowerCase()) } }] } : {}),
  };
  const total = await database().user.count({ where });
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const shown = Math.min(Math.max(1, page), pages);
  const users = await database().user.findMany({
    where, orderBy: [{ name: 'asc' }, { id: 'asc' }], skip: (shown - 1) * pageSize, take: pageSize,
    select: personFields,
  });
  return { people: users.map(personOf), total, page: shown, pages };
}

/** The people of the school in the order they came, from the one after `after` on; only the one with an e-mail address when it is given. */
export async function listPeopleAfter(actor: Actor, { email, role, after, take }: { email?: string | undefined; role?: SessionUser['role'] | undefined; after?: string | undefined; take: number }): Promise<Person[]> {
  assertMay(actor, 'people.list');
  const found = await database().user.findMany({
    where: { ...(email === undefined ? {} : { email }), ...(role === undefined ? {} : { role }), ...(after === undefined ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' }, take, select: personFields,
  });
  return found.map(personOf);
}

/** One of them; throws `notFound`. */
export async function findPerson(actor: Actor, personId: string): Promise<Person> {
  assertMay(actor, 'people.list');
  const found = await database().user.findUnique({ where: { id: personId }, select: personFields });
  if (!found) throw new AppError('notFound', { field: 'personId' });
  return personOf(found);
}

/** The id of somebody who may have classes, by id or e-mail; throws `invalidInput` naming the field `teacher` for anybody else. */
export async function findPossibleTeacher(actor: Actor, idOrEmail: string): Promise<string> {
  assertMay(actor, 'people.list');
  const id = z.uuid().safeParse(idOrEmail);
  const email = emailAddress.safeParse(idOrEmail);
  const person = id.success ? { id: id.data } : email.success ? { email: email.data } : null;
  const found = person && await database().user.findFirst({ where: { ...person, role: { in: ['admin', 'teacher'] }, disabledAt: null }, select: { id: true } });
  if (!found) throw new AppError('invalidInput', { field: 'teacher' });
  return found.id;
}

export interface OpenInvitation {
  id: string;
  role: SessionUser['role'];
  email: string | null;
  name: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Invitations that still wait for somebody, newest first. */
export async function listOpenInvitations(actor: Actor): Promise<OpenInvitation[]> {
  assertMay(actor, 'invitation.list');
  return database().invitation.findMany({
    where: { kind: 'invite', usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
    take: 200,
    select: { id: true, role: true, email: true, name: true, createdAt: true, expiresAt: true },
  });
}

export type LinkPage =
  | { open: true; role: SessionUser['role']; email: string | null; name: string | null }
  | { open: false; code: ErrorCode };

/** What the page behind a one-time link shows: its form, or why it cannot be used. */
export async function getLinkPage(kind: InvitationKind, secret: string): Promise<LinkPage> {
  try {
    const { role, email, name } = await findOpenLink([kind], secret);
    if (kind === 'firstAdmin' && (await hasAdmin())) return { open: false, code: 'linkUsed' };
    return { open: true, role, email, name };
  } catch (error) {
    if (error instanceof AppError) return { open: false, code: error.code };
    throw error;
  }
}
