import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { startMeetingAction } from '#lib/meetings/definitions.ts';
import { reconcileMeeting, reconcileMeetings } from '#lib/meetings/reconcile.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { usePortal, call, makeClass, succeed } from './support/portal.ts';
import { EventsOfRoom, send } from './support/webhooks.ts';

const minute = 60_000;
let engine: TestEngine;
let teacher: UserActor;

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'reconcile', engine.url);
  teacher = await makePerson('teacher', { name: 'Teacher' });
});

afterAll(() => engine.stop());

function secondsAgo(count: number): number {
  return Math.floor(Date.now() / 1000) - count;
}

function stored(id: string) {
  return database().meeting.findUniqueOrThrow({ where: { id }, include: { attendances: { orderBy: { participantSid: 'asc' } } } });
}

describe('reconciling with the engine', () => {
  it('ends a meeting whose webhooks were lost, at the time the server remembers', async () => {
    const { id: classId } = await makeClass(teacher);
    const { meetingId } = await succeed(call(startMeetingAction, teacher, { classId }));
    const { roomId } = await stored(meetingId);
    await plugnmeet().endRoom(roomId);
    await expect.poll(async () => {
      await reconcileMeeting(meetingId);
      return (await stored(meetingId)).status;
    }).toBe('ended');
    const [past] = await plugnmeet().fetchPastRooms([roomId]);
    expect((await stored(meetingId)).endedAt?.getTime()).toBe(Math.max(past?.ended?.getTime() ?? 0, (await stored(meetingId)).startedAt.getTime()));
  });

  it('leaves a meeting that is being held alone', async () => {
    const { id: classId } = await makeClass(teacher);
    const { meetingId } = await succeed(call(startMeetingAction, teacher, { classId }));
    const before = await stored(meetingId);
    await reconcileMeetings();
    expect(await stored(meetingId)).toEqual(before);
  });
});

describe('reconciling with what a server may say', () => {
  let server: FakePlugnmeet;
  let meetingId: string;
  const sid = randomUUID();

  beforeEach(async () => {
    server = new FakePlugnmeet();
    await server.listen();
    meetingId = randomUUID();
    const { id: classId } = await makeClass(teacher);
    await database().meeting.create({ data: { id: meetingId, classId, openClassId: classId, roomId: `m-${meetingId}`, roomSid: `${sid}-${meetingId}`, status: 'active', startedAt: new Date(Date.now() - 30 * minute), createdAt: new Date(Date.now() - 30 * minute) } });
  });

  afterEach(() => server.close());

  const reconcile = () => reconcileMeeting(meetingId, { db: database(), client: server.client() });
  const reconcileAll = () => reconcileMeetings({ db: database(), client: server.client() });
  const joined = (participantSid: string, identity: string, at: number) =>
    database().attendance.create({ data: { meetingId, participantSid, participantId: identity, name: identity, joinedAt: new Date(at * 1000) } });

  interface Present { sid: string; identity: string; joinedAt: number }

  function activeRoom(info: Record<string, string | number>, people: readonly Present[]) {
    return {
      room_info: { joined_participants: String(people.length), creation_time: '1', ...info },
      participants_info: people.map((person) => ({ sid: person.sid, identity: person.identity, name: person.identity, state: 'ACTIVE', joined_at: String(person.joinedAt) })),
    };
  }

  function roomWith(people: readonly Present[], inBreakout: readonly Present[] = []) {
    const room = activeRoom({ room_id: `m-${meetingId}`, sid: `${sid}-${meetingId}` }, people);
    const breakout = (parent: string) => activeRoom({ room_id: `${parent}-1`, sid: randomUUID(), is_breakout_room: 1, parent_room_id: parent }, inBreakout);
    server.json('getActiveRoomInfo', { status: true, msg: 'success', room });
    server.json('getActiveRoomsInfo', { status: true, msg: 'success', rooms: [room, breakout(`m-${meetingId}`), activeRoom({ room_id: 'other', sid: randomUUID() }, [{ sid: 'PA_other', identity: 'guest-other', joinedAt: 1 }])] });
  }

  function gone(rooms: { created: Date; ended: Date }[]) {
    server.json('getActiveRoomInfo', { status: false, msg: 'room not found in active state', status_code: 'ROOM_NOT_FOUND', room: null });
    server.json('isRoomActive', { status: true, msg: 'room not found', status_code: 'ROOM_NOT_FOUND', is_active: false });
    server.json('fetchPastRooms', rooms.length === 0 ? { status: false, msg: 'no room found', status_code: 'NOT_FOUND' } : {
      status: true, msg: 'success',
      result: { rooms_list: rooms.map(({ created, ended }) => ({ room_id: `m-${meetingId}`, room_sid: `${sid}-${meetingId}`, created: created.toISOString(), ended: ended.toISOString() })) },
    });
  }

  it('adds stays whose webhook was lost and closes those that are gone', async () => {
    await joined('PA_left', 'guest-left', secondsAgo(600));
    roomWith([{ sid: 'PA_new', identity: 'guest-new', joinedAt: secondsAgo(300) }, { sid: 'PA_bot', identity: 'RECORDER_BOT', joinedAt: secondsAgo(300) }]);
    await reconcile();
    const { attendances } = await stored(meetingId);
    expect(attendances.map(({ participantSid, leftAt }) => [participantSid, leftAt === null])).toEqual([['PA_left', false], ['PA_new', true]]);
  });

  it('keeps the stay of somebody who is in a breakout room', async () => {
    await joined('PA_away', 'guest-away', secondsAgo(600));
    await joined('PA_left', 'guest-left', secondsAgo(600));
    roomWith([], [{ sid: 'PA_away', identity: 'guest-away', joinedAt: secondsAgo(600) }]);
    await reconcile();
    const { attendances } = await stored(meetingId);
    expect(attendances.map(({ participantSid, leftAt }) => [participantSid, leftAt === null])).toEqual([['PA_away', true], ['PA_left', false]]);
  });

  it('does not close the stay of somebody who is just coming in', async () => {
    await joined('PA_fresh', 'guest-fresh', secondsAgo(2));
    roomWith([]);
    await reconcile();
    expect((await stored(meetingId)).attendances).toMatchObject([{ leftAt: null }]);
  });

  it('lets an exact leave that comes later by webhook replace the assumed one', async () => {
    const at = secondsAgo(600);
    await joined('PA_left', 'guest-left', at);
    roomWith([]);
    await reconcile();
    await send(new EventsOfRoom(`m-${meetingId}`, `${sid}-${meetingId}`).left('PA_left', 'guest-left', at, at + 120));
    expect((await stored(meetingId)).attendances).toMatchObject([{ leftAt: new Date((at + 120) * 1000) }]);
  });

  it('ends a meeting whose room is gone and closes its stays at that time', async () => {
    const ended = new Date(secondsAgo(60) * 1000);
    await joined('PA_a', 'guest-a', secondsAgo(600));
    gone([{ created: new Date(Date.now() - 20 * minute), ended }]);
    await reconcile();
    expect(await stored(meetingId)).toMatchObject({ status: 'ended', openClassId: null, endedAt: ended, attendances: [{ leftAt: ended }] });
  });

  it('changes nothing while the server is ill, whatever it says', async () => {
    await joined('PA_a', 'guest-a', secondsAgo(600));
    const before = await stored(meetingId);
    for (const text of ['<html>', '', '{"status":true}', '{"status":false,"msg":"db down","status_code":"INTERNAL_SERVER_ERROR"}']) {
      server.on('getActiveRoomInfo', (response) => response.end(text));
      await expect(reconcile()).rejects.toMatchObject({ code: expect.stringMatching(/^plugnmeet/) });
    }
    gone([]);
    server.on('isRoomActive', (response) => response.writeHead(503).end());
    await expect(reconcile()).rejects.toMatchObject({ code: 'plugnmeetUnavailable' });
    expect(await stored(meetingId)).toEqual(before);
  });

  it('marks a start that never came to be, but only after a while', async () => {
    gone([]);
    await database().meeting.update({ where: { id: meetingId }, data: { status: 'starting', roomSid: null, createdAt: new Date() } });
    await reconcile();
    expect(await stored(meetingId)).toMatchObject({ status: 'starting' });
    await database().meeting.update({ where: { id: meetingId }, data: { createdAt: new Date(Date.now() - 2 * minute) } });
    await reconcile();
    expect(await stored(meetingId)).toMatchObject({ status: 'ended', endReason: 'failedToStart' });
  });

  it('ends a meeting begun for an outside system that nobody joined, after as long as an empty room lives', async () => {
    gone([]);
    const account = await makeAccount(teacher.userId);
    const { classId } = await database().meeting.update({ where: { id: meetingId }, data: { status: 'starting', roomSid: null, createdAt: new Date(Date.now() - 2 * minute) } });
    await database().bbbSession.create({
      data: {
        accountId: account.id, classId, meetingId, externalId: 'x1', liveKey: `${account.id} x1`, internalId: meetingId, createdAt: new Date(), name: 'X', attendeePassword: 'a', moderatorPassword: 'm',
        voiceBridge: 1, dialNumber: '', duration: 0, maxUsers: 0, isRecorded: false, guestPolicy: 'ALWAYS_ACCEPT', metadata: {},
      },
    });
    await reconcile();
    expect(await stored(meetingId)).toMatchObject({ status: 'starting' });
    await database().meeting.update({ where: { id: meetingId }, data: { createdAt: new Date(Date.now() - 6 * minute) } });
    await reconcile();
    expect(await stored(meetingId)).toMatchObject({ status: 'ended', endReason: 'emptied' });
  });

  it('asks about single meetings only when the list of rooms does not agree', async () => {
    const asked = () => server.calls.splice(0).filter(({ body }) => body.includes(meetingId)).map(({ path }) => path);
    await joined('PA_in', 'guest-in', secondsAgo(600));
    roomWith([{ sid: 'PA_in', identity: 'guest-in', joinedAt: secondsAgo(600) }]);
    await reconcileAll();
    expect(asked()).toEqual([]);
    roomWith([]);
    await reconcileAll();
    expect(asked()).toContain('/auth/room/getActiveRoomInfo');
    expect((await stored(meetingId)).attendances).toMatchObject([{ leftAt: expect.any(Date) }]);
  });

  it('finds that a start nobody heard of did work', async () => {
    await database().meeting.update({ where: { id: meetingId }, data: { status: 'starting', roomSid: null } });
    roomWith([]);
    await reconcile();
    expect(await stored(meetingId)).toMatchObject({ status: 'active', roomSid: `${sid}-${meetingId}` });
  });
});
