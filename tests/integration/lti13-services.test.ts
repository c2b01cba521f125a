import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { serveLtiApi } from '#lib/lti/api.ts';
import { openChoice, serveDeepLink } from '#lib/lti/choices.ts';
import { claimNames } from '#lib/lti/claims.ts';
import { keySet, rotateKey, signAsTool } from '#lib/lti/keys.ts';
import { serveRegistration } from '#lib/lti/registration.ts';
import { addPlatform, approvePlatform, createInvitation, disablePlatform } from '#lib/lti/service.ts';
import { mintLtiToken } from '#lib/lti/token.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson, requestOf } from '#tests/fixtures/people.ts';
import { opened, Platform13, portal, refused, roles } from './support/lti-platform.ts';
import { usePortal } from './support/portal.ts';

let platform: Platform13;
let account: ActingAccount;
let admin: ReturnType<typeof requestOf>;

beforeAll(async () => {
  platform = await Platform13.open();
  await usePortal(inject('services'), 'lti13services');
  process.env['TRUSTED_PRIVATE_HOSTS'] = platform.host;
  account = await makeAccount((await makePerson('teacher')).userId);
  admin = requestOf(await makePerson('admin'));
  await addPlatform(admin, platform.describe(account.id));
});

afterAll(() => platform.close());

const settings = (changes: Record<string, unknown> = {}) => ({
  [claimNames.messageType]: 'LtiDeepLinkingRequest', [claimNames.resourceLink]: undefined, [claimNames.roles]: [roles.teacher],
  [claimNames.deepLinkingSettings]: { deep_link_return_url: `${platform.issuer}/return?x=1`, accept_types: ['link', 'ltiResourceLink'], accept_presentation_document_targets: ['iframe'], data: 'opaque "data"', ...changes },
});

async function choosing(changes: Record<string, unknown> = {}) {
  const response = await platform.launch({ claims: { ...settings(), ...changes } });
  const [, code = ''] = /^\/lti\/choose\/([\w-]+)$/.exec(response.headers.get('location') ?? '') ?? [];
  return openChoice(code, undefined);
}

function choose(form: Record<string, string>): Promise<Response> {
  return serveDeepLink(new Request(`${portal}/lti/1.3/deep-link`, { method: 'POST', body: new URLSearchParams(form), headers: { 'content-type': 'application/x-www-form-urlencoded' } }));
}

/** The message in the page that posts itself to the platform, verified with the keys Kelas publishes. */
async function messageOf(response: Response) {
  const html = await response.text();
  expect(html).toContain(`action="${platform.issuer}/return?x=1"`);
  const { payload } = await jwtVerify(/name="JWT" value="([^"]+)"/.exec(html)?.[1] ?? '', createLocalJWKSet(await keySet()), { issuer: platform.clientId, audience: platform.issuer, algorithms: ['RS256'] });
  return payload;
}

const call = async (authorization: string) => {
  const response = await serveLtiApi(new Request(`${portal}/lti/v1/api/members/fetch`, { method: 'POST', headers: { authorization } }), { params: Promise.resolve({ call: ['members', 'fetch'] }) });
  return { status: response.status, body: await response.json() };
};

const register = async (code: string, configuration: string, token = 'registration-1') => serveRegistration(new Request(`${portal}/lti/1.3/register/${code}?openid_configuration=${encodeURIComponent(configuration)}&registration_token=${token}`), { params: Promise.resolve({ code }) });

const invitation = async () => (await createInvitation(admin, { accountId: account.id })).url.replace(`${portal}/lti/1.3/register/`, '');

const membersAt = async (members: unknown) => mintLtiToken(await opened(platform, { claims: { [claimNames.roles]: [roles.teacher], [claimNames.members]: members } }));

describe('deep linking', () => {
  it('makes a class and hands its link to the course, where it leads to it', async () => {
    const choice = await choosing();
    expect(choice).toMatchObject({ title: 'Algebra', classes: [] });
    const message = await messageOf(await choose({ proof: choice.proof, ref: 'new', title: 'هندسه' }));
    expect(message).toMatchObject({
      [claimNames.messageType]: 'LtiDeepLinkingResponse', [claimNames.version]: '1.3.0', [claimNames.deploymentId]: 'd-1', [claimNames.data]: 'opaque "data"', nonce: expect.any(String),
      [claimNames.contentItems]: [{ type: 'ltiResourceLink', title: 'هندسه', url: `${portal}/lti/1.3/launch`, custom: { room_ref: expect.stringMatching(/^room-/) } }],
    });
    const [item] = message[claimNames.contentItems] as { custom: { room_ref: string } }[];
    const launch = await opened(platform, { claims: { [claimNames.resourceLink]: { id: 'new-link' }, [claimNames.custom]: item?.custom } });
    expect(launch).toMatchObject({ roomId: item?.custom.room_ref, wishes: { title: 'هندسه' } });
    // The same class again, from another link of the same course.
    const again = await choosing();
    expect(again.classes).toEqual([{ ref: item?.custom.room_ref, title: 'هندسه' }]);
    expect(await messageOf(await choose({ proof: again.proof, ref: item?.custom.room_ref ?? '' }))).toMatchObject({ [claimNames.contentItems]: [{ custom: item?.custom }] });
    // Another course does not see it, another platform does not reach it.
    const elsewhere = await choosing({ [claimNames.context]: { id: 'course-2' } });
    expect(elsewhere.classes).toEqual([]);
    expect(await refused(choose({ proof: elsewhere.proof, ref: item?.custom.room_ref ?? '' }))).toContain('<h1>');
    await database().outsideClass.update({ where: { classId: launch.classId }, data: { data: { wishes: { title: 'x', custom: {} }, place: { platformId: randomUUID(), contextId: 'course-1' } } } });
    expect((await opened(platform, { claims: { [claimNames.custom]: item?.custom } })).classId).not.toBe(launch.classId);
  });

  it('sends nothing back when it was cancelled, and each answer once', async () => {
    const { proof } = await choosing();
    expect(await messageOf(await choose({ proof, cancel: '1' }))).toMatchObject({ [claimNames.contentItems]: [] });
    expect(await refused(choose({ proof, ref: 'new', title: 'Again' }))).toContain('<h1>');
    expect(await refused(choose({ proof: `${proof}x`, ref: 'new', title: 'Forged' }))).toContain('<h1>');
    const other = await choosing();
    expect(await refused(choose({ proof: other.proof, ref: 'new', title: '  ' }))).toContain('<h1>');
    expect(await choose({ proof: other.proof, ref: 'new', title: 'Good' })).toMatchObject({ status: 200 });
  });

  it('is for who leads the course', async () => {
    expect(await refused(platform.launch({ claims: { ...settings(), [claimNames.roles]: [roles.student] } }))).toContain('<h1>');
  });

  it.each([{ deep_link_return_url: 'javascript:alert(1)' }, { accept_types: ['file'] }])('refuses %j', async (changes) => {
    expect(await refused(platform.launch({ claims: settings(changes) }))).toContain('<h1>');
  });
});

describe('the list of members', () => {
  it('is read from the platform in all its pages, for who leads the class', async () => {
    platform.members = [
      { user_id: 's-1', name: 'Ali', roles: [roles.student] }, { user_id: 's-2', name: 'Reza', roles: [roles.student], status: 'Inactive' }, { user_id: 't-1', name: 'Mina', roles: [roles.teacher] },
      { user_id: 's-3', roles: ['Learner'] }, { user_id: 's-4', name: 'Zahra', roles: [], status: 'Active' },
    ];
    const teacher = await mintLtiToken(await opened(platform, { claims: { [claimNames.roles]: [roles.teacher] } }));
    expect(await call(teacher)).toEqual({ status: 200, body: { status: true, msg: 'success', members: [{ name: 'Mina', is_admin: true }, { name: 'Ali', is_admin: false }, { name: 'User_s-3', is_admin: false }, { name: 'Zahra', is_admin: false }] } });
    expect(await call(teacher)).toMatchObject({ status: 200 });
    expect(platform.calls.filter(({ path }) => path === '/token')).toHaveLength(1);
    expect(await call(await mintLtiToken(await opened(platform)))).toMatchObject({ status: 403 });
  });

  it('is not looked for on a private network, and is empty where there is none', async () => {
    expect(await call(await membersAt({ context_memberships_url: 'http://169.254.169.254/latest' }))).toEqual({ status: 502, body: { status: false, msg: 'platformUnavailable' } });
    expect(await call(await membersAt(undefined))).toMatchObject({ status: 200, body: { members: [] } });
  });
});

describe('our keys', () => {
  it('are published without their secrets, sealed at rest, and change without a gap', async () => {
    const before = await signAsTool({ iss: 'x' });
    const { kid } = await rotateKey(admin);
    const published = await keySet();
    expect(published.keys.map((key) => Object.keys(key).toSorted())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use'], ['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    const keys = createLocalJWKSet(published);
    await expect(jwtVerify(before, keys)).resolves.toBeTruthy();
    expect((await jwtVerify(await signAsTool({ iss: 'x' }), keys)).protectedHeader.kid).toBe(kid);
    for (const { privateKey } of await database().ltiKey.findMany()) expect(privateKey).toMatch(/^v1\./);
    await expect(rotateKey(requestOf(await makePerson('teacher')))).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

describe('dynamic registration', () => {
  it('takes a platform in once, which waits for an admin', async () => {
    const code = await invitation();
    const response = await register(code, `${platform.issuer}/.well-known/openid-configuration`);
    expect(await response.text()).toContain('org.imsglobal.lti.close');
    const sent = JSON.parse(platform.calls.findLast(({ path }) => path === '/register')?.body ?? '{}');
    expect(sent).toMatchObject({
      application_type: 'web', initiate_login_uri: `${portal}/lti/1.3/login`, redirect_uris: [`${portal}/lti/1.3/launch`], jwks_uri: `${portal}/lti/1.3/jwks.json`, token_endpoint_auth_method: 'private_key_jwt',
      'https://purl.imsglobal.org/spec/lti-tool-configuration': { messages: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }] },
    });
    const made = await database().ltiPlatform.findFirstOrThrow({ where: { clientId: 'client-9' } });
    expect(made).toMatchObject({ accountId: account.id, issuer: platform.issuer, deploymentIds: ['d-9'], tokenUrl: `${platform.issuer}/token`, approvedAt: null, name: `moodle (${platform.host})` });
    expect(await refused(platform.begin({ client_id: 'client-9' }))).toContain('<h1>');
    await approvePlatform(admin, { platformId: made.id });
    expect(await platform.begin({ client_id: 'client-9' })).toMatchObject({ status: 303 });
    expect(await refused(register(code, `${platform.issuer}/.well-known/openid-configuration`))).toContain('<h1>');
    await disablePlatform(admin, { platformId: made.id });
  });

  it.each([
    'http://127.0.0.1:1/.well-known/openid-configuration', 'http://169.254.169.254/latest/meta-data', 'https://10.0.0.1/', 'https://[::1]/', 'https://localhost/', 'file:///etc/passwd', '', 'x',
  ])('does not call %s, and the link stays good', async (address) => {
    const code = await invitation();
    const before = platform.calls.length;
    expect(await refused(register(code, address))).toContain('<h1>');
    expect(platform.calls).toHaveLength(before);
    expect(await database().ltiInvitation.count({ where: { usedAt: null } })).toBeGreaterThan(0);
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another host\'s issuer', { issuer: 'https://moodle.example' }],
    ['with a registration address on a private network', { registration_endpoint: 'http://127.0.0.1:1/register' }],
    ['with keys on a private network', { jwks_uri: 'http://10.0.0.1/jwks' }],
    ['without a token address', { token_endpoint: undefined }],
  ])('refuses a configuration %s', async (_name, configuration) => {
    platform.configuration = configuration;
    const before = platform.calls.filter(({ path }) => path === '/register').length;
    expect(await refused(register(await invitation(), `${platform.issuer}/.well-known/openid-configuration`))).toContain('<h1>');
    expect(platform.calls.filter(({ path }) => path === '/register')).toHaveLength(before);
    platform.configuration = {};
  });

  it('needs an invitation, and the platform\'s own token', async () => {
    const before = platform.calls.length;
    expect(await refused(register('made-up', `${platform.issuer}/.well-known/openid-configuration`))).toContain('<h1>');
    expect(platform.calls).toHaveLength(before);
    expect(await refused(register(await invitation(), `${platform.issuer}/.well-known/openid-configuration`, 'wrong'))).toContain('<h1>');
    const code = await invitation();
    await database().ltiInvitation.updateMany({ data: { expiresAt: new Date() } });
    expect(await refused(register(code, `${platform.issuer}/.well-known/openid-configuration`))).toContain('<h1>');
  });
});
