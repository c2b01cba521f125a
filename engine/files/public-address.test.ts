import { describe, expect, it } from 'vitest';
import { isPublicAddress, lookupPublic, requirePublicHost } from './public-address.ts';

describe('isPublicAddress', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00::1',
    '2002:7f00:1::',
    '2001:db8::1',
    '3fff:123::1',
    'example.org',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('requirePublicHost', () => {
  it('looks at numbers, also in brackets, and leaves names to the look-up', () => {
    expect(() => requirePublicHost('[::1]')).toThrow('not allowed');
    expect(() => requirePublicHost('127.0.0.1')).toThrow('not allowed');
    expect(() => requirePublicHost('localhost')).not.toThrow();
  });
});

describe('lookupPublic', () => {
  it('finds no address for a name of this machine', async () => {
    const error = await new Promise((resolve) => lookupPublic('localhost', { all: true }, (problem) => resolve(problem)));
    expect(String(error)).toContain('not allowed');
  });
});
