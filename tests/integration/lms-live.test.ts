import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { requestTicketAction } from '#lib/meetings/definitions.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { openVisit } from '#lib/visits/open.ts';
import { joinMedia } from '#tests/contract/support/media.ts';
import { Participant } from '#tests/contract/support/participant.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { guest, makePerson } from '#tests/fixtures/people.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { runExample } from './support/example.ts';
import { HttpPortal } from './support/http-portal.ts';
import { classToken } from './support/lms.ts';
import { call, succeed, usePortal } from './support/portal.ts';

const portal = new HttpPortal(['api/course']);
const room = z.object({ room_id: z.string(), live_session_id: z.uuid(), status: z.literal('active') });
const link = z.object({ token: z.string(), room_id: z.string(), join_url: z.string(), is_admin: z.boolean() });
const session = z.object({ active_room_id: z.string(), title: z.string(), participants_count: z.number() });
const validation = z.object({ can_create_live_session: z.boolean(), can_join_live_session: z.boolean(), live_session: session.nullable() });
let base: string;
let engine: TestEngine;
let account: ActingAccount;

beforeAll(async () => {
  const services = inject('services');
  base = await portal.listen();
  // The room server tells the platform's address, with the slash that is in its documentation.
  engine = await startEngine(services, { env: { WEBHOOK_URL: `${base}/api/course/plugnmeet/webhook/` } });
  await usePortal(services, 'lms_live', engine.url);
  account = await makeAccount((await makePerson('teacher')).userId);
});

afterAll(async () => {
  await engine.stop();
  await portal.close();
});

async function validate(role: string): Promise<z.output<typeof validation>> {
  const response = await fetch(`${base}/api/course/online/token/validate/`, { method: 'POST', headers: { authorization: `Bearer ${classToken(account, { role })}` } });
  return validation.parse(await response.json());
}

/** Follows a link as a browser does, up to the room's media. */
async function comeIn({ token }: z.output<typeof link>) {
  const { joinCode, cookie } = await openVisit(token, () => undefined);
  const { ticket } = await succeed(call(requestTicketAction, guest, { code: joinCode, visit: cookie }));
  const participant = await Participant.join(engine.url, ticket.token ?? '');
  return { participant, ticket };
}

it('the example of the documentation opens a session, people come and go, and it ends, all by webhook', async () => {
  const shown = z.object({ room, session, links: z.tuple([link, link]) }).parse(await runExample('api/lms.md', { KELAS: base, KEY: account.key, SECRET: account.secrets[0] ?? '' }));
  expect(shown.session).toEqual({ active_room_id: shown.room.room_id, title: 'Algebra', participants_count: 0 });
  expect(shown.links.map(({ is_admin: isAdmin }) => isAdmin)).toEqual([true, false]);

  const teacher = await comeIn(shown.links[0]);
  const teacherMedia = await joinMedia(teacher.participant);
  const student = await comeIn(shown.links[1]);
  const { msg } = await student.participant.ask('REQ_INITIAL_DATA', 'RES_INITIAL_DATA');
  expect(msg).toMatch(/wait_for_approval\\*":true/);
  const { local_user: localUser } = z.object({ local_user: z.object({ metadata: z.string() }) }).parse(JSON.parse(msg));
  expect(JSON.parse(localUser.metadata)).toMatchObject({ is_admin: false, lock_settings: { lock_microphone: true, lock_webcam: true, lock_screen_sharing: true, lock_whiteboard: false, lock_shared_notepad: false, lock_chat: false } });
  await plugnmeet().approveWaiting(student.ticket.roomId, student.ticket.participantId);
  const studentMedia = await joinMedia(student.participant);
  await expect.poll(async () => (await validate('student')).live_session?.participants_count, { timeout: 30_000 }).toBe(2);
  const people = () => database().attendance.findMany({ where: { meetingId: shown.room.live_session_id }, orderBy: { joinedAt: 'asc' }, select: { name: true, isModerator: true, leftAt: true } });
  expect(await people()).toEqual([{ name: 'Sara Ahmadi', isModerator: true, leftAt: null }, { name: 'Ali Rezaei', isModerator: false, leftAt: null }]);

  await studentMedia.disconnect();
  await expect.poll(async () => (await validate('student')).live_session?.participants_count, { timeout: 30_000 }).toBe(1);
  expect(await people()).toMatchObject([{ leftAt: null }, { leftAt: expect.any(Date) }]);

  await plugnmeet().endRoom(shown.room.room_id);
  await expect.poll(async () => validate('teacher'), { timeout: 30_000 }).toEqual({ can_create_live_session: true, can_join_live_session: false, live_session: null });
  await expect.poll(async () => (await people()).every(({ leftAt }) => leftAt !== null), { timeout: 30_000 }).toBe(true);
  expect(await database().meeting.findUnique({ where: { id: shown.room.live_session_id } })).toMatchObject({ status: 'ended', endedAt: expect.any(Date) });
  await Promise.all([teacherMedia.disconnect(), teacher.participant.leave(), student.participant.leave()]);
});
