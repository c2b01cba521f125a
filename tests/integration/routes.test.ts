import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { RequestContext } from '#lib/action.ts';
import type { Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { may, roles, type Permission, type Role } from '#lib/permissions.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';
import english from '../../messages/en.json' with { type: 'json' };

type Handler = (request: Request, segment: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Things {
  joinCode: string;
  meetingId: string;
}

interface RouteCase {
  permission: Permission;
  load: () => Promise<Handler>;
  params: (things: Things) => Record<string, string>;
}

/** Only who is asking is replaced: there is no browser here to hold a session cookie. */
const asking = vi.hoisted(() => ({ context: null as unknown }));
vi.mock('#lib/request-context.ts', () => ({ requestContext: async () => asking.context as RequestContext }));
vi.mock('next-intl/server', () => ({
  getTranslations: async (namespace: 'attendance') => createTranslator({ locale: 'en', messages: english, namespace }),
}));
vi.mock('#lib/i18n/preferences.ts', () => ({ formatPreferences: async () => ({ locale: 'en', calendar: 'gregory', timeZone: 'UTC' }) }));

/** Every route that answers to a person. A new one that is in neither list fails a test below. */
const routes: Record<string, RouteCase> = {
  'app/api/meetings/active/route.ts': {
    permission: 'meeting.listActive',
    load: async () => (await import('#app/api/meetings/active/route.ts')).GET,
    params: () => ({}),
  },
  'app/api/meetings/[id]/people/route.ts': {
    permission: 'meeting.seeAttendance',
    load: async () => (await import('#app/api/meetings/[id]/people/route.ts')).GET,
    params: ({ meetingId }) => ({ id: meetingId }),
  },
  'app/api/meetings/[id]/attendance/route.ts': {
    permission: 'meeting.seeAttendance',
    load: async () => (await import('#app/api/meetings/[id]/attendance/route.ts')).GET,
    params: ({ meetingId }) => ({ id: meetingId }),
  },
  'app/api/live/route.ts': {
    permission: 'class.list',
    load: async () => (await import('#app/api/live/route.ts')).GET as Handler,
    params: () => ({}),
  },
  'app/api/classes/[code]/live/route.ts': {
    permission: 'class.openJoinPage',
    load: async () => (await import('#app/api/classes/[code]/live/route.ts')).GET as unknown as Handler,
    params: ({ joinCode }) => ({ code: joinCode }),
  },
};

/** Routes no person's role opens, and what guards them instead. */
const guardedOtherwise = {
  'app/api/auth/[...nextauth]/route.ts': 'next-auth; its sign-in is the action account.signIn',
  'app/api/health/route.ts': 'open to all, tells nothing but up or down',
  'app/api/webhooks/plugnmeet/route.ts': 'the signature of the Plugnmeet server',
};

/** Routes on nothing in particular: whoever holds the permission at any scope gets their own part. */
const listsOwnPart = new Set<Permission>(['meeting.listActive', 'class.list']);

async function makeActor(role: Role): Promise<Actor> {
  return role === 'guest' ? guest : makePerson(role);
}

async function makeThings(ownerId: string): Promise<Things> {
  const joinCode = randomUUID().replaceAll('-', '').slice(0, 16);
  const made = await database().class.create({
    data: {
      ownerId, joinCode, title: 'Geometry', startsAt: new Date('2099-01-01T09:00:00Z'), durationMinutes: 60, timeZone: 'UTC',
      meetings: { create: { roomId: `m-${randomUUID()}`, status: 'active' } },
    },
    include: { meetings: true },
  });
  return { joinCode, meetingId: made.meetings[0]?.id ?? '' };
}

beforeAll(async () => {
  await usePortalDatabase(inject('services'), 'routes');
});

test('every route is listed here', () => {
  const root = new URL('../..', import.meta.url).pathname;
  const found = globSync('app/**/route.ts', { cwd: root });
  expect(found.toSorted()).toEqual([...Object.keys(routes), ...Object.keys(guardedOtherwise)].toSorted());
});

test('no route but the webhook receiver and next-auth changes anything', () => {
  const root = new URL('../..', import.meta.url).pathname;
  for (const file of Object.keys(routes)) {
    expect(readFileSync(`${root}/${file}`, 'utf8')).not.toMatch(/export (const|async function|function) (POST|PUT|PATCH|DELETE)/);
  }
});

describe.each(Object.entries(routes))('%s', (_file, { permission, load, params }) => {
  const cases = roles.flatMap((role) => [true, false].map((isOwner) => ({ role, isOwner })));

  test.each(cases)('$role, owner $isOwner', async ({ role, isOwner }) => {
    const actor = await makeActor(role);
    const owns = isOwner && actor.userId !== null;
    const owner = owns && actor.userId !== null ? actor.userId : (await makePerson('teacher')).userId;
    const things = await makeThings(owner);
    asking.context = requestOf(actor);
    const handler = await load();
    const closing = new AbortController();

    const response = await handler(new Request('http://portal.test/', { signal: closing.signal }), { params: Promise.resolve(params(things)) });

    closing.abort();
    await response.body?.cancel();
    const allowed = may(role, permission, { isOwner: owns || listsOwnPart.has(permission), isMember: listsOwnPart.has(permission) });
    expect(response.status).toBe(allowed ? 200 : role === 'guest' ? 401 : 403);
  });
});
