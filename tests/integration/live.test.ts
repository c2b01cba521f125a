import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { notifyChange, type LiveChange } from '#lib/live/channel.ts';
import { classStateStream } from '#lib/live/class-stream.ts';
import { LiveHub } from '#lib/live/hub.ts';
import { ownChangesStream } from '#lib/live/own-stream.ts';
import { guest, makePerson } from '#tests/fixtures/people.ts';
import { usePortal, makeClass } from './support/portal.ts';

const change: LiveChange = { classId: 'c', ownerId: 'o', joinCode: 'j' };
const cleanups: (() => void)[] = [];
let teacher: UserActor;

beforeAll(async () => {
  await usePortal(inject('services'), 'live');
  teacher = await makePerson('teacher');
});

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A listening hub and what it heard. Listening has begun once a probe sent again and again is heard. */
async function listeningHub() {
  const heard: (string | null)[] = [];
  const hub = new LiveHub(env().DATABASE_URL);
  cleanups.push(hub.subscribe((got) => heard.push(got === null ? null : got.classId)));
  await expect.poll(async () => {
    await notifyChange(database(), { ...change, classId: 'probe' });
    return heard.length;
  }).toBeGreaterThan(0);
  return heard;
}

describe('the live hub', () => {
  it('tells of a change once its transaction is committed, and never of one rolled back', async () => {
    const heard = await listeningHub();
    await database().$transaction(async (tx) => {
      await notifyChange(tx, { ...change, classId: 'undone' });
      throw new Error('undone');
    }).catch(() => undefined);
    await database().$transaction((tx) => notifyChange(tx, { ...change, classId: 'done' }));
    await expect.poll(() => heard).toContain('done');
    expect(heard).not.toContain('undone');
  });

  it('comes back after the database cut it off, and says that it may have missed something', async () => {
    const heard = await listeningHub();
    await database().$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and pid <> pg_backend_pid()`;
    await expect.poll(() => heard, { timeout: 10_000 }).toContain(null);
    await notifyChange(database(), { ...change, classId: 'afterwards' });
    await expect.poll(() => heard).toContain('afterwards');
  });
});

/** Opens an event stream and gathers what it sends. */
async function readStream(open: (request: Request) => Promise<Response>) {
  const abort = new AbortController();
  cleanups.push(() => abort.abort());
  const response = await open(new Request('http://portal/live', { signal: abort.signal }));
  const text = { all: '' };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) text.all += part.value;
  })();
  return { response, text };
}

describe('the stream of a signed-in person', () => {
  it('tells of their own classes and memberships only', async () => {
    const [member, stranger, colleague, admin] = await Promise.all([makePerson('student'), makePerson('student'), makePerson('teacher'), makePerson('admin')]);
    const held = await makeClass(teacher);
    await database().classMember.create({ data: { classId: held.id, userId: member.userId } });
    const streams = await Promise.all([teacher, member, admin, stranger, colleague].map((actor) => readStream((request) => ownChangesStream(request, actor, 'somewhere'))));
    await expect.poll(async () => {
      await notifyChange(database(), { classId: held.id, ownerId: teacher.userId, joinCode: held.joinCode });
      return streams.slice(0, 3).every(({ text }) => text.all.includes('event: changed'));
    }).toBe(true);
    expect(streams.slice(3).some(({ text }) => text.all.includes('changed'))).toBe(false);
  });

  it('is not for visitors', async () => {
    await expect(ownChangesStream(new Request('http://portal/live'), guest, 'somewhere')).rejects.toMatchObject({ code: 'notSignedIn' });
  });
});

function openStream(code: string) {
  return readStream((request) => classStateStream(request, code, 'visitor'));
}

describe('the stream of the join page', () => {
  it('tells where the class stands, and when it opens, and nothing else', async () => {
    const held = await makeClass(teacher, { accessCode: 'SECRET1' });
    const { response, text } = await openStream(held.joinCode);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await expect.poll(() => text.all).toContain('event: waiting');
    await database().meeting.create({ data: { classId: held.id, openClassId: held.id, roomId: `m-${held.id}`, status: 'active' } });
    await expect.poll(async () => {
      await notifyChange(database(), { classId: held.id, ownerId: teacher.userId, joinCode: held.joinCode });
      return text.all;
    }).toContain('event: open');
    expect(text.all).not.toContain('SECRET1');
    expect(text.all).not.toContain(teacher.name);
  });

  it('knows no unknown link', async () => {
    await expect(openStream('0'.repeat(16))).rejects.toMatchObject({ code: 'linkInvalid' });
  });
});
