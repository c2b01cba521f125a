import { expect, test } from 'vitest';
import { isSignedWith, sign, signatureBase, type Pairs } from './oauth1.ts';

const address = 'http://dr-chuck.com/ims/php-simple/tool.php';
const oauth: Pairs = [
  ['oauth_consumer_key', '12345'], ['oauth_nonce', 'c8350c0e47782d16d2fa48b2090c1d8f'], ['oauth_timestamp', '1251600739'],
  ['oauth_signature_method', 'HMAC-SHA1'], ['oauth_version', '1.0'],
];
const guide: Pairs = [
  ...oauth,
  ['basiclti_submit', 'Launch Endpoint with BasicLTI Data'], ['context_id', '456434513'], ['context_label', 'SI182'], ['context_title', 'Design of Personal Environments'],
  ['lis_person_contact_email_primary', 'user@school.edu'], ['lis_person_name_full', 'Jane Q. Public'], ['lis_person_sourced_id', 'school.edu:user'],
  ['lti_message_type', 'basic-lti-launch-request'], ['lti_version', 'LTI-1p0'], ['resource_link_id', '120988f929-274612'], ['roles', 'Instructor'],
  ['tool_consumer_instance_description', 'University of School (LMSng)'], ['tool_consumer_instance_guid', 'lmsng.school.edu'], ['user_id', '292832126'],
];
const minimal: Pairs = [...oauth, ['lti_message_type', 'basic-lti-launch-request'], ['lti_version', 'LTI-1.0'], ['resource_link_id', '1']];
const elsewhere = (scheme: string, port: number) => `${scheme}://dr-chuck.com:${port}/ims/php-simple/tool.php`;

test.each([
  ['the guide\'s example', address, guide, 'TPFPK4u3NwmtLt0nDMP1G1zG30U='],
  ['with a query', address, [...guide, ['a', '1'], ['b', '2'], ['c', '3 &a']] satisfies Pairs, 'uF7LooyefQN5aocx7UlYQ4tQM5k='],
  ['a port of its own', elsewhere('http', 123), minimal, 'HdHJri8Z7OhnMhxX27hSPB5W+SI='],
  ['http\'s own port', elsewhere('http', 80), minimal, 'bTcODyqQSdogpn1mJAugGB2c2F4='],
  ['https\' own port', elsewhere('https', 443), minimal, '9DoVeq1RYnidTgF71Zg16SNJFpY='],
  ['http\'s port on https', elsewhere('https', 80), minimal, '4L1f5SctEX0num3GPElvMKq2w+s='],
  ['http\'s port on https, with a query', elsewhere('https', 80), [...minimal, ['oi', 'hoyt']] satisfies Pairs, 'dvvQchwqhDH1nFGzWbgVxmcUysc='],
])('%s', (_name, url, parameters, signature) => {
  expect(sign({ url, parameters }, 'secret')).toBe(signature);
});

test('reserved characters, Persian and repeated names are signed as RFC 5849 says', () => {
  const base = signatureBase({ url: 'HTTPS://School.Example/lti/v1?x=1', parameters: [['b', ''], ['a', 'z'], ['a', 'b!*\'()~'], ['نام', 'کلاس'], ['oauth_signature', 'x']] });
  expect(base).toBe('POST&https%3A%2F%2Fschool.example%2Flti%2Fv1&%25D9%2586%25D8%25A7%25D9%2585%3D%25DA%25A9%25D9%2584%25D8%25A7%25D8%25B3%26a%3Db%2521%252A%2527%2528%2529~%26a%3Dz%26b%3D');
});

test('any of the secrets is good, a changed message or method is not', () => {
  const signable = { url: address, parameters: guide };
  const signature = sign(signable, 'new', 'HMAC-SHA256');
  expect(isSignedWith(['old', 'new'], signable, { signature, method: 'HMAC-SHA256' })).toBe(true);
  expect(isSignedWith(['old'], signable, { signature, method: 'HMAC-SHA256' })).toBe(false);
  expect(isSignedWith(['new'], signable, { signature, method: 'HMAC-SHA1' })).toBe(false);
  expect(isSignedWith(['new'], { url: address, parameters: [...guide, ['roles', 'Instructor']] }, { signature, method: 'HMAC-SHA256' })).toBe(false);
  expect(isSignedWith(['new'], signable, { signature: '', method: 'HMAC-SHA1' })).toBe(false);
});
