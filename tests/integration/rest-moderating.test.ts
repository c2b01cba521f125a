import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { database } from '#lib/db/client.ts';
import { requestTicketAction } from '#lib/meetings/definitions.ts';
import { openVisit } from '#lib/visits/open.ts';
import { joinMedia } from '#tests/contract/support/media.ts';
import { Participant } from '#tests/contract/support/participant.ts';
import { guest } from '#tests/fixtures/people.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { call, succeed, usePortal } from './support/portal.ts';
import { algebra, documentedBody, heldMeeting, RestCaller } from './support/rest.ts';

let engine: TestEngine;
let caller: RestCaller;

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'rest_moderating', engine.url);
  caller = await RestCaller.open();
});

afterAll(() => engine.stop());

async function started(externalId: string): Promise<string> {
  await caller.send('PUT', `/classes/${externalId}`, algebra);
  const { body: { meetingId } } = await caller.send('POST', `/classes/${externalId}/start`);
  return z.string().parse(meetingId);
}

/** Sends somebody into a class, up to the room. */
async function comeIn(externalId: string, { name, isModerator = false }: { name: string; isModerator?: boolean }): Promise<Participant> {
  const { body: { url } } = await caller.send('POST', `/classes/${externalId}/visits`, { externalUserId: name, name, isModerator });
  const { joinCode, cookie } = await openVisit(z.string().parse(url).split('/').at(-1) ?? '', () => undefined);
  const { ticket } = await succeed(call(requestTicketAction, guest, { code: joinCode, visit: cookie }));
  return Participant.join(engine.url, ticket.token ?? '');
}

it('a message reaches the people in a meeting, or its moderators', async () => {
  const meetingId = await started('told');
  const [leila, sara] = await Promise.all([comeIn('told', { name: 'Leila', isModerator: true }), comeIn('told', { name: 'Sara' })]);
  const path = `/meetings/${meetingId}/broadcast`;
  expect(await caller.send('POST', path, await documentedBody('broadcast'))).toMatchObject({ status: 200, body: { meetingId } });
  for (const person of [leila, sara]) expect((await person.next('SYSTEM_NOTIFICATION', ({ msg }) => msg.includes('minutes'))).msg).toContain('We end in five minutes.');
  await caller.send('POST', path, { text: 'For moderators', audience: 'moderators', form: 'chat' });
  await caller.send('POST', path, { text: 'For all', form: 'chat' });
  expect((await leila.next('SYSTEM_CHAT_MSG')).msg).toBe('For moderators');
  expect((await sara.next('SYSTEM_CHAT_MSG')).msg).toBe('For all');
  await Promise.all([leila.leave(), sara.leave()]);
});

it.each([['text', { text: ' ' }], ['text', { text: 'x'.repeat(501) }], ['audience', { text: 'x', audience: 'nobody' }], ['form', { text: 'x', form: 'song' }]])('a message is refused for its %s', async (field, body) => {
  const meetingId = await started('refused');
  expect(await caller.send('POST', `/meetings/${meetingId}/broadcast`, body)).toMatchObject({ status: 400, body: { code: 'invalidInput', field } });
});

it('somebody is taken out of a meeting, and does not come back when blocked', async () => {
  const meetingId = await started('removed');
  const sara = await comeIn('removed', { name: 'Sara' });
  const media = await joinMedia(sara);
  const path = `/meetings/${meetingId}/people/${sara.userId}/remove`;
  expect(await caller.send('POST', path, { block: 'yes' })).toMatchObject({ status: 400, body: { field: 'block' } });
  expect(await caller.send('POST', path, await documentedBody('remove'))).toMatchObject({ status: 200, body: { meetingId } });
  expect((await sara.next('SESSION_ENDED')).msg).toBe('notifications.room-disconnected-participant-removed');
  await sara.leave();
  await media.disconnect();
  await expect.poll(() => caller.send('POST', path, {}), { timeout: 15_000 }).toMatchObject({ status: 410, body: { code: 'participantGone' } });
  await expect(comeIn('removed', { name: 'Sara' })).rejects.toThrow(/blockedFromRoom/);
  expect(await caller.send('POST', `/meetings/${meetingId}/people/a%20b/remove`, {})).toMatchObject({ status: 400, body: { field: 'participantId' } });
});

it('a meeting tells who is in it, is found among those being held, and is ended, once', async () => {
  const meetingId = await started('ended');
  const past = await heldMeeting(caller, 'ended');
  await database().attendance.create({ data: { meetingId, participantSid: randomUUID(), participantId: 'visitor-1', name: 'Sara', joinedAt: new Date() } });
  const idsOf = async (status: string) => (await caller.send('GET', `/meetings?externalId=ended&status=${status}`)).body['meetings'];
  expect(await idsOf('active')).toMatchObject([{ meetingId, status: 'active' }]);
  expect(await idsOf('ended')).toMatchObject([{ meetingId: past.id }]);
  expect(await caller.send('GET', '/meetings?status=x')).toMatchObject({ status: 400, body: { field: 'status' } });
  expect(await caller.send('GET', `/meetings/${meetingId}/people`)).toMatchObject({ status: 200, body: { people: [{ participantId: 'visitor-1', name: 'Sara', isModerator: false }] } });

  const ended = await caller.send('POST', `/meetings/${meetingId}/end`);
  expect(ended).toMatchObject({ status: 200, body: { meetingId, status: 'ended', endReason: 'endedByTeacher' } });
  expect(await caller.send('POST', `/meetings/${meetingId}/end`)).toEqual(ended);
  expect(await idsOf('active')).toEqual([]);
  expect(await caller.send('GET', `/meetings/${meetingId}/people`)).toMatchObject({ body: { people: [] } });
  expect(await caller.send('POST', `/meetings/${meetingId}/broadcast`, { text: 'Too late' })).toMatchObject({ status: 410, body: { code: 'meetingEnded' } });
  expect(await caller.send('POST', `/meetings/${meetingId}/people/visitor-1/remove`, {})).toMatchObject({ status: 410, body: { code: 'meetingEnded' } });
});
