import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { RequestContext } from '#lib/action.ts';
import type { Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { may, roles, type Permission, type Role } from '#lib/permissions.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';
import english from '../../messages/en.json' with { type: 'json' };

type Handler = (request: Request, segment: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Things {
  classId: string;
  joinCode: string;
  meetingId: string;
  recordingId: string;
  linkCode: string;
}

interface RouteCase {
  permission: Permission;
  load: () => Promise<Handler>;
  params: (things: Things) => Record<string, string>;
  query?: (things: Things) => string;
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
  'app/api/meetings/[id]/figures/route.ts': {
    permission: 'meeting.seeFigures',
    load: async () => (await import('#app/api/meetings/[id]/figures/route.ts')).GET,
    params: ({ meetingId }) => ({ id: meetingId }),
  },
  'app/api/class-figures/[id]/route.ts': {
    permission: 'meeting.seeFigures',
    load: async () => (await import('#app/api/class-figures/[id]/route.ts')).GET,
    params: ({ classId }) => ({ id: classId }),
  },
  'app/api/recordings/[id]/files/[kind]/route.ts': {
    permission: 'recording.watch',
    load: async () => (await import('#app/api/recordings/[id]/files/[kind]/route.ts')).GET,
    params: ({ recordingId }) => ({ id: recordingId, kind: 'original' }),
  },
  'app/api/recordings/[id]/captions/[language]/route.ts': {
    permission: 'recording.watch',
    load: async () => (await import('#app/api/recordings/[id]/captions/[language]/route.ts')).GET,
    params: ({ recordingId }) => ({ id: recordingId, language: 'fa' }),
  },
  'app/api/watch/[code]/captions/[language]/route.ts': {
    permission: 'recording.openShared',
    load: async () => (await import('#app/api/watch/[code]/captions/[language]/route.ts')).GET,
    params: ({ linkCode }) => ({ code: linkCode, language: 'fa' }),
  },
  'app/api/recordings/archive/route.ts': {
    permission: 'recording.watch',
    load: async () => (await import('#app/api/recordings/archive/route.ts')).GET,
    params: () => ({}),
    query: ({ recordingId }) => `ids=${recordingId}`,
  },
  'app/api/watch/[code]/files/[kind]/route.ts': {
    permission: 'recording.openShared',
    load: async () => (await import('#app/api/watch/[code]/files/[kind]/route.ts')).GET,
    params: ({ linkCode }) => ({ code: linkCode, kind: 'original' }),
  },
  'app/api/live/route.ts': {
    permission: 'class.list',
    load: async () => (await import('#app/api/live/route.ts')).GET as Handler,
    params: () => ({}),
  },
  'app/api/classes/[code]/calendar/route.ts': {
    permission: 'class.openJoinPage',
    load: async () => (await import('#app/api/classes/[code]/calendar/route.ts')).GET,
    params: ({ joinCode }) => ({ code: joinCode }),
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
  'app/api/calendar/[address]/route.ts': 'a signed address, good until its owner makes another',
  'app/api/tracks/[token]/[name]/route.ts': 'a signed address, good for an hour',
  'app/(public)/visit/[token]/route.ts': 'the link itself: 80 random bits, good once',
  'app/api/rest/v1/[...path]/route.ts': 'a key of the account, and its scopes',
  'app/api/rest/v1/openapi.json/route.ts': 'open to all, tells what the REST API takes',
  'app/api/course/[slug]/online/room/create/route.ts': 'the class token, signed with the secret of the account',
  'app/api/course/[slug]/online/recordings/route.ts': 'the class token, signed with the secret of the account',
  'app/api/course/online/room/token/route.ts': 'the class token, signed with the secret of the account',
  'app/api/course/online/token/validate/route.ts': 'the class token, signed with the secret of the account',
  'app/api/course/plugnmeet/webhook/route.ts': 'the signature of the Plugnmeet server',
  'app/api/v1/config/route.ts': 'open to all while an admin switched Spreed on; tells what it offers',
  'app/api/v1/tokens/route.ts': 'the access code, twenty tries a minute',
  'app/api/v1/rooms/route.ts': 'open to all while an admin switched Spreed on, or to who has the access code; thirty a minute',
  'app/api/v1/sessions/route.ts': 'open to all while an admin switched Spreed on; stores nothing',
  'app/api/v1/sessions/[id]/route.ts': 'the secret of the session and the proof of the user',
  'app/api/v1/users/route.ts': 'the secret of the session, while an admin lets anybody become a user; five a minute',
  'app/api/v1/users/picture/route.ts': 'the secret of the session and the proof of the user',
  'app/api/v1/stats/route.ts': 'open to all while an admin switched it on',
  'app/static/img/buddy/[flags]/[imageid]/[...idx]/route.ts': 'open to all who know the address',
  'app/.well-known/spreed-configuration/route.ts': 'open to all while an admin switched Spreed on; tells the portal\'s address',
  'app/lti/1.3/login/route.ts': 'open to all, leads to a registered platform',
  'app/lti/1.3/launch/route.ts': 'the platform\'s signature, and the cookie of the login',
  'app/lti/1.3/deep-link/route.ts': 'the signed proof of a verified message',
  'app/lti/1.3/jwks.json/route.ts': 'open to all, tells public keys',
  'app/lti/1.3/register/[code]/route.ts': 'an invitation: 128 random bits, good once',
  'app/lti/v1/route.ts': 'the OAuth signature of the account',
  'app/lti/v1/api/[...call]/route.ts': 'the token of a launch',
  'app/lti/v1/join/route.ts': 'the token of a launch',
  'app/lti/v1/config.xml/route.ts': 'open to all, tells where launches go',
  'app/download/recording/[token]/route.ts': 'a signed address, good for hours',
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
  const meetingId = made.meetings[0]?.id ?? '';
  const { id: recordingId, linkCode } = await makeRecording({ id: meetingId, classId: made.id }, { visibility: 'link' });
  await database().meetingFigures.create({ data: { meetingId, fileId: 'file', importedAt: new Date() } });
  await database().textTrack.create({ data: { recordingId, language: 'fa', text: 'WEBVTT' } });
  return { classId: made.id, joinCode, meetingId, recordingId, linkCode };
}

beforeAll(async () => {
  await usePortalDatabase(inject('services'), 'routes');
});

test('every route is listed here', () => {
  const root = new URL('../..', import.meta.url).pathname;
  const found = globSync(['app/**/route.ts', 'app/.*/**/route.ts'], { cwd: root });
  expect(found.toSorted()).toEqual([...Object.keys(routes), ...Object.keys(guardedOtherwise)].toSorted());
});

test('no route but the webhook receiver and next-auth changes anything', () => {
  const root = new URL('../..', import.meta.url).pathname;
  for (const file of Object.keys(routes)) {
    expect(readFileSync(`${root}/${file}`, 'utf8')).not.toMatch(/export (const|async function|function) (POST|PUT|PATCH|DELETE)/);
  }
});

describe.each(Object.entries(routes))('%s', (_file, { permission, load, params, query }) => {
  const cases = roles.flatMap((role) => [true, false].map((isOwner) => ({ role, isOwner })));

  test.each(cases)('$role, owner $isOwner', async ({ role, isOwner }) => {
    const actor = await makeActor(role);
    const owns = isOwner && actor.userId !== null;
    const owner = owns && actor.userId !== null ? actor.userId : (await makePerson('teacher')).userId;
    const things = await makeThings(owner);
    asking.context = requestOf(actor);
    const handler = await load();
    const closing = new AbortController();

    const response = await handler(new Request(`http://portal.test/?${query?.(things) ?? ''}`, { signal: closing.signal }), { params: Promise.resolve(params(things)) });

    closing.abort();
    await response.body?.cancel();
    const allowed = may(role, permission, { isOwner: owns || listsOwnPart.has(permission), isMember: listsOwnPart.has(permission) });
    expect(response.status).toBe(allowed ? 200 : role === 'guest' ? 401 : 403);
  });
});
