import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { checksumOf } from '#lib/bbb/checksum.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { failedWith, makeSchool, passwords, succeededWith, textOf, type BbbSchool } from './support/bbb.ts';
import { usePortal } from './support/portal.ts';

type Query = Record<string, string>;

/** What a call is made about: a meeting that is on, a recording, a hook. */
interface Subject {
  meetingID: string;
  recordID: string;
  hookID: string;
}

/** One call of the API: what it answers, whole, in each case (portal contracts F). Where a case is left out, the call has no such case. */
interface Conformance {
  call: string;
  query: (subject: Subject) => Query;
  happy: (subject: Subject, answer: string) => string;
  missing?: string;
  /** To another account that names the same things. */
  stranger: (subject: Subject, answer: string) => string;
  malformed?: { query: (subject: Subject) => Query; answer: string };
  repeated: (subject: Subject, first: string, second: string) => string;
  method?: 'GET' | 'PUT';
  /** Without a checksum, and with a wrong one, where that is not the usual answer. */
  unsigned?: readonly [none: string, wrong: string];
}

const noMeetingId = failedWith('missingParamMeetingID', 'You must provide a meeting ID');
const shortMeetingId = { query: (): Query => ({ meetingID: 'a' }), answer: failedWith('validationError', 'Meeting ID must be between 2 and 256 characters') };
const unknownMeeting = failedWith('notFound', 'A meeting with that ID does not exist');
const noRecordId = failedWith('missingParamRecordID', 'You must specify a recordID.');
const unknownRecordings = failedWith('notFound', 'We could not find recordings');
const noMeetings = succeededWith('<meetings></meetings><messageKey>noMeetings</messageKey><message>no meetings were found on this server</message>');
const noRecordings = succeededWith('<recordings></recordings><messageKey>noRecordings</messageKey><message>There are no recordings for the meeting(s).</message>');
const endSent = succeededWith('<messageKey>sentEndMeetingRequest</messageKey><message>A request to end the meeting was sent.  Please wait a few seconds, and then use the getMeetingInfo or isMeetingRunning API calls to verify that it was ended.</message>');
const chatSent = succeededWith('<message>Message successfully sent</message>');
const inJson = (response: Record<string, string>): string => JSON.stringify({ response });
const wrongInJson = inJson({ messageKey: 'checksumError', message: 'Checksums do not match', returncode: 'FAILED' });
const hookUnsigned = failedWith('checksumError', 'You did not pass the checksum security check.');
const usuallyUnsigned = [failedWith('checksumError', 'You must provide the checksum'), failedWith('checksumError', 'Checksums do not match')] as const;
const same = (_: Subject, first: string): string => first;
const part = (xml: string, element: string): string => `<${element}>${textOf(xml, element)}</${element}>`;

/** A new meeting's answer, put together of what only the server knows: its elements in their order, and nothing else. */
function made(meetingID: string, answer: string, note = '<messageKey></messageKey><message></message>'): string {
  return succeededWith([
    `<meetingID>${meetingID}</meetingID>`, part(answer, 'internalMeetingID'), '<parentMeetingID>bbb-none</parentMeetingID>',
    `<attendeePW>${passwords.attendeePW}</attendeePW><moderatorPW>${passwords.moderatorPW}</moderatorPW>`,
    part(answer, 'createTime'), part(answer, 'voiceBridge'), '<dialNumber>000-000-0000</dialNumber>', part(answer, 'createDate'),
    '<hasUserJoined>false</hasUserJoined><duration>0</duration><hasBeenForciblyEnded>false</hasBeenForciblyEnded>', note,
  ].join(''));
}

const duplicate = '<messageKey>duplicateWarning</messageKey><message>This conference was already in existence and may currently be in progress.</message>';
const documents = '<modules><module name="presentation"><document url="https://192.0.2.1/week.pdf"/></module></modules>';

const calls: readonly Conformance[] = [
  {
    call: 'create', query: ({ meetingID }) => ({ meetingID: `${meetingID}-new`, ...passwords }), happy: ({ meetingID }, answer) => made(`${meetingID}-new`, answer), missing: noMeetingId,
    stranger: ({ meetingID }, answer) => made(`${meetingID}-new`, answer), malformed: { query: () => ({ meetingID: 'algebra', record: 'perhaps' }), answer: failedWith('validationError', 'Record must be a boolean value (true or false)') },
    repeated: ({ meetingID }, first) => made(`${meetingID}-new`, first, duplicate),
  },
  {
    call: 'join', query: ({ meetingID }) => ({ meetingID, fullName: 'Sara', password: passwords.attendeePW, redirect: 'false' }),
    happy: (_, answer) => succeededWith(`<messageKey>successfullyJoined</messageKey><message>You have joined successfully.</message>${['meeting_id', 'user_id', 'auth_token', 'session_token', 'guestStatus', 'url'].map((element) => part(answer, element)).join('')}`),
    missing: noMeetingId, stranger: () => failedWith('invalidMeetingIdentifier', 'A meeting with that ID does not exist'),
    malformed: { query: ({ meetingID }) => ({ meetingID, fullName: 'Sara', password: 'neither1', redirect: 'false' }), answer: failedWith('invalidPassword', 'The provided password is neither a moderator or attendee password') },
    repeated: (_, __, second) => succeededWith(`<messageKey>successfullyJoined</messageKey><message>You have joined successfully.</message>${['meeting_id', 'user_id', 'auth_token', 'session_token', 'guestStatus', 'url'].map((element) => part(second, element)).join('')}`),
  },
  { call: 'isMeetingRunning', query: ({ meetingID }) => ({ meetingID }), happy: () => succeededWith('<running>false</running>'), missing: noMeetingId, stranger: () => succeededWith('<running>false</running>'), malformed: shortMeetingId, repeated: same },
  { call: 'end', query: ({ meetingID }) => ({ meetingID, password: passwords.moderatorPW }), happy: () => endSent, missing: noMeetingId, stranger: () => unknownMeeting, malformed: shortMeetingId, repeated: same },
  {
    call: 'getMeetingInfo', query: ({ meetingID }) => ({ meetingID }), missing: noMeetingId, stranger: () => unknownMeeting, malformed: shortMeetingId, repeated: same,
    happy: ({ meetingID }, answer) => succeededWith(meetingOf(meetingID, answer)),
  },
  { call: 'getMeetings', query: () => ({}), happy: (_, answer) => answer, stranger: () => noMeetings, repeated: same },
  { call: 'getRecordings', query: ({ recordID }) => ({ recordID }), happy: (_, answer) => answer, stranger: () => noRecordings, malformed: { query: () => ({ recordID: '%' }), answer: noRecordings }, repeated: same },
  {
    call: 'publishRecordings', query: ({ recordID }) => ({ recordID, publish: 'false' }), happy: () => succeededWith('<published>false</published>'), missing: noRecordId, stranger: () => unknownRecordings,
    malformed: { query: ({ recordID }) => ({ recordID, publish: '' }), answer: failedWith('missingParamPublish', 'You must specify a publish value true or false.') }, repeated: same,
  },
  { call: 'updateRecordings', query: ({ recordID }) => ({ recordID, meta_subject: 'algebra' }), happy: () => succeededWith('<updated>true</updated>'), missing: noRecordId, stranger: () => unknownRecordings, repeated: same },
  { call: 'deleteRecordings', query: ({ recordID }) => ({ recordID }), happy: () => succeededWith('<deleted>true</deleted>'), missing: noRecordId, stranger: () => unknownRecordings, repeated: () => unknownRecordings },
  {
    call: 'getRecordingTextTracks', unsigned: [inJson({ messageKey: 'checksumError', message: 'You must provide the checksum', returncode: 'FAILED' }), wrongInJson], query: ({ recordID }) => ({ recordID }), happy: ({ recordID }) => inJson({ messageKey: 'noCaptionsFound', message: `No captions found for ${recordID}`, returncode: 'FAILED' }),
    missing: inJson({ messageKey: 'missingParamRecordID', message: 'You must specify a recordID.', returncode: 'FAILED' }), stranger: ({ recordID }) => inJson({ messageKey: 'noRecordings', message: `No recording found for ${recordID}`, returncode: 'FAILED' }), repeated: same,
  },
  {
    call: 'putRecordingTextTrack', method: 'PUT', unsigned: [inJson({ messageKey: 'paramError', message: 'Missing param checksum.', returncode: 'FAILED' }), wrongInJson], query: ({ recordID }) => ({ recordID, kind: 'captions', lang: 'en' }), happy: () => inJson({ messageKey: 'empty_uploaded_text_track', message: 'Empty uploaded text track.', returncode: 'FAILED' }),
    missing: inJson({ messageKey: 'paramError', message: 'Missing param recordID.', returncode: 'FAILED' }), stranger: ({ recordID }) => inJson({ messageKey: 'noRecordings', message: `No recording was found for ${recordID}`, returncode: 'FAILED' }),
    malformed: { query: ({ recordID }) => ({ recordID, kind: 'captions', lang: '!!' }), answer: inJson({ messageKey: 'invalidLang', message: 'Malformed lang param, received=!!', returncode: 'FAILED' }) }, repeated: same,
  },
  { call: 'getDefaultConfigXML', query: () => ({}), happy: (_, answer) => answer, stranger: (_, answer) => answer, repeated: same },
  {
    call: 'setConfigXML', query: ({ meetingID }) => ({ meetingID, configXML: '<config/>' }), happy: (_, answer) => succeededWith(`${part(answer, 'configToken')}${part(answer, 'token')}`), missing: noMeetingId,
    stranger: () => failedWith('invalidMeetingIdentifier', 'A meeting with that ID does not exist'), malformed: { query: ({ meetingID }) => ({ meetingID }), answer: failedWith('configXMLError', 'You did not pass a config XML') },
    repeated: (_, __, second) => succeededWith(`${part(second, 'configToken')}${part(second, 'token')}`),
  },
  { call: 'sendChatMessage', query: ({ meetingID }) => ({ meetingID, message: 'Ten minutes left' }), happy: () => chatSent, missing: noMeetingId, stranger: () => failedWith('meetingNotFound', 'Meeting not found'), malformed: { query: ({ meetingID }) => ({ meetingID, message: 'x'.repeat(501) }), answer: failedWith('validationError', 'Param message must be between 1 and 500 characters') }, repeated: same },
  {
    call: 'hooks/create', unsigned: [hookUnsigned, hookUnsigned], query: () => ({ callbackURL: 'http://127.0.0.1:9/told' }), happy: (_, answer) => succeededWith(`${part(answer, 'hookID')}<permanentHook>false</permanentHook><rawData>false</rawData>`),
    missing: failedWith('missingParamCallbackURL', 'You must specify a callbackURL in the parameters.'), stranger: (_, answer) => succeededWith(`${part(answer, 'hookID')}<permanentHook>false</permanentHook><rawData>false</rawData>`),
    malformed: { query: () => ({ callbackURL: 'nowhere' }), answer: failedWith('createHookError', 'An error happened while creating your hook. Check the logs.') },
    repeated: (_, first) => succeededWith(`${part(first, 'hookID')}<messageKey>duplicateWarning</messageKey><message>There is already a hook for this callback URL.</message>`),
  },
  { call: 'hooks/list', unsigned: [hookUnsigned, hookUnsigned], query: () => ({}), happy: (_, answer) => answer, stranger: (_, answer) => answer, repeated: same },
  { call: 'hooks/destroy', unsigned: [hookUnsigned, hookUnsigned], query: ({ hookID }) => ({ hookID }), happy: () => succeededWith('<removed>true</removed>'), missing: failedWith('missingParamHookID', 'You must specify a hookID in the parameters.'), stranger: () => failedWith('destroyMissingHook', 'The hook informed was not found.'), malformed: { query: () => ({ hookID: 'seven' }), answer: failedWith('destroyMissingHook', 'The hook informed was not found.') }, repeated: () => failedWith('destroyMissingHook', 'The hook informed was not found.') },
];

function meetingOf(meetingID: string, answer: string): string {
  const told = ['internalMeetingID', 'createTime', 'createDate', 'voiceBridge'].map((element) => part(answer, element)).join('');
  return [
    `<meetingName>جبر خطی</meetingName><meetingID>${meetingID}</meetingID>${told}<dialNumber>000-000-0000</dialNumber><attendeePW>${passwords.attendeePW}</attendeePW><moderatorPW>${passwords.moderatorPW}</moderatorPW>`,
    `<running>false</running><duration>0</duration><hasUserJoined>false</hasUserJoined><recording>false</recording><hasBeenForciblyEnded>false</hasBeenForciblyEnded>${part(answer, 'startTime')}<endTime>0</endTime>`,
    '<participantCount>0</participantCount><listenerCount>0</listenerCount><voiceParticipantCount>0</voiceParticipantCount><videoCount>0</videoCount><maxUsers>0</maxUsers><moderatorCount>0</moderatorCount>',
    '<attendees></attendees><metadata></metadata><isBreakout>false</isBreakout>',
  ].join('');
}

let engine: TestEngine;
let school: BbbSchool;
let subject: Subject;

beforeAll(async () => {
  process.env['TRUSTED_PRIVATE_HOSTS'] = '127.0.0.1:9';
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'bbb_conformance', engine.url);
});

afterAll(async () => {
  delete process.env['TRUSTED_PRIVATE_HOSTS'];
  await engine.stop();
});

beforeEach(async () => {
  school = await makeSchool();
  const { meetingID } = await school.created();
  const past = await school.created();
  await school.caller.call('end', { meetingID: past.meetingID });
  const session = await school.sessionOf(past.meetingID);
  await makeRecording({ id: session.meetingId ?? '', classId: session.classId }, { visibility: 'link' });
  const hookID = textOf(await school.caller.call('hooks/create', { callbackURL: 'http://127.0.0.1:9/known' }), 'hookID');
  subject = { meetingID, recordID: session.internalId, hookID };
});

const ask = (caller: BbbSchool['caller'], { call, method = 'GET' }: Conformance, query: Query = {}): Promise<string> => caller.call(call, query, { method });

it.each(calls.filter(({ missing }) => missing !== undefined))('$call says what is missing', async (one) => {
  expect(await ask(school.caller, one)).toBe(one.missing);
});

it.each(calls.filter(({ malformed }) => malformed !== undefined))('$call says what is wrong', async (one) => {
  expect(await ask(school.caller, one, one.malformed?.query(subject))).toBe(one.malformed?.answer);
});

describe.each(calls)('$call', (one) => {
  const { call, query, happy, stranger, repeated, method = 'GET', unsigned = usuallyUnsigned } = one;

  it('answers as documented, and again when it is repeated', async () => {
    const first = await ask(school.caller, one, query(subject));
    expect(first).toBe(happy(subject, first));
    const second = await ask(school.caller, one, query(subject));
    expect(second).toBe(repeated(subject, first, second));
  });

  it('wants a right checksum', async () => {
    const raw = String(new URLSearchParams(query(subject)));
    const answers = await Promise.all([raw, `${raw}&checksum=${'0'.repeat(40)}`].map(async (sent) => (await school.caller.send(call, sent, { method })).text()));
    expect(answers).toEqual(unsigned);
  });

  it('tells another account nothing, and changes nothing for it', async () => {
    const before = await school.caller.call('getRecordings');
    const answer = await ask(school.stranger, one, query(subject));
    expect(answer).toBe(stranger(subject, answer));
    const unsaid = [...Object.values(subject), passwords.moderatorPW].filter((value) => !Object.values(query(subject)).includes(value));
    expect(unsaid.filter((value) => answer.includes(`>${value}<`))).toEqual([]);
    expect(await school.caller.call('getMeetingInfo', { meetingID: subject.meetingID })).toContain(`<meetingID>${subject.meetingID}</meetingID>`);
    expect(await school.caller.call('getRecordings')).toBe(before);
  });
});

const insert = (caller: BbbSchool['caller'], query: Query): Promise<string> => caller.call('insertDocument', query, { method: 'POST', type: 'application/xml', body: documents });

it('documents are put into a meeting by its own account only', async () => {
  expect(await insert(school.caller, {})).toBe(noMeetingId);
  expect(await insert(school.stranger, { meetingID: subject.meetingID })).toBe(failedWith('notFound', `Meeting with id [${subject.meetingID}] not found.`));
});

it('the worked example of the documentation holds', async () => {
  const text = await readFile(new URL('../../docs/api/bigbluebutton.md', import.meta.url), 'utf8');
  const [, secret = ''] = /with the secret `([^`]+)`/.exec(text) ?? [];
  const [, call = '', query = ''] = /GET <address>api\/(\w+)\?(name=\S+)&checksum=/.exec(text) ?? [];
  const [, documented = ''] = /sha1 → ([0-9a-f]{40})/.exec(text) ?? [];
  expect(checksumOf(call, query, secret, 'sha1')).toBe(documented);
  expect(text).toContain(`&checksum=${documented}`);
  const answer = await school.caller.call(call, query);
  expect([textOf(answer, 'returncode'), textOf(answer, 'meetingID')]).toEqual(['SUCCESS', 'abc123']);
});
