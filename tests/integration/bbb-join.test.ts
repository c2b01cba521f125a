import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { disableAccountAction, enableAccountAction, rotateSecretAction } from '#lib/api-accounts/definitions.ts';
import { checksumOf } from '#lib/bbb/checksum.ts';
import { database } from '#lib/db/client.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { BbbCaller, failedWith, openSchool, passwords, queryOf, succeededWith, textOf } from './support/bbb.ts';
import { call, succeed } from './support/portal.ts';

const checksumsDiffer = failedWith('checksumError', 'Checksums do not match');

const { account, teacher, caller, stranger, created, present } = await openSchool('bbb_join');

describe('the address', () => {
  it('tells its version without a checksum', async () => {
    for (const raw of ['', '&checksum=whatever']) {
      expect(await (await caller.send('', raw)).text()).toBe(succeededWith('<version>2.0</version><apiVersion>2.0</apiVersion><bbbVersion>2.7</bbbVersion>'));
    }
  });

  it('answers XML with status 200, success or not', async () => {
    for (const response of [await caller.respond('getMeetings'), await caller.send('getMeetings', 'checksum=x')]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/xml;charset=utf-8');
    }
  });

  it('does not tell an unknown account from a wrong secret', async () => {
    expect(await new BbbCaller({ key: 'knobody', secrets: account.secrets }).call('getMeetings')).toBe(checksumsDiffer);
    expect(await new BbbCaller({ key: account.key, secrets: ['wrong'] }).call('getMeetings')).toBe(checksumsDiffer);
  });

  it('tells an account that is switched off only to who knows its secret', async () => {
    const off = await makeAccount(teacher.userId);
    await database().apiAccount.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    expect(textOf(await new BbbCaller(off).call('getMeetings'), 'messageKey')).toBe('accountSuspended');
    expect(await new BbbCaller({ key: off.key, secrets: ['wrong'] }).call('getMeetings')).toBe(checksumsDiffer);
  });

  it('knows at once that an account was switched off, on again, or given another secret', async () => {
    const admin = await makePerson('admin');
    const busy = await makeAccount(teacher.userId);
    const ask = async (by: Pick<typeof busy, 'key' | 'secrets'> = busy) => textOf(await new BbbCaller(by).call('getMeetings'), 'messageKey');
    expect(await ask()).toBe('noMeetings');
    await succeed(call(disableAccountAction, admin, { accountId: busy.id }));
    expect(await ask()).toBe('accountSuspended');
    await succeed(call(enableAccountAction, admin, { accountId: busy.id }));
    expect(await ask()).toBe('noMeetings');
    await succeed(call(rotateSecretAction, admin, { accountId: busy.id, graceHours: 0 }));
    expect(await ask()).toBe('checksumError');
  });

  it.each(['unheardOf', 'Create', 'getmeetings', 'hooks', 'create/x'])('refuses %s', async (name) => {
    expect(await caller.call(name)).toBe(failedWith('unsupportedRequest', 'This request is not supported.'));
  });

  it('says what is missing before what is wrong', async () => {
    expect(await (await caller.send('create', 'name=x')).text()).toBe(failedWith('checksumError', 'You must provide the checksum'));
    expect(await (await caller.send('hooks/create', '')).text()).toBe(failedWith('checksumError', 'You did not pass the checksum security check.'));
  });
});

describe('what is signed', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)('may be signed with %s', async (algorithm) => {
    expect(textOf(await caller.call('isMeetingRunning', { meetingID: 'nobody' }, { algorithm }), 'running')).toBe('false');
  });

  it.each([
    ['Python, which ends each pair with an ampersand and sends an empty meta_meta', 'name=My%20class&meta_meta=&meetingID=py-1&'],
    ['blanks as plus', 'meetingID=a+b'],
    ['marks left raw', "meetingID=it's~(1)!*"],
    ['lower-case escapes and Persian', 'meetingID=%d8%ac%d8%a8%d8%b1-caf%c3%a9'],
    ['a bare name and an empty pair', 'bare&&meetingID=abc'],
  ])('is what stands on the wire: %s', async (_, raw) => {
    expect(textOf(await caller.call('isMeetingRunning', raw), 'running')).toBe('false');
  });

  it('in a form is the body', async () => {
    const body = 'meetingID=form-1&name=Form+one';
    const checksum = checksumOf('isMeetingRunning', body, account.secrets[0] ?? '');
    const type = 'application/x-www-form-urlencoded';
    const ask = async (raw: string, text: string) => (await caller.send('isMeetingRunning', raw, { method: 'POST', body: text, type })).text();
    expect(await ask('', `${body}&checksum=${checksum}`)).toBe(succeededWith('<running>false</running>'));
    expect(await ask('', `${body}2&checksum=${checksum}`)).toBe(checksumsDiffer);
    expect(await ask('', `${body}&checksum=${checksumOf('isMeetingRunning', '', account.secrets[0] ?? '')}`)).toBe(checksumsDiffer);
    const query = queryOf({ meetingID: 'form-1' });
    expect(await ask(`${query}&checksum=${checksumOf('isMeetingRunning', query, account.secrets[0] ?? '')}`, 'meetingID=other')).toBe(checksumsDiffer);
  });

  it('is of a known kind', async () => {
    expect(await caller.call('create', { name: 'x', meetingID: 'abc' }, { method: 'POST', body: '{}', type: 'application/json' })).toBe(failedWith('unsupportedContentType', 'POST request Content-Type is missing or unsupported'));
  });

  it('counts once: a repeated parameter is the first', async () => {
    const { meetingID } = await created();
    expect(textOf(await caller.call('getMeetingInfo', `meetingID=${meetingID}&meetingID=other`), 'meetingID')).toBe(meetingID);
  });
});

describe('join', () => {
  let meetingID: string;
  let createTime: string;
  beforeAll(async () => {
    const made = await created({ logoutURL: 'https://lms.example/out?m=%%MEETINGID%%&u=%%USERID%%' });
    meetingID = made.meetingID;
    createTime = textOf(made.xml, 'createTime');
  });

  it('leads to a one-time link, and tells no secret on the way', async () => {
    const response = await caller.respond('join', { meetingID, fullName: 'Sara Ahmadi', password: passwords.moderatorPW, userID: 'u-7', createTime });
    expect(response.status).toBe(302);
    const location = response.headers.get('location') ?? '';
    expect(location).toMatch(/^http:\/\/portal\.test\/visit\/([a-z0-9]{16})\?sessionToken=\1$/);
    const visit = await database().visit.findFirstOrThrow({ where: { externalUserId: 'u-7' }, orderBy: { createdAt: 'desc' } });
    expect(visit).toMatchObject({ name: 'Sara Ahmadi', isModerator: true, leaveUrl: `https://lms.example/out?m=${meetingID}&u=u-7` });
  });

  it.each([
    ['attendee password', { password: passwords.attendeePW }, false],
    ['moderator password', { password: passwords.moderatorPW }, true],
    ['role', { role: 'Moderator' }, true],
    ['role over password, as Greenlight sends them', { role: 'VIEWER', password: '' }, false],
    ['role against password', { role: 'viewer', password: passwords.moderatorPW }, false],
  ])('knows who somebody is by %s', async (_, query, isModerator) => {
    const userID = randomUUID();
    await caller.call('join', { meetingID, fullName: 'Ali', userID, ...query });
    expect(await database().visit.findFirstOrThrow({ where: { externalUserId: userID } })).toMatchObject({ isModerator });
  });

  it.each(['false', 'FALSE'])('answers XML when redirect is %s', async (redirect) => {
    const xml = await caller.call('join', { meetingID, fullName: 'Sara', role: 'moderator', redirect });
    const token = textOf(xml, 'session_token');
    expect(token).toMatch(/^[a-z0-9]{16}$/);
    expect(xml).toBe(succeededWith([
      '<messageKey>successfullyJoined</messageKey><message>You have joined successfully.</message>',
      `<meeting_id>${textOf(await caller.call('getMeetingInfo', { meetingID }), 'internalMeetingID')}</meeting_id><user_id>${textOf(xml, 'user_id')}</user_id>`,
      `<auth_token>${textOf(xml, 'auth_token')}</auth_token><session_token>${token}</session_token><guestStatus>ALLOW</guestStatus><url>http://portal.test/visit/${token}?sessionToken=${token}</url>`,
    ].join('')));
    expect(textOf(xml, 'user_id')).toMatch(/^w_[a-z0-9]{12}$/);
    expect(textOf(xml, 'auth_token')).toMatch(/^[a-z0-9]{12}$/);
  });

  it.each([
    ['no meetingID', { meetingID: '' }, 'missingParamMeetingID'],
    ['no name', { fullName: ' ' }, 'missingParamFullName'],
    ['neither role nor password', { role: '' }, 'Params required'],
    ['an unknown meeting', { meetingID: 'nobody' }, 'invalidMeetingIdentifier'],
    ['a wrong password', { role: '', password: 'wrong' }, 'invalidPassword'],
    ['another session\'s createTime', { createTime: '1' }, 'mismatchCreateTimeParam'],
    ['a guest that is neither', { guest: 'perhaps' }, 'validationError'],
    ['an unknown config', { configToken: 'x' }, 'noConfigFound'],
  ])('refuses %s', async (_, changes, key) => {
    expect(textOf(await caller.call('join', { meetingID, fullName: 'Sara', role: 'viewer', redirect: 'false', ...changes }), 'messageKey')).toBe(key);
  });

  it('is not for another account, and never leads anywhere unsigned', async () => {
    expect(textOf(await stranger.call('join', { meetingID, fullName: 'Sara', role: 'moderator', redirect: 'false' }), 'messageKey')).toBe('invalidMeetingIdentifier');
    const forged = await caller.send('join', `meetingID=${meetingID}&fullName=S&role=viewer&logoutURL=https://evil.example&checksum=${'0'.repeat(40)}`);
    expect(forged.status).toBe(200);
    expect(await forged.text()).toBe(checksumsDiffer);
  });

  it('takes a failure to the caller\'s own page', async () => {
    const wrong = { meetingID, fullName: 'Sara', password: 'wrong' };
    const errors = encodeURIComponent(JSON.stringify([{ key: 'invalidPassword', message: 'The provided password is neither a moderator or attendee password' }]));
    for (const parameter of ['errorRedirectUrl', 'redirectErrorUrl', 'logoutURL']) {
      expect((await caller.respond('join', { ...wrong, [parameter]: 'https://lms.example/e?a=1' })).headers.get('location')).toBe(`https://lms.example/e?a=1&errors=${errors}`);
    }
    expect((await caller.respond('join', { ...wrong, errorRedirectUrl: 'https://lms.example/خطا' })).headers.get('location')).toBe(`https://lms.example/%D8%AE%D8%B7%D8%A7?errors=${errors}`);
    expect((await caller.respond('join', { ...wrong, errorRedirectUrl: 'javascript:alert(1)' })).status).toBe(200);
  });

  it('sends people on only to hosts an admin allowed', async () => {
    const query = { meetingID, fullName: 'Sara', role: 'viewer' };
    expect((await caller.respond('join', { ...query, clientURL: 'https://class.example/room' })).headers.get('location')).toMatch(/^https:\/\/class\.example\/room\?sessionToken=[a-z0-9]{16}$/);
    expect((await caller.respond('join', { ...query, clientURL: 'https://evil.example/room' })).headers.get('location')).toMatch(/^http:\/\/portal\.test\/visit\//);
  });

  it('counts people, not visits, against the limit', async () => {
    const { meetingID: small } = await created({ maxParticipants: '1' });
    await present(small, 'u-1', 'Ali', false);
    const ask = async (userID: string) => textOf(await caller.call('join', { meetingID: small, fullName: 'X Y', role: 'viewer', userID, redirect: 'false' }), 'messageKey');
    expect(await ask('u-1')).toBe('successfullyJoined');
    expect(await ask('u-2')).toBe('maxParticipantsReached');
  });

  it.each([
    ['ALWAYS_ACCEPT', 'viewer', 'true', 'successfullyJoined'], ['ALWAYS_ACCEPT', 'viewer', '', 'successfullyJoined'], ['ALWAYS_ACCEPT', 'moderator', 'true', 'successfullyJoined'],
    ['ASK_MODERATOR', 'viewer', 'true', 'guestWait'], ['ASK_MODERATOR', 'viewer', 'false', 'successfullyJoined'], ['ASK_MODERATOR', 'moderator', 'true', 'successfullyJoined'],
    ['ALWAYS_DENY', 'viewer', 'true', 'guestDeniedAccess'], ['ALWAYS_DENY', 'viewer', '', 'successfullyJoined'], ['ALWAYS_DENY', 'moderator', 'true', 'successfullyJoined'],
    ['ALWAYS_ACCEPT_AUTH', 'viewer', 'true', 'guestWait'], ['ALWAYS_ACCEPT_AUTH', 'viewer', '', 'successfullyJoined'], ['ALWAYS_ACCEPT_AUTH', 'moderator', '', 'successfullyJoined'],
  ])('under %s answers a %s with guest=%s %s', async (guestPolicy, role, guest, key) => {
    const { meetingID: guarded } = await created({ guestPolicy });
    const xml = await caller.call('join', { meetingID: guarded, fullName: 'Sara', role, guest, redirect: 'false' });
    const statuses: Record<string, string> = { guestWait: 'WAIT', successfullyJoined: 'ALLOW' };
    expect([textOf(xml, 'messageKey'), textOf(xml, 'guestStatus')]).toEqual([key, statuses[key] ?? '']);
  });

  it('says so after the meeting was ended', async () => {
    const { meetingID: over } = await created();
    await caller.call('end', { meetingID: over, password: passwords.moderatorPW });
    expect(await caller.call('join', { meetingID: over, fullName: 'Sara', role: 'viewer', redirect: 'false' })).toBe(failedWith('meetingForciblyEnded', 'You can not join a meeting that has already been forcibly ended'));
  });

  it('goes by passwords alone for an account read as Dana Plus documents', async () => {
    const strict = new BbbCaller(await makeAccount(teacher.userId, { isStrict: true }));
    await strict.call('create', { meetingID: 'dana', ...passwords });
    const ask = async (query: Record<string, string>) => textOf(await strict.call('join', { meetingID: 'dana', fullName: 'Sara', redirect: 'false', ...query }), 'messageKey');
    expect(await ask({ role: 'moderator' })).toBe('Params required');
    expect(await ask({ password: passwords.attendeePW })).toBe('successfullyJoined');
    expect(textOf(await strict.call('end', { meetingID: 'dana' }), 'messageKey')).toBe('missingParamPassword');
  });
});
