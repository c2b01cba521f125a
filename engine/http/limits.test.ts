import { expect, it } from 'vitest';
import { RequestLimits } from './limits.ts';

const limits = () => new RequestLimits({ AUTH_REQUESTS_PER_MINUTE: 3, API_REQUESTS_PER_MINUTE: 2, TRUSTED_ADDRESSES: ['127.0.0.0/8', '10.0.0.7', 'fd00::/8'] });

async function calls(times: number, call: () => Promise<number | undefined>): Promise<boolean[]> {
  const passed: boolean[] = [];
  for (let count = 0; count < times; count += 1) passed.push((await call()) === undefined);
  return passed;
}

it('lets strangers call so often, each address apart, signed or not', async () => {
  const limit = limits();
  expect(await calls(4, async () => await limit.auth('203.0.113.1', true))).toEqual([true, true, true, false]);
  expect(await calls(1, async () => await limit.auth('203.0.113.2', false))).toEqual([true]);
  expect(await limit.auth('203.0.113.1', false)).toBeGreaterThan(0);
});

it.each(['127.0.0.1', '::ffff:127.0.0.1', '10.0.0.7', 'fd12::1'])('never holds back a signed call from %s, but a badly signed one', async (address) => {
  const limit = limits();
  expect(await calls(9, async () => await limit.auth(address, true))).not.toContain(false);
  expect(await calls(4, async () => await limit.auth(address, false))).toEqual([true, true, true, false]);
});

it('counts each token apart', async () => {
  const limit = limits();
  expect(await calls(3, async () => await limit.api('a'))).toEqual([true, true, false]);
  expect(await calls(1, async () => await limit.api('b'))).toEqual([true]);
});
