import { describe, expect, it } from 'vitest';
import { bestRecorder } from './recorders.ts';
import type { RecorderInfo } from './recorders.ts';

const now = 1_000_000;

function recorder(id: string, change: Partial<RecorderInfo> = {}): RecorderInfo {
  return { id, maxLimit: 10, lastPing: now, cores: 4, running: 2, cpu: 0.5, ...change };
}

describe('bestRecorder', () => {
  it('takes the one with the least to do for its size', () => {
    expect(bestRecorder([recorder('busy', { running: 8 }), recorder('free'), recorder('loaded', { cpu: 0.9 })], now)?.id).toBe('free');
    expect(bestRecorder([recorder('small', { cores: 2 }), recorder('large', { cores: 16, running: 5 })], now)?.id).toBe('large');
  });

  it('takes none that is silent, full or unfinished', () => {
    const unusable = [recorder('silent', { lastPing: now - 8001 }), recorder('full', { running: 10 }), recorder('new', { maxLimit: 0, cores: 0 })];
    expect(bestRecorder(unusable, now)).toBeUndefined();
  });
});
