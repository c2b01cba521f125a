import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoom } from '#tests/fixtures/room.ts';
import { createSessionState, type SessionState } from '../session-state.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import type { PageStore } from './page-store.ts';

const rows = new Map<string, Uint8Array<ArrayBuffer>>();
const store: PageStore = {
  load: async (session) => new Map([...rows].flatMap(([key, bytes]) => (key.startsWith(`${session}/`) ? [[key.slice(session.length + 1), bytes]] : []))),
  save: async (session, name, bytes) => void rows.set(`${session}/${name}`, bytes),
  forget: async (which) => {
    if ('session' in which) for (const key of rows.keys()) if (key.startsWith(`${which.session}/`)) rows.delete(key);
  },
};
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);
let state: SessionState;
let ending: AbortController;

function come(encrypted = false): Keeping {
  state = createSessionState('me');
  ending = new AbortController();
  const room = openRoom();
  state.room.set({ ...room, features: { ...room.features, encryption: { ...room.features.encryption, enabled: encrypted } } });
  return createKeeping({ state, signal: ending.signal }, store);
}

beforeEach(() => {
  vi.useFakeTimers();
  rows.clear();
});
afterEach(() => vi.useRealTimers());

describe('what was drawn', () => {
  it('is there for who leaves and comes back, in its newest state', async () => {
    const keeping = come();
    keeping.keep('default/1', () => bytes(1));
    await vi.advanceTimersByTimeAsync(1000);
    keeping.keep('default/1', () => bytes(2));
    keeping.keep('notes', () => bytes(3));
    state.dispatch({ type: 'ended', reason: 'left' });
    ending.abort();
    const again = come();
    expect([await again.find('default/1'), await again.find('notes'), await again.find('default/2')]).toEqual([bytes(2), bytes(3), undefined]);
  });

  it('goes with the class', async () => {
    const keeping = come();
    keeping.keep('notes', () => bytes(1));
    await vi.advanceTimersByTimeAsync(1000);
    keeping.keep('notes', () => bytes(2));
    state.dispatch({ type: 'ended', reason: 'ended' });
    ending.abort();
    await vi.advanceTimersByTimeAsync(1000);
    expect(rows.size).toBe(0);
  });

  it('of an encrypted class is not left behind', async () => {
    const keeping = come(true);
    keeping.keep('notes', () => bytes(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(rows.size).toBe(0);
    expect(await keeping.find('notes')).toBeUndefined();
  });
});
