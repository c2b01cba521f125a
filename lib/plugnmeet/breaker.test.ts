import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { BreakerOpenError, CircuitBreaker } from './breaker.ts';

function breakerWithClock() {
  const clock = { now: 0 };
  const breaker = new CircuitBreaker({ failuresToOpen: 3, openForMs: 1000, now: () => clock.now });
  return { clock, breaker };
}

const fails = () => Promise.reject(new Error('down'));
const works = () => Promise.resolve('answer');

async function openIt(breaker: CircuitBreaker): Promise<void> {
  for (let i = 0; i < 3; i += 1) await expect(breaker.run(fails)).rejects.toThrow('down');
}

describe('CircuitBreaker', () => {
  it('opens after failures in a row and then does not call', async () => {
    const { breaker } = breakerWithClock();
    await openIt(breaker);
    let called = false;
    const call = () => {
      called = true;
      return works();
    };
    await expect(breaker.run(call)).rejects.toBeInstanceOf(BreakerOpenError);
    expect(called).toBe(false);
    expect(breaker.state).toBe('open');
  });

  it('forgets failures after a success', async () => {
    const { breaker } = breakerWithClock();
    await expect(breaker.run(fails)).rejects.toThrow('down');
    await expect(breaker.run(fails)).rejects.toThrow('down');
    await breaker.run(works);
    await expect(breaker.run(fails)).rejects.toThrow('down');
    expect(breaker.state).toBe('closed');
  });

  it('lets one probe through after the pause and closes when it succeeds', async () => {
    const { clock, breaker } = breakerWithClock();
    await openIt(breaker);
    clock.now = 1000;
    const upstream = new EventEmitter();
    const probe = breaker.run(() => once(upstream, 'answer'));
    await expect(breaker.run(works)).rejects.toBeInstanceOf(BreakerOpenError);
    upstream.emit('answer', 'back');
    expect(await probe).toEqual(['back']);
    expect(await breaker.run(works)).toBe('answer');
  });

  it('opens again for the whole pause when the probe fails', async () => {
    const { clock, breaker } = breakerWithClock();
    await openIt(breaker);
    clock.now = 1000;
    await expect(breaker.run(fails)).rejects.toThrow('down');
    clock.now = 1999;
    await expect(breaker.run(works)).rejects.toBeInstanceOf(BreakerOpenError);
    clock.now = 2000;
    expect(await breaker.run(works)).toBe('answer');
  });

  it('does not count a refusal as ill health', async () => {
    const { breaker } = breakerWithClock();
    for (let i = 0; i < 5; i += 1) await expect(breaker.run(fails, () => false)).rejects.toThrow('down');
    expect(breaker.state).toBe('closed');
  });
});
