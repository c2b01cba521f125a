import { randomUUID } from 'node:crypto';
import { decodeJwt, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { claimNames } from '#lib/lti/claims.ts';
import { framesFor } from '#lib/lti/frame-ancestors.ts';
import { signAsTool } from '#lib/lti/keys.ts';
import { openLaunch } from '#lib/lti/launches.ts';
import { addPlatform, disablePlatform, enablePlatform, updatePlatform } from '#lib/lti/service.ts';
import { mintLtiToken } from '#lib/lti/token.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson, requestOf } from '#tests/fixtures/people.ts';
import { landingOf } from './support/lti.ts';
import { cookiesOf, opened, Platform13, refused, roles, send, type Twist } from './support/lti-platform.ts';
import { usePortal } from './support/portal.ts';

let platform: Platform13;
let platformId: string;
let account: ActingAccount;
let admin: ReturnType<typeof requestOf>;

const seconds = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  platform = await Platform13.open();
  await usePortal(inject('services'), 'lti13');
  process.env['TRUSTED_PRIVATE_HOSTS'] = platform.host;
  account = await makeAccount((await makePerson('teacher')).userId);
  admin = requestOf(await makePerson('admin'));
  ({ platformId } = await addPlatform(admin, platform.describe(account.id)));
});

afterAll(() => platform.close());

describe('a launch', () => {
  it('leads to the page of its room', async () => {
    const teacher = await opened(platform, { claims: { sub: 't-1', [claimNames.roles]: [roles.teacher], [claimNames.presentation]: { return_url: `${platform.issuer}/course`, locale: 'fa' }, [claimNames.custom]: { allow_polls: 'false' } } });
    expect(teacher).toMatchObject({
      externalUserId: `${platformId}:t-1`, name: 'Sara Ahmadi', isModerator: true, locale: 'fa', returnUrl: `${platform.issuer}/course`, wishes: { title: 'جبر ۱', custom: { allow_polls: false } }, platformId, membersUrl: `${platform.issuer}/members?course=1`,
    });
    const student = await opened(platform);
    expect(student).toMatchObject({ isModerator: false, classId: teacher.classId });
    expect(await opened(platform, { claims: { [claimNames.resourceLink]: { id: 'link-2' } } })).not.toMatchObject({ classId: teacher.classId });
    expect(await opened(platform, { claims: { [claimNames.context]: { id: 'course-2' } } })).not.toMatchObject({ classId: teacher.classId });
  });

  it('begins by GET too, and asks for what OpenID Connect wants', async () => {
    const location = new URL((await platform.begin({ client_id: undefined }, 'GET')).headers.get('location') ?? '');
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none', client_id: platform.clientId, login_hint: 'u-7', lti_message_hint: 'm-1', state: expect.stringMatching(/^[\w-]{32}$/), nonce: expect.stringMatching(/^[\w-]{32}$/),
    });
  });

  it('lets in who is nobody in particular, each by themselves, and as no leader', async () => {
    const nobody = { claims: { sub: undefined, name: undefined, [claimNames.roles]: [] } };
    const [one, other] = [await opened(platform, nobody), await opened(platform, nobody)];
    expect(one.isModerator).toBe(false);
    expect(one.externalUserId).not.toBe(other.externalUserId);
  });

  it('goes on after the platform changed its key', async () => {
    await platform.rotate();
    const { jwksUrl } = platform.describe(account.id);
    // Another address is another key set, which is fetched anew; the one known is asked again only after a minute.
    await updatePlatform(admin, { ...platform.describe(account.id), jwksUrl: `${jwksUrl}?changed`, platformId });
    expect(await opened(platform)).toMatchObject({ name: 'Sara Ahmadi' });
  });

  it('offers a window of its own where the browser sends no cookie, with what begins the login again', async () => {
    const begun = await platform.begin();
    const query = new URL(begun.headers.get('location') ?? '').searchParams;
    const form = { id_token: await platform.sign(platform.claims(query.get('nonce') ?? '')), state: query.get('state') ?? '' };
    const page = await (await send(form)).text();
    expect(page).toContain('action="/lti/1.3/login" target="_blank"');
    expect(page).toContain('name="login_hint" value="u-7"');
    expect(page).not.toContain(form.id_token);
    // Nothing was taken by it.
    expect((await send(form, cookiesOf(begun))).status).toBe(303);
  });
});

describe('a launch is refused', () => {
  it('the second time, and from another browser', async () => {
    const begun = await platform.begin();
    const query = new URL(begun.headers.get('location') ?? '').searchParams;
    const state = query.get('state') ?? '';
    const form = { id_token: await platform.sign(platform.claims(query.get('nonce') ?? '')), state };
    const foreign = cookiesOf(await platform.begin());
    const name = cookiesOf(begun).split('=', 1)[0] ?? '';
    expect(await refused(send(form, `${name}=${foreign.split('=').slice(1).join('=')}`))).toContain('began in another browser');
    const answers = await Promise.all([send(form, cookiesOf(begun)), send(form, cookiesOf(begun))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 401]);
    expect(await refused(send(form, cookiesOf(begun)))).toContain('<h1>');
    expect(await refused(send({ ...form, state: randomUUID() }, cookiesOf(begun)))).toContain('<h1>');
    expect(await refused(send({ ...form, state: '' }, cookiesOf(begun)))).toContain('<h1>');
  });

  it('when its time is over', async () => {
    const begun = await platform.begin();
    const query = new URL(begun.headers.get('location') ?? '').searchParams;
    await database().ltiLogin.updateMany({ data: { expiresAt: new Date() } });
    expect(await refused(send({ id_token: await platform.sign(platform.claims(query.get('nonce') ?? '')), state: query.get('state') ?? '' }, cookiesOf(begun)))).toContain('<h1>');
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['another issuer', () => ({ iss: 'https://evil.example' })],
    ['another audience', () => ({ aud: 'another-client' })],
    ['several audiences and no azp', () => ({ aud: [platform.clientId, 'another-client'] })],
    ['another azp', () => ({ aud: [platform.clientId], azp: 'another-client' })],
    ['the nonce of another login', () => ({ nonce: 'x'.repeat(32) })],
    ['no nonce', () => ({ nonce: undefined })],
    ['no longer good', () => ({ iat: seconds() - 500, exp: seconds() - 120 })],
    ['without an end', () => ({ exp: undefined })],
    ['long ago', () => ({ iat: seconds() - 900, exp: seconds() + 600 })],
    ['not yet', () => ({ nbf: seconds() + 600 })],
    ['an unknown deployment', () => ({ [claimNames.deploymentId]: 'd-2' })],
    ['another version', () => ({ [claimNames.version]: '1.0.0' })],
    ['another message', () => ({ [claimNames.messageType]: 'LtiSubmissionReviewRequest' })],
    ['another site\'s target', () => ({ [claimNames.targetLinkUri]: 'https://evil.example/lti' })],
    ['no resource link', () => ({ [claimNames.resourceLink]: undefined })],
    ['no roles', () => ({ [claimNames.roles]: undefined })],
  ])('with %s', async (_name, claims) => {
    expect(await refused(platform.launch({ claims: claims() }))).toMatch(/cannot be trusted|not meant for this class|does not know the site/);
  });

  it.each<[string, NonNullable<Twist['sign']>]>([
    ['no algorithm', async (claims) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`],
    ['no algorithm, named', async (claims) => `${Buffer.from(JSON.stringify({ alg: 'none', kid: platform.kid })).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`],
    ['the public key as a secret', async (claims) => {
      const { publicKey } = await generateKeyPair('RS256', { extractable: true });
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: platform.kid }).sign(new TextEncoder().encode(await exportSPKI(publicKey)));
    }],
    ['the published key as a secret', async (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: platform.kid }).sign(new TextEncoder().encode(JSON.stringify(await platform.publicJwk())))],
    ['another key under the same name', async (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: platform.kid }).sign((await generateKeyPair('RS256')).privateKey)],
    ['an unknown key', async (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'unknown' }).sign(platform.privateKey)],
    ['no key named', async (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(platform.privateKey)],
    ['our own key', async (claims) => signAsTool(claims)],
    ['a changed body', async (claims) => {
      const [head, , tail] = (await platform.sign(claims)).split('.');
      return `${head}.${Buffer.from(JSON.stringify({ ...claims, [claimNames.roles]: [roles.teacher] })).toString('base64url')}.${tail}`;
    }],
    ['no token at all', async () => 'x'],
  ])('signed with %s', async (_name, sign) => {
    expect(await refused(platform.launch({ sign }))).toMatch(/cannot be trusted|نمی‌توان اعتماد/);
  });

  it('of a platform nobody knows, that was switched off, or whose login leads elsewhere', async () => {
    expect(await refused(platform.begin({ iss: 'https://unknown.example' }))).toContain('<h1>');
    expect(await refused(platform.begin({ client_id: 'another' }))).toContain('<h1>');
    expect(await refused(platform.begin({ lti_deployment_id: 'd-2' }))).toContain('<h1>');
    expect(await refused(platform.begin({ target_link_uri: 'https://evil.example/' }))).toContain('<h1>');
    expect(await refused(platform.begin({ target_link_uri: 'http://portal.test.evil.example/' }))).toContain('<h1>');
    expect(await refused(platform.begin({ login_hint: undefined }))).toContain('<h1>');
    const begun = await platform.begin();
    const { code, cookie } = landingOf(await platform.launch());
    await disablePlatform(admin, { platformId });
    await expect(openLaunch(code, cookie)).rejects.toMatchObject({ code: 'linkInvalid' });
    expect(await refused(platform.begin())).toContain('<h1>');
    const query = new URL(begun.headers.get('location') ?? '').searchParams;
    expect(await refused(send({ id_token: await platform.sign(platform.claims(query.get('nonce') ?? '')), state: query.get('state') ?? '' }, cookiesOf(begun)))).toContain('<h1>');
    await enablePlatform(admin, { platformId });
    expect(await platform.begin()).toMatchObject({ status: 303 });
  });

  it('when the issuer has two registrations and does not say which', async () => {
    const second = await addPlatform(admin, { ...platform.describe(account.id), clientId: 'second' });
    expect(await refused(platform.begin({ client_id: undefined }))).toContain('<h1>');
    expect(await platform.begin()).toMatchObject({ status: 303 });
    await expect(updatePlatform(admin, { ...platform.describe(account.id), platformId: second.platformId })).rejects.toMatchObject({ code: 'platformKnown' });
    await disablePlatform(admin, second);
  });

  it('when the platform says that something went wrong there', async () => {
    expect(await refused(send({ error: 'login_required', error_description: '<script>', state: 'x' }))).toContain('<h1>');
  });
});

it('only what is under /lti may be framed, by approved platforms, and an invitation\'s page by who opens it', async () => {
  expect(await framesFor('/lti/launch/x')).toContain(platform.issuer);
  expect(await framesFor('/lti/launch/x?openid_configuration=https://new.example/')).not.toContain('https://new.example');
  expect(await framesFor('/lti/1.3/register/x?openid_configuration=https%3A%2F%2Fnew.example%2Fa')).toContain('https://new.example');
  for (const signs of [';script-src', ',*']) expect(await framesFor(`/lti/1.3/register/x?openid_configuration=${encodeURIComponent(`https://new.example${signs}/a`)}`)).toEqual(await framesFor('/lti/launch/x'));
  expect(await framesFor('/lti/1.3/register/x?openid_configuration=javascript:x')).toEqual(await framesFor('/lti/launch/x'));
  for (const path of ['/', '/join/x', '/room/x', '/ltix', '/admin/lti', '//lti/']) expect(await framesFor(path)).toEqual([]);
});

it('a launch\'s token is of its account and room', async () => {
  const launch = await opened(platform);
  expect(decodeJwt(await mintLtiToken(launch))).toMatchObject({ iss: account.key, jti: launch.id, room_id: launch.roomId, is_admin: false });
});
