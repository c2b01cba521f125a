import { perSession, type RoomWires } from '../wires.ts';
import { browserPages, type PageStore } from './page-store.ts';

const saveAfter = 1000;
const keptFor = 24 * 3_600_000;

/**
 * Keeps what was drawn and written in this browser for as long as the session lives: who comes back to a room all had left finds it, as no
 * server holds it. Not in an encrypted class, of which nothing is left behind in the clear.
 */
export function createKeeping({ state, signal }: Pick<RoomWires, 'state' | 'signal'>, store: PageStore = browserPages) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const waiting = new Map<string, () => Uint8Array<ArrayBuffer>>();
  const session = (): string => {
    const room = state.room.get();
    return room && !room.features.encryption.enabled ? room.roomSid : '';
  };
  const kept = load();

  async function load(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    if (session() === '') return new Map();
    await store.forget({ before: Date.now() - keptFor }).catch(() => undefined);
    return store.load(session()).catch(() => new Map());
  }

  function write(name: string): void {
    clearTimeout(timers.get(name));
    timers.delete(name);
    const bytes = waiting.get(name)?.();
    waiting.delete(name);
    // Storage full or forbidden: the others still know.
    if (bytes) void store.save(session(), name, bytes).catch(() => undefined);
  }

  /** Before the documents are gone: this listener is the first. */
  signal.addEventListener('abort', () => {
    const phase = state.phase.get();
    if (phase.name === 'ended' && phase.reason === 'ended') {
      for (const timer of timers.values()) clearTimeout(timer);
      void store.forget({ session: session() }).catch(() => undefined);
    } else for (const name of waiting.keys()) write(name);
  });

  return {
    /** What was kept under a name when one came in; undefined when nothing was. */
    find: async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> => (await kept).get(name),
    /** Keeps the newest state a moment later, or when leaving. */
    keep(name: string, read: () => Uint8Array<ArrayBuffer>): void {
      if (session() === '' || signal.aborted) return;
      waiting.set(name, read);
      if (!timers.has(name)) timers.set(name, setTimeout(() => write(name), saveAfter));
    },
  };
}

export type Keeping = ReturnType<typeof createKeeping>;

export const keepingOf = perSession((wires) => createKeeping(wires));
