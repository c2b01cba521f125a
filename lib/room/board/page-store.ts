/** What was drawn and written in a session, by name; kept in this browser. */
export interface PageStore {
  load: (session: string) => Promise<Map<string, Uint8Array<ArrayBuffer>>>;
  save: (session: string, name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Takes away what belongs to a session, or with a time all that is older. */
  forget: (which: { session: string } | { before: number }) => Promise<void>;
}

const database = 'kelas-board';
const table = 'pages';

interface Row {
  session: string;
  name: string;
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not stored')));
  });
}

async function open(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const request = indexedDB.open(database, 1);
  request.addEventListener('upgradeneeded', () => {
    const store = request.result.createObjectStore(table, { keyPath: ['session', 'name'] });
    store.createIndex('at', 'at');
  });
  return (await answer(request)).transaction(table, mode).objectStore(table);
}

/** All rows of one session. */
function rowsOf(session: string): IDBKeyRange {
  return IDBKeyRange.bound([session], [session, []]);
}

/** IndexedDB: a page can be larger than other stores of a browser hold. Rejects where it is full or forbidden. */
export const browserPages: PageStore = {
  async load(session) {
    const rows: Row[] = await answer((await open('readonly')).getAll(rowsOf(session)));
    return new Map(rows.map(({ name, bytes }) => [name, bytes]));
  },
  async save(session, name, bytes) {
    await answer((await open('readwrite')).put({ session, name, bytes, at: Date.now() } satisfies Row));
  },
  async forget(which) {
    const store = await open('readwrite');
    if ('session' in which) return void (await answer(store.delete(rowsOf(which.session))));
    const keys = await answer(store.index('at').getAllKeys(IDBKeyRange.upperBound(which.before)));
    await Promise.all(keys.map((key) => answer(store.delete(key))));
  },
};
