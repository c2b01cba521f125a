import { jwtVerify } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { deliverDue } from '#lib/outbox/deliver.ts';
import { tellRecorded } from '#lib/bbb/recorded.ts';
import { database } from '#lib/db/client.ts';
import { findShared } from '#lib/recordings/access.ts';
import { serveTrack } from '#lib/bbb/serve-track.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { failedWith, openSchool, passwords, succeededWith, textOf } from './support/bbb.ts';
import { openReceiver } from './support/receiver.ts';

const receiver = await openReceiver();
const { account, caller, stranger, created, sessionOf } = await openSchool('bbb_recordings');

/** A meeting that was held and recorded. */
async function recorded(changes: Record<string, string> = {}, recording: Parameters<typeof makeRecording>[1] = {}) {
  const { meetingID } = await created({ record: 'true', ...changes });
  await caller.call('end', { meetingID, password: passwords.moderatorPW });
  const session = await sessionOf(meetingID);
  const made = await makeRecording({ id: session.meetingId ?? '', classId: session.classId }, { durationSeconds: 3600, visibility: 'link', ...recording }, new Uint8Array(1024));
  return { meetingID, session, recordID: session.internalId, made };
}

const none = succeededWith('<recordings></recordings><messageKey>noRecordings</messageKey><message>There are no recordings for the meeting(s).</message>');
const unknown = failedWith('notFound', 'We could not find recordings');

/** The recordIDs of an answer, in their order. */
function idsIn(xml: string): string[] {
  return [...xml.matchAll(/<recordID>([^<]*)<\/recordID>/g)].map((match) => match[1] ?? '');
}

describe('getRecordings', () => {
  it('tells nothing when there is nothing', async () => {
    expect(await caller.call('getRecordings')).toBe(none);
    await created();
    expect(await caller.call('getRecordings', 'meta_meta=&')).toBe(none);
  });

  it('tells everything of a recording, under the id create answered', async () => {
    const { meetingID, session, recordID, made } = await recorded({ 'meta_gl-listed': 'false' });
    const { startedAt, endedAt } = await database().meeting.findUniqueOrThrow({ where: { id: session.meetingId ?? '' } });
    expect(await caller.call('getRecordings', { meetingID })).toBe(succeededWith([
      `<recordings><recording><recordID>${recordID}</recordID><meetingID>${meetingID}</meetingID><internalMeetingID>${recordID}</internalMeetingID>`,
      '<name>جبر خطی</name><isBreakout>false</isBreakout><published>true</published><state>published</state>',
      `<startTime>${startedAt.getTime()}</startTime><endTime>${endedAt?.getTime()}</endTime><participants>0</participants><protected>false</protected><rawSize>1024</rawSize><size>1024</size>`,
      `<metadata><isBreakout>false</isBreakout><meetingName>جبر خطی</meetingName><meetingId>${meetingID}</meetingId><gl-listed>false</gl-listed></metadata>`,
      `<playback><format><type>video</type><url>http://portal.test/watch/${made.linkCode}</url><processingTime>${made.createdAt.getTime() - made.recordedAt.getTime()}</processingTime><length>60</length><size>1024</size></format></playback>`,
      '</recording></recordings>',
    ].join('')));
  });

  it('finds by meeting, by record, by their beginnings, and never another account\'s', async () => {
    const [one, two] = [await recorded(), await recorded()];
    expect(idsIn(await caller.call('getRecordings', `meetingID=${one.meetingID},${two.meetingID},`))).toEqual([two.recordID, one.recordID]);
    expect(idsIn(await caller.call('getRecordings', { recordID: `${one.recordID.slice(0, 20)},${two.recordID}` }))).toEqual([two.recordID, one.recordID]);
    expect(idsIn(await caller.call('getRecordings', { recordID: one.recordID, meetingID: two.meetingID }))).toEqual([one.recordID]);
    for (const wild of ['%', '_', '\\']) expect(await caller.call('getRecordings', { recordID: wild })).toBe(none);
    expect(await stranger.call('getRecordings', { recordID: one.recordID })).toBe(none);
  });

  it('finds by state', async () => {
    const hidden = await recorded({}, { published: false });
    const working = await recorded({}, { state: 'importing', published: false });
    const gone = await recorded({}, { deletedAt: new Date() });
    const ask = async (state: string) => idsIn(await caller.call('getRecordings', { meetingID: [hidden, working, gone].map(({ meetingID }) => meetingID).join(','), ...(state === '' ? {} : { state }) }));
    expect(await ask('')).toEqual([hidden.recordID]);
    expect(await ask('published')).toEqual([]);
    expect(await ask('processing,deleted')).toEqual([gone.recordID, working.recordID]);
    expect(await ask('any')).toEqual([gone.recordID, working.recordID, hidden.recordID]);
    expect(await ask('unheard-of')).toEqual([]);
    expect(await caller.call('getRecordings', { meetingID: working.meetingID, state: 'any' })).toContain('<format><type>video</type><url></url>');
  });

  it.each([['year-9', true], ['year-%', true], ['%-9', true], ['%ear%', true], ['year', false], ['', true]])('finds by what was noted: %s', async (value, isFound) => {
    const { meetingID, recordID } = await recorded({ 'meta_course-id': 'year-9' });
    expect(idsIn(await caller.call('getRecordings', { meetingID, 'meta_course-id': value }))).toEqual(isFound ? [recordID] : []);
  });

  it.each([['0', '2', 2, '0', '2'], ['1', '1', 1, '1', '1'], ['-1', '2', 2, '0', '2'], ['x', '101', 3, '0', '100'], ['0', '0', 1, '0', '1']])('pages: offset %s, limit %s', async (offset, limit, count, from, size) => {
    const marks = `page-${crypto.randomUUID()}`;
    for (let made = 0; made < 3; made += 1) await recorded({ meta_mark: marks });
    const xml = await caller.call('getRecordings', { meta_mark: marks, offset, limit });
    expect(idsIn(xml)).toHaveLength(count);
    expect(xml).toContain(`</recordings><totalElements>3</totalElements><pagination><pageable><offset>${from}</offset><limit>${size}</limit><paged>true</paged><unpaged>false</unpaged></pageable><totalElements>3</totalElements><empty>false</empty></pagination></response>`);
  });
});

describe('changing recordings', () => {
  it('hides them, shows them, and takes them away', async () => {
    const { recordID, made } = await recorded();
    expect(await caller.call('publishRecordings', { recordID, publish: 'false' })).toBe(succeededWith('<published>false</published>'));
    await expect(findShared(made.linkCode)).rejects.toMatchObject({ code: 'notFound' });
    expect(await caller.call('publishRecordings', { recordID: `${recordID},nobody`, publish: 'true' })).toBe(succeededWith('<published>true</published>'));
    expect(await findShared(made.linkCode)).toMatchObject({ id: made.id });
    expect(await caller.call('deleteRecordings', { recordID })).toBe(succeededWith('<deleted>true</deleted>'));
    await expect(findShared(made.linkCode)).rejects.toMatchObject({ code: 'notFound' });
    expect(await caller.call('getRecordings', { recordID })).toBe(none);
    expect(await caller.call('deleteRecordings', { recordID })).toBe(unknown);
  });

  it('notes, changes and forgets what callers say of them', async () => {
    const { recordID, made } = await recorded({ meta_a: '1', meta_b: '2' });
    expect(await caller.call('updateRecordings', { 'recordID': recordID, 'meta_a': '', 'meta_b': '3', 'meta_recording-name': 'WP', 'meta_name': 'The first lesson', 'meta_none': '' })).toBe(succeededWith('<updated>true</updated>'));
    const xml = await caller.call('getRecordings', { recordID });
    expect(xml).toContain('<b>3</b><name>The first lesson</name><recording-name>WP</recording-name></metadata>');
    expect(textOf(xml, 'name')).toBe('The first lesson');
    expect(await database().recording.findUniqueOrThrow({ where: { id: made.id } })).toMatchObject({ title: 'The first lesson' });
  });

  it.each([
    ['publishRecordings', {}, 'missingParamRecordID', 'You must specify a recordID.'],
    ['publishRecordings', { recordID: 'x' }, 'missingParamPublish', 'You must specify a publish value true or false.'],
    ['publishRecordings', { recordID: 'x', publish: 'true' }, 'notFound', 'We could not find recordings'],
    ['deleteRecordings', {}, 'missingParamRecordID', 'You must specify a recordID.'],
    ['deleteRecordings', { recordID: 'x' }, 'notFound', 'We could not find recordings'],
    ['updateRecordings', {}, 'missingParamRecordID', 'You must specify a recordID.'],
    ['updateRecordings', { recordID: 'x' }, 'notFound', 'We could not find recordings'],
  ])('%s refuses %j', async (name, query, key, message) => {
    expect(await caller.call(name, query)).toBe(failedWith(key, message));
  });

  it('is not for other accounts', async () => {
    const { recordID, made } = await recorded();
    for (const [name, query] of [['publishRecordings', { recordID, publish: 'false' }], ['deleteRecordings', { recordID }], ['updateRecordings', { recordID, meta_a: 'x' }]] as const) {
      expect(await stranger.call(name, query)).toBe(unknown);
    }
    expect(await findShared(made.linkCode)).toMatchObject({ published: true });
  });
});

describe('a recording that is ready', () => {
  it('is shown to whoever has its address, and told of once, signed', async () => {
    const { meetingID, recordID, made } = await recorded({ 'meta_bbb-recording-ready-url': `${receiver.url}/ready` }, { published: false, visibility: 'private' });
    await tellRecorded();
    await tellRecorded();
    while ((await deliverDue()) > 0);
    expect(await findShared(made.linkCode)).toMatchObject({ published: true, visibility: 'link' });
    expect(receiver.heard).toHaveLength(1);
    const token = new URLSearchParams(receiver.heard[0]?.body).get('signed_parameters') ?? '';
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(account.secrets[0]), { algorithms: ['HS256'] });
    expect([protectedHeader, payload]).toEqual([{ alg: 'HS256', typ: 'JWT' }, { meeting_id: meetingID, record_id: recordID }]);
  });

  it('is not told again to who says it is gone there', async () => {
    receiver.status = 410;
    await recorded({ 'meta_bn-recording-ready-url': `${receiver.url}/gone` });
    await tellRecorded();
    while ((await deliverDue()) > 0);
    expect(await database().outboxMessage.findFirstOrThrow({ where: { url: `${receiver.url}/gone` } })).toMatchObject({ attempts: 1, lastError: 'HTTP 410', failedAt: expect.any(Date) });
  });
});

function fetchTrack(href: string): Promise<Response> {
  return serveTrack(new Request(href), { params: Promise.resolve({ token: new URL(href).pathname.split('/')[3] ?? '' }) });
}

describe('text tracks', () => {
  const srt = '1\n00:00:01,000 --> 00:00:02,500\nسلام\n';

  async function put(query: Record<string, string>, file: string | null = srt): Promise<unknown> {
    const body = new FormData();
    if (file !== null) body.set('file', new File([file], 'captions.srt'));
    return JSON.parse(await caller.call('putRecordingTextTrack', query, { method: 'POST', ...(file === null ? {} : { body }) }));
  }

  it('are taken in, replaced, listed, and fetched within an hour', async () => {
    const { recordID } = await recorded();
    expect(JSON.parse(await caller.call('getRecordingTextTracks', { recordID }))).toEqual({ response: { messageKey: 'noCaptionsFound', message: `No captions found for ${recordID}`, returncode: 'FAILED' } });
    const done = { response: { messageKey: 'upload_text_track_success', message: 'Text track uploaded successfully', recordId: recordID, returncode: 'SUCCESS' } };
    expect(await put({ recordID, kind: 'captions', lang: 'fa', label: 'Persian' }, srt.replace('سلام', 'first'))).toEqual(done);
    expect(await put({ recordID, kind: 'subtitles', lang: 'fa' })).toEqual(done);
    const { response: { tracks } } = JSON.parse(await caller.call('getRecordingTextTracks', { recordID }));
    expect(tracks).toEqual([{ href: expect.stringMatching(/\/captions_fa\.vtt$/), kind: 'captions', label: 'Persian', lang: 'fa', source: 'upload' }]);
    const fetched = await fetchTrack(tracks[0].href);
    expect(fetched.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(await fetched.text()).toMatch(/^WEBVTT[\s\S]*00:01\.000 --> (?:00:)?00:02\.500[^]*سلام/);
    expect((await fetchTrack(tracks[0].href.replace('/captions', 'x/captions'))).status).toBe(404);
    vi.setSystemTime(Date.now() + 3_601_000);
    expect((await fetchTrack(tracks[0].href)).status).toBe(404);
    vi.useRealTimers();
    expect(JSON.parse(await stranger.call('getRecordingTextTracks', { recordID }))).toMatchObject({ response: { messageKey: 'noRecordings' } });
  });

  it.each([
    ['no recordID', { recordID: '' }, srt, 'paramError', 'Missing param recordID.'],
    ['no kind', { kind: '' }, srt, 'paramError', 'Missing param kind.'],
    ['no lang', { lang: '' }, srt, 'paramError', 'Missing param lang.'],
    ['an unknown recording', { recordID: 'nobody' }, srt, 'noRecordings', 'No recording was found for nobody'],
    ['another kind', { kind: 'poems' }, srt, 'invalidKind', "Invalid kind parameter, expected='subtitles|captions' actual=poems"],
    ['no language', { lang: '!!' }, srt, 'invalidLang', 'Malformed lang param, received=!!'],
    ['no file', {}, null, 'empty_uploaded_text_track', 'Empty uploaded text track.'],
    ['an empty file', {}, '', 'empty_uploaded_text_track', 'Empty uploaded text track.'],
    ['what is no captions', {}, 'hello', 'upload_text_track_failed', 'Text track upload failed.'],
  ])('refuse %s', async (_, changes, file, messageKey, message) => {
    const { recordID } = await recorded();
    expect(await put({ recordID, kind: 'captions', lang: 'en', ...changes }, file)).toMatchObject({ response: { messageKey, message, returncode: 'FAILED' } });
  });

  it('answer the Python client, which puts nothing', async () => {
    const { recordID } = await recorded();
    expect(JSON.parse(await caller.call('putRecordingTextTrack', `recordID=${recordID}&kind=captions&lang=en&`, { method: 'PUT' }))).toMatchObject({ response: { messageKey: 'empty_uploaded_text_track' } });
    expect(await (await caller.send('putRecordingTextTrack', 'recordID=x', { method: 'PUT' })).json()).toEqual({ response: { messageKey: 'paramError', message: 'Missing param checksum.', returncode: 'FAILED' } });
    expect(await (await caller.send('getRecordingTextTracks', `recordID=x&checksum=${'0'.repeat(40)}`)).json()).toMatchObject({ response: { messageKey: 'checksumError' } });
  });
});
