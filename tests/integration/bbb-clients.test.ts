import { expect, it } from 'vitest';
import { checksumOf, type Algorithm } from '#lib/bbb/checksum.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { openSchool, queryOf, textOf } from './support/bbb.ts';

const { account, caller, sessionOf } = await openSchool('bbb_clients');

/** Sends a query as a client wrote it, with the checksum where that client puts it. */
async function send(name: string, text: string, { glue = '&', algorithm = 'sha1' }: { glue?: string; algorithm?: Algorithm } = {}): Promise<string> {
  const response = await caller.send(name, `${text}${glue}checksum=${checksumOf(name, text, account.secrets[0] ?? '', algorithm)}`);
  return response.status === 302 ? (response.headers.get('location') ?? '') : response.text();
}

/** The Python client's coding: everything but `/` escaped, blanks as %20, an ampersand after every pair. */
function python(parameters: Record<string, string>): string {
  return Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2F', '/')}&`).join('');
}

it('the Python client creates, looks, and ends', async () => {
  const made = await send('create', python({ name: 'Python class', meta_meta: '', meetingID: 'b1f9/py', attendeePW: 'ap', moderatorPW: 'mp', record: 'false' }));
  expect(textOf(made, 'message')).toBe('');
  const keys = ['meetingID', 'internalMeetingID', 'parentMeetingID', 'attendeePW', 'moderatorPW', 'hasBeenForciblyEnded', 'duration', 'hasUserJoined', 'createDate', 'dialNumber', 'voiceBridge', 'createTime'];
  for (const key of keys) expect(made).toContain(`<${key}>`);
  expect(await send('join', python({ fullName: 'Ali Rezaei', meetingID: 'b1f9/py', password: 'mp' }))).toMatch(/\/visit\//);
  expect(await send('getMeetings', '')).toContain('<meetingID>b1f9/py</meetingID>');
  const info = await send('getMeetingInfo', python({ meetingID: 'b1f9/py' }));
  for (const key of ['meetingID', 'meetingName', 'createTime', 'createDate', 'voiceBridge', 'dialNumber', 'attendeePW', 'moderatorPW', 'hasBeenForciblyEnded', 'running', 'participantCount', 'listenerCount', 'voiceParticipantCount', 'videoCount', 'duration', 'hasUserJoined', 'moderatorCount', 'maxUsers', 'attendees', 'metadata']) expect(info).toContain(`<${key}>`);
  expect(textOf(await send('setConfigXML', python({ meetingID: 'b1f9/py', configXML: '<config></config>' })), 'token')).not.toBe('');
  expect(await send('getRecordings', python({ meta_meta: '', state: 'published' }))).toContain('<recordings></recordings>');
  expect(textOf(await send('end', python({ meetingID: 'b1f9/py', password: 'mp' })), 'messageKey')).toBe('sentEndMeetingRequest');
});

it('PHP\'s client leaves no parameters out of its query\'s shape', async () => {
  expect(textOf(await send('getMeetings', '', { algorithm: 'sha256' }), 'returncode')).toBe('SUCCESS');
  expect(textOf(await send('getMeetings', '', { glue: '', algorithm: 'sha256' }), 'returncode')).toBe('SUCCESS');
});

it('Greenlight starts a class from its room, joins by role and reads its recording', async () => {
  const meetingID = 'gl-4fj2k9x0aq7c1m8z';
  const create = { 'attendeePW': '', 'logoutURL': 'https://gl.example/rooms/a', 'meetingID': meetingID, 'meta_bbb-origin': 'greenlight', 'meta_bbb-recording-ready-url': 'https://gl.example/recording_ready', 'meta_endCallbackUrl': 'https://gl.example/meeting_ended', 'moderatorPW': '', 'muteOnStart': 'true', 'name': "Sara's room", 'record': 'true' };
  const made = await send('create', queryOf(create));
  const join = queryOf({ avatarURL: 'https://gl.example/a.png', createTime: textOf(made, 'createTime'), fullName: 'Sara', meetingID, password: '', role: 'Moderator', userID: 'gl-u1' });
  expect(await send('join', join)).toMatch(/\/visit\/[a-z0-9]{16}\?sessionToken=/);
  await send('end', queryOf({ meetingID }));
  const session = await sessionOf(meetingID);
  await makeRecording({ id: session.meetingId ?? '', classId: session.classId });
  const xml = await send('getRecordings', queryOf({ recordID: textOf(made, 'internalMeetingID') }));
  for (const key of ['recordID', 'participants', 'startTime', 'published', 'protected', 'length', 'type', 'url']) expect(textOf(xml, key), key).not.toBe('');
  expect(textOf(xml, 'meetingId')).toBe(meetingID);
});

it('Moodle creates with both passwords, joins with password and role, and asks recordings by what create answered', async () => {
  const meetingID = '0a1b2c3d-12-5[1]';
  const made = await send('create', queryOf({ 'meetingID': meetingID, 'name': 'Algebra', 'attendeePW': 'ap-moodle', 'moderatorPW': 'mp-moodle', 'logoutURL': 'https://moodle.example/x?id=1', 'welcome': '<br>Welcome to <b>%%CONFNAME%%</b>', 'record': 'true', 'voiceBridge': '71234', 'lockSettingsDisableNote': 'false', 'meta_bbb-context-id': '5', 'meta_bn-recording-ready-url': 'https://moodle.example/ready' }));
  expect(textOf(made, 'returncode')).toBe('SUCCESS');
  const join = { meetingID, 'fullName': 'Ali', 'password': 'ap-moodle', 'role': 'VIEWER', 'guest': 'false', 'createTime': textOf(made, 'createTime'), 'userID': '42', 'logoutURL': 'https://moodle.example/x?id=1', 'userdata-bbb_override_default_locale': 'fa' };
  expect(await send('join', queryOf(join))).toMatch(/\/visit\//);
  expect(textOf(await send('isMeetingRunning', queryOf({ meetingID })), 'running')).toBe('false');
  await send('end', queryOf({ meetingID, password: 'mp-moodle' }));
  const session = await sessionOf(meetingID);
  expect(textOf(made, 'internalMeetingID')).toBe(session.internalId);
});

it('WordPress encodes twice, and finds its meeting again by what it sent', async () => {
  const meetingID = encodeURIComponent('wp room ۱');
  const query = queryOf({ name: 'WP', meetingID, attendeePW: 'ap-wp%20x', moderatorPW: 'mp-wp%20x', record: 'true' });
  expect(textOf(await send('create', query), 'meetingID')).toBe(meetingID);
  expect(await send('join', queryOf({ fullName: 'Sara', meetingID, password: 'mp-wp%20x' }))).toMatch(/\/visit\//);
  expect(await send('getRecordings', `meetingID=${meetingID},&state=published%2Cunpublished`)).toContain('noRecordings');
});
