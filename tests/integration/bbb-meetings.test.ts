import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '#lib/bbb/checksum.ts';
import { database } from '#lib/db/client.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { participantIdFor } from '#lib/visits/create.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { BbbCaller, failedWith, openSchool, passwords, queryOf, succeededWith, textOf } from './support/bbb.ts';

const { account, teacher, caller, stranger, created, sessionOf, present } = await openSchool('bbb_meetings');

describe('create', () => {
  it('answers every element in order, and an empty message', async () => {
    const { meetingID, xml } = await created({ dialNumber: '613-555-1234', voiceBridge: '70757', duration: '90' });
    const { createdAt } = await sessionOf(meetingID);
    const day = createdAt.toUTCString();
    expect(xml).toBe(succeededWith([
      `<meetingID>${meetingID}</meetingID>`,
      `<internalMeetingID>${createHash('sha1').update(meetingID).digest('hex')}-${createdAt.getTime()}</internalMeetingID>`,
      '<parentMeetingID>bbb-none</parentMeetingID><attendeePW>ap7Kq2Lm</attendeePW><moderatorPW>mpX3v9Tz</moderatorPW>',
      `<createTime>${createdAt.getTime()}</createTime><voiceBridge>70757</voiceBridge><dialNumber>613-555-1234</dialNumber>`,
      `<createDate>${day.slice(0, 3)} ${day.slice(8, 11)} ${day.slice(5, 7)} ${day.slice(17, 25)} UTC ${day.slice(12, 16)}</createDate>`,
      '<hasUserJoined>false</hasUserJoined><duration>90</duration><hasBeenForciblyEnded>false</hasBeenForciblyEnded><messageKey></messageKey><message></message>',
    ].join('')));
  });

  it('makes passwords of eight letters and digits, and a class of the owner\'s', async () => {
    const xml = await caller.call('create', { meetingID: 'no-passwords' });
    expect(textOf(xml, 'attendeePW')).toMatch(/^[a-zA-Z][a-zA-Z0-9]{7}$/);
    expect(textOf(xml, 'moderatorPW')).toMatch(/^[a-zA-Z][a-zA-Z0-9]{7}$/);
    expect(await database().class.findFirstOrThrow({ where: { title: 'no-passwords' } })).toMatchObject({ ownerId: teacher.userId, guestsAllowed: false });
  });

  it('finds the meeting when repeated, and changes nothing', async () => {
    const { meetingID, xml } = await created();
    const again = await caller.call('create', { name: 'Another name', meetingID, ...passwords, meta_late: 'yes' });
    const warned = xml.replace('<messageKey></messageKey><message></message>', '<messageKey>duplicateWarning</messageKey><message>This conference was already in existence and may currently be in progress.</message>');
    expect(again).toBe(warned);
    expect(await caller.call('create', { meetingID })).toBe(warned);
    expect(await sessionOf(meetingID)).toMatchObject({ name: 'جبر خطی', metadata: {} });
    expect(await caller.call('create', { meetingID, ...passwords, moderatorPW: 'another1' })).toBe(failedWith('idNotUnique', 'A meeting already exists with that meeting ID.  Please use a different meeting ID.'));
  });

  it('of many at once makes one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => caller.call('create', { meetingID: 'race', ...passwords })));
    expect(new Set(answers.map((xml) => textOf(xml, 'createTime'))).size).toBe(1);
    expect(answers.map((xml) => textOf(xml, 'messageKey')).filter((key) => key === '')).toHaveLength(1);
    expect(await database().bbbSession.count({ where: { externalId: 'race' } })).toBe(1);
  });

  it('after the end makes a new session, with new settings', async () => {
    const { meetingID, xml } = await created();
    await caller.call('end', { meetingID, password: passwords.moderatorPW });
    const again = await caller.call('create', { meetingID, name: 'Second time', ...passwords, lockSettingsDisableMic: 'true' });
    expect(textOf(again, 'messageKey')).toBe('');
    expect(Number(textOf(again, 'createTime'))).toBeGreaterThan(Number(textOf(xml, 'createTime')));
    const { classId, meetingId } = await sessionOf(meetingID);
    expect(await database().class.findUniqueOrThrow({ where: { id: classId } })).toMatchObject({ title: 'Second time', studentsMaySpeak: false });
    expect(await database().meeting.count({ where: { classId } })).toBe(2);
    const { roomId } = await database().meeting.findUniqueOrThrow({ where: { id: meetingId ?? '' } });
    expect(textOf(await caller.call('join', { meetingID, fullName: 'Sara', role: 'viewer', createTime: textOf(xml, 'createTime'), redirect: 'false' }), 'messageKey')).toBe('mismatchCreateTimeParam');
    expect(await plugnmeet().isRoomActive(roomId)).toBe(false);
    expect(textOf(await caller.call('join', { meetingID, fullName: 'Sara', role: 'viewer', redirect: 'false' }), 'messageKey')).toBe('successfullyJoined');
    expect(await plugnmeet().isRoomActive(roomId)).toBe(true);
  });

  it('keeps two accounts\' meetings of one name apart', async () => {
    const { meetingID } = await created();
    expect(textOf(await stranger.call('create', { meetingID }), 'messageKey')).toBe('');
    expect(await database().bbbSession.count({ where: { externalId: meetingID } })).toBe(2);
  });

  it('takes settings, locks and metadata along', async () => {
    const { meetingID } = await created({
      'maxParticipants': '20', 'duration': '45', 'welcome': 'Welcome to %%CONFNAME%%', 'muteOnStart': 'true', 'lockSettingsDisableCam': 'TRUE', 'lockSettingsDisableNote': 'true', 'disabledFeatures': 'polls,unheardOf', 'guestPolicy': 'ASK_MODERATOR',
      'meta_endCallbackUrl': 'https://lms.example/ended', 'meta_bbb-context-name': 'Year 9', 'meta_under_score': 'dropped', 'meta_meta': 'a=1,b=2,',
    });
    const { classId, meetingId, metadata } = await sessionOf(meetingID);
    expect(metadata).toEqual({ 'endcallbackurl': 'https://lms.example/ended', 'bbb-context-name': 'Year 9', 'a': '1', 'b': '2' });
    expect(await database().class.findUniqueOrThrow({ where: { id: classId } })).toMatchObject({ maxParticipants: 20, studentsMayShowCamera: false, studentsMayWriteNotes: false, withPolls: false, waitingRoom: true });
    const { roomId, roomExtras } = await database().meeting.findUniqueOrThrow({ where: { id: meetingId ?? '' } });
    expect(roomExtras).toMatchObject({ welcome: 'Welcome to جبر خطی', mutedOnStart: true, longestMinutes: 45 });
    expect(textOf(await caller.call('join', { meetingID, fullName: 'Sara', role: 'moderator', redirect: 'false' }), 'messageKey')).toBe('successfullyJoined');
    expect(await plugnmeet().getActiveRoom(roomId)).not.toBeNull();
    const info = await caller.call('getMeetingInfo', { meetingID });
    expect(info).toContain('<maxUsers>20</maxUsers>');
    expect(info).toContain('<metadata><a>1</a><b>2</b><endcallbackurl>https://lms.example/ended</endcallbackurl><bbb-context-name>Year 9</bbb-context-name></metadata>');
  });

  it('makes breakout rooms, which their parent lists and takes along', async () => {
    const { meetingID: parentMeetingID, xml } = await created();
    const room = await caller.call('create', { meetingID: `${parentMeetingID}-1`, isBreakout: 'true', parentMeetingID, sequence: '1', freeJoin: 'true' });
    expect(textOf(room, 'parentMeetingID')).toBe(textOf(xml, 'internalMeetingID'));
    const link = `<parentMeetingID>${textOf(xml, 'internalMeetingID')}</parentMeetingID><sequence>1</sequence><freeJoin>true</freeJoin>`;
    expect(await caller.call('getMeetingInfo', { meetingID: `${parentMeetingID}-1` })).toContain(`<isBreakout>true</isBreakout>${link}<breakout>${link}</breakout></response>`);
    expect(await caller.call('getMeetingInfo', { meetingID: parentMeetingID })).toContain(`<breakoutRooms><breakout>${textOf(room, 'internalMeetingID')}</breakout></breakoutRooms>`);
    await caller.call('end', { meetingID: parentMeetingID, password: passwords.moderatorPW });
    expect(textOf(await caller.call('getMeetingInfo', { meetingID: `${parentMeetingID}-1` }), 'messageKey')).toBe('notFound');
  });

  it.each([
    ['no meetingID', { meetingID: '' }, 'missingParamMeetingID', 'You must provide a meeting ID'],
    ['a short meetingID', { meetingID: 'a' }, 'validationError', 'Meeting ID must be between 2 and 256 characters'],
    ['a long meetingID', { meetingID: 'a'.repeat(257) }, 'validationError', 'Meeting ID must be between 2 and 256 characters'],
    ['a comma', { meetingID: 'a,b' }, 'validationError', "Meeting ID cannot contain ','"],
    ['a short name', { meetingID: 'abc', name: 'x' }, 'validationError', 'Meeting name must be between 2 and 256 characters'],
    ['a bridge of letters', { meetingID: 'abc', voiceBridge: 'abc' }, 'validationError', 'Voice bridge must be an integral value'],
    ['an odd record', { meetingID: 'abc', record: 'maybe' }, 'validationError', 'Record must be a boolean value (true or false)'],
    ['an odd breakout', { meetingID: 'abc', isBreakout: '1' }, 'validationError', 'You must provide a boolean value (true or false) for the breakout room'],
    ['an odd switch', { meetingID: 'abc', muteOnStart: 'yes' }, 'validationError', 'Value must be a boolean'],
    ['an odd duration', { meetingID: 'abc', duration: '-5' }, 'validationError', 'Value must be an integral number'],
    ['a short password', { meetingID: 'abc', attendeePW: 'x' }, 'invalidPassword', 'Invalid password'],
    ['a breakout room without parent', { meetingID: 'abc', isBreakout: 'true' }, 'parentMeetingIDMissing', 'No parent meeting ID was provided for the breakout room'],
    ['a breakout room of nothing', { meetingID: 'abc', isBreakout: 'true', parentMeetingID: 'nobody' }, 'parentMeetingDoesNotExist', 'No parent meeting exists for the breakout room'],
  ])('refuses %s', async (_, query, key, message) => {
    expect(await caller.call('create', query)).toBe(failedWith(key, message));
  });

  it('refuses a voice bridge that is taken', async () => {
    await created({ voiceBridge: '81818' });
    expect(textOf(await caller.call('create', { meetingID: 'second-bridge', voiceBridge: '81818' }), 'messageKey')).toBe('nonUniqueVoiceBridge');
  });
});

describe('end', () => {
  const sent = '<messageKey>sentEndMeetingRequest</messageKey><message>A request to end the meeting was sent.  Please wait a few seconds, and then use the getMeetingInfo or isMeetingRunning API calls to verify that it was ended.</message>';

  it('ends the room, and may be said twice', async () => {
    const { meetingID } = await created();
    const { meetingId } = await sessionOf(meetingID);
    expect(await caller.call('end', { meetingID, password: passwords.moderatorPW })).toBe(succeededWith(sent));
    const { roomId, status } = await database().meeting.findUniqueOrThrow({ where: { id: meetingId ?? '' } });
    expect(status).toBe('ended');
    expect(await plugnmeet().isRoomActive(roomId)).toBe(false);
    expect(await caller.call('end', { meetingID, password: passwords.moderatorPW })).toBe(succeededWith(sent));
    expect(await caller.call('getMeetingInfo', { meetingID })).toBe(failedWith('notFound', 'A meeting with that ID does not exist'));
  });

  it('is for who knows the moderator password, or sends none', async () => {
    const { meetingID } = await created();
    expect(await caller.call('end', { meetingID, password: passwords.attendeePW })).toBe(failedWith('invalidPassword', 'The supplied moderator password is incorrect'));
    expect(await stranger.call('end', { meetingID, password: passwords.moderatorPW })).toBe(failedWith('notFound', 'A meeting with that ID does not exist'));
    expect(await caller.call('end', { meetingID })).toBe(succeededWith(sent));
    expect(await caller.call('end', {})).toBe(failedWith('missingParamMeetingID', 'You must provide a meeting ID'));
  });
});

describe('what is going on', () => {
  it('is running from the first join to the end', async () => {
    const { meetingID } = await created();
    const running = () => caller.call('isMeetingRunning', { meetingID });
    expect(await running()).toBe(succeededWith('<running>false</running>'));
    await present(meetingID, 't-1', 'Sara', true);
    expect(await running()).toBe(succeededWith('<running>true</running>'));
    expect(await stranger.call('isMeetingRunning', { meetingID })).toBe(succeededWith('<running>false</running>'));
    await caller.call('end', { meetingID });
    expect(await running()).toBe(succeededWith('<running>false</running>'));
  });

  it('is told in every detail, alone and in the list', async () => {
    const own = await makeAccount(teacher.userId);
    const lister = new BbbCaller(own);
    expect(await lister.call('getMeetings', '', {})).toBe(succeededWith('<meetings></meetings><messageKey>noMeetings</messageKey><message>no meetings were found on this server</message>'));
    const xml = await lister.call('create', { meetingID: 'algebra-7', name: 'جبر خطی', ...passwords, voiceBridge: '70758', meta_Presenter: 'joe' });
    const join = await lister.call('join', { meetingID: 'algebra-7', fullName: 'Sara', role: 'moderator', userID: 't-1', redirect: 'false' });
    expect(textOf(join, 'returncode')).toBe('SUCCESS');
    const session = await database().bbbSession.findFirstOrThrow({ where: { accountId: own.id }, include: { meeting: true } });
    await database().attendance.create({ data: { meetingId: session.meetingId ?? '', participantSid: 'PA_1', participantId: participantIdFor(own.id, 't-1'), name: 'Sara', isModerator: true, joinedAt: new Date() } });
    const inner = (room: string) => [
      '<meetingName>جبر خطی</meetingName><meetingID>algebra-7</meetingID>',
      `<internalMeetingID>${session.internalId}</internalMeetingID><createTime>${session.createdAt.getTime()}</createTime><createDate>${textOf(xml, 'createDate')}</createDate>`,
      '<voiceBridge>70758</voiceBridge><dialNumber>000-000-0000</dialNumber><attendeePW>ap7Kq2Lm</attendeePW><moderatorPW>mpX3v9Tz</moderatorPW>',
      '<running>true</running><duration>0</duration><hasUserJoined>true</hasUserJoined><recording>false</recording><hasBeenForciblyEnded>false</hasBeenForciblyEnded>',
      `<startTime>${session.meeting?.startedAt.getTime()}</startTime><endTime>0</endTime><participantCount>1</participantCount>${room}<videoCount>0</videoCount><maxUsers>0</maxUsers><moderatorCount>1</moderatorCount>`,
      '<attendees><attendee><userID>t-1</userID><fullName>Sara</fullName><role>MODERATOR</role><isPresenter>false</isPresenter><isListeningOnly>false</isListeningOnly><hasJoinedVoice>false</hasJoinedVoice><hasVideo>false</hasVideo><clientType>HTML5</clientType><customdata></customdata></attendee></attendees>',
      '<metadata><presenter>joe</presenter></metadata><isBreakout>false</isBreakout>',
    ].join('');
    expect(await lister.call('getMeetings')).toBe(succeededWith(`<meetings><meeting>${inner('<listenerCount>0</listenerCount><voiceParticipantCount>0</voiceParticipantCount>')}</meeting></meetings>`));
    expect(await lister.call('getMeetingInfo', { meetingID: 'algebra-7' })).toBe(succeededWith(inner('<listenerCount>1</listenerCount><voiceParticipantCount>0</voiceParticipantCount>')));
  });

  it('is told of a meeting as soon as it was made or ended, however often somebody asks', async () => {
    const lister = new BbbCaller(await makeAccount(teacher.userId));
    const listed = async () => [...(await lister.call('getMeetings')).matchAll(/<meetingID>([^<]*)</g)].map((match) => match[1]);
    expect(await listed()).toEqual([]);
    for (const meetingID of ['one', 'two']) {
      await lister.call('create', { meetingID, ...passwords });
      expect(await listed()).toContain(meetingID);
    }
    await lister.call('end', { meetingID: 'one' });
    expect(await listed()).toEqual(['two']);
    const session = await database().bbbSession.findFirstOrThrow({ where: { externalId: 'two', accountId: { not: account.id } } });
    await database().attendance.create({ data: { meetingId: session.meetingId ?? '', participantSid: 'PA_two', participantId: 'x', name: 'Ali', joinedAt: new Date() } });
    await expect.poll(() => lister.call('getMeetings'), { timeout: 10_000 }).toContain('<fullName>Ali</fullName>');
  });

  it('is told of one\'s own meetings only', async () => {
    const { meetingID } = await created();
    expect(await stranger.call('getMeetingInfo', { meetingID })).toBe(failedWith('notFound', 'A meeting with that ID does not exist'));
    expect(await stranger.call('getMeetings')).not.toContain(passwords.moderatorPW);
    expect(await caller.call('getMeetingInfo', {})).toBe(failedWith('missingParamMeetingID', 'You must provide a meeting ID'));
  });
});

describe('chat and configuration', () => {
  it('writes into a running meeting\'s chat', async () => {
    const { meetingID } = await created();
    expect(await caller.call('sendChatMessage', { meetingID, message: 'Ten minutes left' })).toBe(succeededWith('<message>Message successfully sent</message>'));
    expect(textOf(await caller.call('sendChatMessage', { meetingID: 'nobody', message: 'x' }), 'messageKey')).toBe('meetingNotFound');
    expect(textOf(await caller.call('sendChatMessage', { meetingID }), 'message')).toBe('You must provide the param message');
    expect(textOf(await caller.call('sendChatMessage', { meetingID, message: 'x'.repeat(501) }), 'message')).toBe('Param message must be between 1 and 500 characters');
    expect(textOf(await caller.call('sendChatMessage', { meetingID, message: 'x', userName: 'y'.repeat(256) }), 'message')).toBe('Param userName must not exceed 255 characters');
  });

  it('keeps a configuration and lets people join with its token', async () => {
    const { meetingID } = await created();
    expect(await caller.call('getDefaultConfigXML')).toMatch(/^<config>.*<\/config>$/);
    const byGet = await caller.call('setConfigXML', { meetingID, configXML: '<config/>' });
    expect(byGet).toBe(succeededWith(`<configToken>${textOf(byGet, 'token')}</configToken><token>${textOf(byGet, 'token')}</token>`));
    const sorted = queryOf({ configXML: '<config/>', meetingID });
    const checksum = checksumOf('setConfigXML', sorted, account.secrets[0] ?? '');
    const byForm = await caller.send('setConfigXML', '', { method: 'POST', type: 'application/x-www-form-urlencoded', body: queryOf({ meetingID, checksum, configXML: '<config/>' }) });
    expect(textOf(await byForm.text(), 'returncode')).toBe('SUCCESS');
    expect(textOf(await caller.call('join', { meetingID, fullName: 'Sara', role: 'viewer', redirect: 'false', configToken: textOf(byGet, 'token') }), 'messageKey')).toBe('successfullyJoined');
    for (const configXML of ['<config>', '<!DOCTYPE a><config/>', `<config>${'x'.repeat(257 * 1024)}</config>`]) {
      expect(textOf(await caller.call('setConfigXML', { meetingID, configXML }), 'messageKey')).toBe('configXMLError');
    }
  });
});
