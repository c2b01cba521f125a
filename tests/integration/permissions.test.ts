import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import * as apiAccounts from '#lib/api-accounts/definitions.ts';
import * as apiKeys from '#lib/api-keys/definitions.ts';
import * as accounts from '#lib/accounts/definitions.ts';
import * as calendar from '#lib/calendar/definitions.ts';
import * as classes from '#lib/classes/definitions.ts';
import * as deliveries from '#lib/deliveries/definitions.ts';
import * as lti from '#lib/lti/definitions.ts';
import * as meetings from '#lib/meetings/definitions.ts';
import * as outbox from '#lib/outbox/definitions.ts';
import * as recordings from '#lib/recordings/definitions.ts';
import * as settings from '#lib/settings/definitions.ts';
import * as spreed from '#lib/spreed/definitions.ts';
import * as visits from '#lib/visits/definitions.ts';
import * as webhookReceivers from '#lib/webhook-receivers/definitions.ts';
import { executeAction } from '#lib/action.ts';
import type { Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { may, roles, type Role } from '#lib/permissions.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';

const modules = { accounts, 'api-accounts': apiAccounts, 'api-keys': apiKeys, calendar, classes, deliveries, lti, meetings, outbox, recordings, settings, spreed, visits, 'webhook-receivers': webhookReceivers };
const definitions = Object.values(modules).flatMap((module) => Object.values(module));

/** What the actions are tried on: somebody's class with an open meeting, and another person. */
interface Things {
  classId: string;
  joinCode: string;
  meetingId: string;
  personId: string;
  accountId: string;
  recordingId: string;
  keyId: string;
  receiverId: string;
}

const classFields = {
  title: 'Geometry', startsAt: '2099-01-01T09:00', timeZone: 'Asia/Tehran', durationMinutes: 60, guestsAllowed: true, waitingRoom: false,
  studentsMaySpeak: true, studentsMayShowCamera: true, studentsMayShareScreen: false,
};

function platformFields(accountId: string) {
  const at = 'https://moodle.example';
  return { accountId, name: 'Moodle', issuer: at, clientId: randomUUID(), deploymentIds: '1', authorizationUrl: `${at}/auth`, tokenUrl: `${at}/token`, jwksUrl: `${at}/keys`, assistantsLead: true };
}

/** A right input for every action; an action that is not in here fails its test. */
const inputs: Record<string, (things: Things) => unknown> = {
  'account.signIn': () => ({ email: 'nobody@example.org', password: 'x' }),
  'invitation.accept': () => ({ secret: 'none', name: 'Sara', email: 'sara@example.org', password: 'correct horse battery' }),
  'account.resetPassword': () => ({ secret: 'none', password: 'correct horse battery' }),
  'invitation.create': () => ({ role: 'student' }),
  'invitation.revoke': () => ({ invitationId: randomUUID() }),
  'people.changeRole': ({ personId }) => ({ userId: personId, role: 'student' }),
  'people.disable': ({ personId }) => ({ userId: personId }),
  'people.enable': ({ personId }) => ({ userId: personId }),
  'people.createResetLink': ({ personId }) => ({ userId: personId }),
  'settings.updateProfile': () => ({ name: 'Sara', locale: 'en', calendar: 'auto', timeZone: 'auto', theme: 'system' }),
  'settings.updateQuickPreferences': () => ({ theme: 'dark' }),
  'settings.changePassword': () => ({ currentPassword: 'x', newPassword: 'correct horse battery' }),
  'settings.signOutEverywhere': () => undefined,
  'calendar.renewAddress': () => undefined,
  'apiAccount.create': ({ personId }) => ({ name: 'Moodle', ownerId: personId }),
  'apiAccount.update': ({ personId, accountId }) => ({ accountId, name: 'Moodle', ownerId: personId }),
  'apiAccount.rotateSecret': ({ accountId }) => ({ accountId, graceHours: 24 }),
  'apiAccount.revealSecret': ({ accountId }) => ({ accountId }),
  'apiAccount.disable': ({ accountId }) => ({ accountId }),
  'apiAccount.enable': ({ accountId }) => ({ accountId }),
  'apiKey.create': ({ accountId }) => ({ accountId, name: 'Timetable', scopes: ['classes:read'] }),
  'apiKey.revoke': ({ keyId }) => ({ keyId }),
  'webhook.create': ({ accountId }) => ({ accountId, url: 'https://lms.example/hook', events: ['meeting.ended'] }),
  'webhook.update': ({ receiverId }) => ({ receiverId, isEnabled: true }),
  'webhook.delete': ({ receiverId }) => ({ receiverId }),
  'webhook.rotateSecret': ({ receiverId }) => ({ receiverId }),
  'webhook.sendTest': ({ receiverId }) => ({ receiverId }),
  'outbox.resend': () => ({ messageId: randomUUID() }),
  'spreed.configure': ({ accountId }) => ({ accountId, isOn: true, accessCode: 'KELAS2026' }),
  'lti.addPlatform': ({ accountId }) => platformFields(accountId),
  'lti.updatePlatform': ({ accountId }) => ({ ...platformFields(accountId), platformId: randomUUID() }),
  'lti.approvePlatform': () => ({ platformId: randomUUID() }),
  'lti.disablePlatform': () => ({ platformId: randomUUID() }),
  'lti.enablePlatform': () => ({ platformId: randomUUID() }),
  'lti.createInvitation': ({ accountId }) => ({ accountId }),
  'lti.rotateKey': () => undefined,
  'visit.endMeeting': ({ joinCode }) => ({ code: joinCode }),
  'class.create': () => classFields,
  'class.update': ({ classId }) => ({ ...classFields, classId }),
  'class.cancel': ({ classId }) => ({ classId }),
  'delivery.resend': () => ({ deliveryId: '1' }),
  'recording.describe': ({ recordingId }) => ({ recordingId, title: 'Triangles', description: '' }),
  'recording.publish': ({ recordingId }) => ({ recordingIds: [recordingId], published: true }),
  'recording.setVisibility': ({ recordingId }) => ({ recordingId, visibility: 'link' }),
  'recording.delete': ({ recordingId }) => ({ recordingIds: [recordingId] }),
  'recording.restore': ({ recordingId }) => ({ recordingIds: [recordingId] }),
  'recording.retry': ({ recordingId }) => ({ recordingId }),
  'recording.cut': ({ recordingId }) => ({ recordingId, from: 0, to: 5 }),
  'recording.uncut': ({ recordingId }) => ({ recordingId }),
  'recording.addTextTrack': ({ recordingId }) => ({ recordingId, language: 'fa', text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nسلام' }),
  'recording.removeTextTrack': ({ recordingId }) => ({ recordingId, language: 'fa' }),
  'recording.keep': ({ recordingId }) => ({ recordingId, kept: true }),
  'recording.setRule': () => ({ deleteAfterDays: null }),
  'recording.savePosition': ({ recordingId }) => ({ recordingId, seconds: 12.5 }),
  'meeting.start': ({ classId }) => ({ classId }),
  'meeting.end': ({ meetingId }) => ({ meetingId }),
  'meeting.broadcast': ({ meetingId }) => ({ meetingId, text: 'Ten more minutes', audience: 'everybody', form: 'notice' }),
  'meeting.removeParticipant': ({ meetingId }) => ({ meetingId, participantId: 'guest-1', block: false }),
  'meeting.requestTicket': ({ joinCode }) => ({ code: joinCode, name: 'Sara' }),
  'meeting.enterAccessCode': ({ joinCode }) => ({ code: joinCode, accessCode: '1234' }),
};

async function makeActor(role: Role): Promise<Actor> {
  return role === 'guest' ? guest : makePerson(role);
}

async function makeThings(ownerId: string): Promise<Things> {
  const person = await makePerson('teacher');
  const account = await makeAccount(ownerId);
  const joinCode = randomUUID().replaceAll('-', '').slice(0, 16);
  const made = await database().class.create({
    data: {
      ownerId, joinCode, title: 'Geometry', startsAt: new Date('2099-01-01T09:00:00Z'), durationMinutes: 60, timeZone: 'UTC',
      meetings: { create: { roomId: `m-${randomUUID()}`, status: 'active' } },
    },
    include: { meetings: true },
  });
  const meetingId = made.meetings[0]?.id ?? '';
  const { id: recordingId } = await makeRecording({ id: meetingId, classId: made.id });
  const key = await database().apiKey.create({ data: { accountId: account.id, name: 'Timetable', ending: 'abcd', keyHash: randomUUID() } });
  const receiver = await database().webhookReceiver.create({ data: { accountId: account.id, url: 'https://lms.example/hook', secret: 'sealed' } });
  return { classId: made.id, joinCode, meetingId, personId: person.userId, accountId: account.id, recordingId, keyId: key.id, receiverId: receiver.id };
}

beforeAll(async () => {
  await usePortalDatabase(inject('services'), 'permissions');
  await makePerson('admin');
});

describe.each(definitions.map((definition) => [definition.name, definition] as const))('%s', (name, definition) => {
  const cases = roles.flatMap((role) => [true, false].map((isOwner) => ({ role, isOwner })));

  test.each(cases)('$role, owner $isOwner', async ({ role, isOwner }) => {
    const actor = await makeActor(role);
    const stranger = await makePerson('teacher');
    const owns = isOwner && actor.userId !== null;
    const things = await makeThings(owns && actor.userId !== null ? actor.userId : stranger.userId);
    const input = inputs[name];
    if (!input) throw new Error(`no input for ${name}`);

    const result = await executeAction(definition, requestOf(actor), input(things));

    // Actions on one's own account have no owner to compare with: they can only reach the actor's own.
    const relation = { isOwner: owns || definition.permission === 'account.updateOwn' };
    const denied = !result.ok && (result.code === 'notAllowed' || result.code === 'notSignedIn');
    expect(denied).toBe(!may(role, definition.permission, relation));
    expect(['unexpected', 'invalidInput'], 'the input of this test is right').not.toContain(result.ok ? 'ok' : result.code);
  });
});

describe('server actions', () => {
  const root = new URL('../..', import.meta.url).pathname;
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root }).filter((file) => /^['"]use server['"]/m.test(readFileSync(`${root}/${file}`, 'utf8')));
  const backed = new Set(Object.values(modules).flatMap((module) => Object.keys(module)));

  test('live in lib/<feature>/actions.ts of a feature tested here', () => {
    expect(sources.toSorted()).toEqual(Object.keys(modules).map((feature) => `lib/${feature}/actions.ts`).toSorted());
  });

  test.each(sources)('%s: each runs one definition', (file) => {
    const source = readFileSync(`${root}/${file}`, 'utf8');
    const exported = source.split(/^export /m).slice(1);
    expect(exported.length).toBeGreaterThan(0);
    for (const body of exported) {
      expect(body).toMatch(/^async function \w+\(/);
      const run = [...body.matchAll(/runAction\((\w+),/g)].map((match) => match[1] ?? '');
      expect(run, body).toHaveLength(1);
      expect(backed, body).toContain(run[0]);
    }
  });
});
