import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Refused } from '#engine/api/refused.ts';

const privateV4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  privateV4.addSubnet(network, bits);
}

const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
/** Documentation, and the ranges that carry an IPv4 address inside. */
const unusableV6 = new BlockList();
unusableV6.addSubnet('2001::', 23, 'ipv6');
unusableV6.addSubnet('2001:db8::', 32, 'ipv6');
unusableV6.addSubnet('2002::', 16, 'ipv6');
unusableV6.addSubnet('3fff::', 20, 'ipv6');

/** Whether an address belongs to the open Internet, and not to this machine, its network or its provider. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !privateV4.check(address);
  return isIP(address) === 6 && globalV6.check(address, 'ipv6') && !unusableV6.check(address, 'ipv6');
}

/** Refuses an address written as a number; names are checked when they are looked up. */
export function requirePublicHost(hostname: string): void {
  const address = hostname.replace(/^\[|\]$/gu, '');
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw new Refused('the address of the file is not allowed');
}

/**
 * Looks a name up for a connection and answers only addresses of the open Internet: what was checked is what is
 * connected to, so a name cannot change its meaning in between.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address))) {
      return callback(new Refused('the address of the file is not allowed'), '', 0);
    }
    return options.all ? callback(null, found) : callback(null, first.address, first.family);
  });
};
