import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

function address(headers: Record<string, string>, trustProxy: boolean): string {
  return clientAddress((name) => headers[name], trustProxy);
}

const connection = { 'x-kelas-client-address': '203.0.113.9' };

test('believes X-Forwarded-For only behind a proxy of ours', () => {
  expect(address({ ...connection, 'x-forwarded-for': '198.51.100.1' }, false)).toBe('203.0.113.9');
  expect(address({ ...connection, 'x-forwarded-for': '198.51.100.1' }, true)).toBe('198.51.100.1');
});

test('takes the entry the proxy wrote, not what the caller made up', () => {
  expect(address({ ...connection, 'x-forwarded-for': '10.0.0.1, 2001:db8::7' }, true)).toBe('2001:db8::7');
  expect(address({ ...connection, 'x-forwarded-for': 'nonsense' }, true)).toBe('203.0.113.9');
});
