import { describe, expect, it } from 'vitest';
import { algorithms, checksumOf, verifyChecksum, type ChecksumRules } from './checksum.ts';

const secret = '639259d4-9dd8-4b25-bf01-95f9567eaf4b';
const sample = 'name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444';
const rules: ChecksumRules = { secrets: [secret], allowed: algorithms };
const digests = {
  sha1: '1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17',
  sha256: 'da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e',
  sha384: '891ac633df39d0a1b4f8d597f3e190833216c4b29c4fb51ea3ca72757eeb958d6e7b49a845cf29f5c6019c7d29d029d1',
  sha512: 'de73ad61d11a5c801b68d4bd6ec5248546085cefb0b25c85f3c46249ea93a3a4b120f92c0a8a58d7512cb77821884951a3b01245f3435dbbef49fff3cc3988b4',
} as const;

describe('checksum', () => {
  it.each(algorithms)('reproduces the worked example with %s', (algorithm) => {
    expect(checksumOf('create', sample, secret, algorithm)).toBe(digests[algorithm]);
    expect(verifyChecksum('create', `${sample}&checksum=${digests[algorithm]}`, rules)).toBe('good');
    expect(verifyChecksum('create', `${sample}&checksum=${digests[algorithm].toUpperCase()}`, rules)).toBe('good');
  });

  it.each([
    ['last', `${sample}&checksum=${digests.sha1}`],
    ['first', `checksum=${digests.sha1}&${sample}`],
    ['in the middle', sample.replace('&attendeePW', `&checksum=${digests.sha1}&attendeePW`)],
  ])('takes it %s', (_, raw) => {
    expect(verifyChecksum('create', raw, rules)).toBe('good');
  });

  it.each([
    ['ends every pair with an ampersand', 'getMeetings', 'meta_meta=&state=any&'],
    ['has no parameters', 'getMeetings', ''],
    ['writes blanks as %20 and leaves marks raw', 'create', "name=a%20b!*'()~&meetingID=%c3%a9,1&bare"],
    ['writes Persian', 'create', `name=${encodeURIComponent('جبر خطی')}&meetingID=x`],
  ])('hashes what stands on the wire when a caller %s', (_, call, parameters) => {
    expect(verifyChecksum(call, `${parameters}&checksum=${checksumOf(call, parameters, secret)}`, rules)).toBe('good');
  });

  it('takes a call without parameters and without an ampersand', () => {
    expect(verifyChecksum('getMeetings', `checksum=${checksumOf('getMeetings', '', secret)}`, rules)).toBe('good');
  });

  it.each([
    ['one digit is changed', `${sample}&checksum=0${digests.sha1.slice(1)}`],
    ['a parameter is changed', `${sample.replace('333444', '333445')}&checksum=${digests.sha1}`],
    ['two are sent', `${sample}&checksum=${digests.sha1}&checksum=${digests.sha1}`],
    ['it has an odd length', `${sample}&checksum=${digests.sha1}0`],
  ])('refuses when %s', (_, raw) => {
    expect(verifyChecksum('create', raw, rules)).toBe('wrong');
  });

  it('refuses another call, an algorithm that is not allowed, and an account without a secret', () => {
    const raw = `${sample}&checksum=${digests.sha1}`;
    expect(verifyChecksum('join', raw, rules)).toBe('wrong');
    expect(verifyChecksum('create', raw, { ...rules, allowed: ['sha256'] })).toBe('wrong');
    expect(verifyChecksum('create', `${sample}&checksum=${checksumOf('create', sample, '')}`, { ...rules, secrets: [''] })).toBe('wrong');
  });

  it('takes each of several secrets', () => {
    expect(verifyChecksum('create', `${sample}&checksum=${digests.sha1}`, { ...rules, secrets: ['new', secret] })).toBe('good');
  });

  it('says when there is none', () => {
    expect(verifyChecksum('create', sample, rules)).toBe('missing');
    expect(verifyChecksum('create', `${sample}&checksum=`, rules)).toBe('missing');
    expect(verifyChecksum('getMeetings', 'mychecksum=1', rules)).toBe('missing');
  });
});
