/** A few records in the phone's own store. Where the browser has none (private windows), everything is kept for this page only. */
const NAME = 'tongchuang-public';
type Table = 'draft' | 'outbox' | 'sent';

/** What waits to be sent, as it was filled in. */
export interface Kept {
  readonly key: string;
  readonly at: number;
  readonly fields: readonly (readonly [string, string])[];
  readonly photos: readonly Blob[];
  /** For people: `垃圾没清，河滨社区`. */
  readonly title: string;
}

const memory = new Map<string, unknown>();
let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const table of ['draft', 'outbox', 'sent']) request.result.createObjectStore(table);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('no store'));
  });
  return opened;
}

async function run<T>(table: Table, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(table, mode);
    const request = work(transaction.objectStore(table));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(new Error('not stored'));
  });
}

/** Stores a record. Gives false when it lives in memory only, so that the page does not promise too much. */
export async function put(table: Table, key: string, value: unknown): Promise<boolean> {
  try {
    await run(table, 'readwrite', (store) => store.put(value, key));
    return true;
  } catch {
    memory.set(`${table} ${key}`, value);
    return false;
  }
}

export async function remove(table: Table, key: string): Promise<void> {
  memory.delete(`${table} ${key}`);
  await run(table, 'readwrite', (store) => store.delete(key)).catch(() => undefined);
}

/** Every record of a table, in the order of their keys. */
export async function all<T>(table: Table): Promise<readonly T[]> {
  const stored = await run<unknown[]>(table, 'readonly', (store) => store.getAll()).catch(() => []);
  const held = [...memory].filter(([key]) => key.startsWith(`${table} `)).map(([, value]) => value);
  return [...stored, ...held] as T[];
}

export async function get<T>(table: Table, key: string): Promise<T | undefined> {
  const stored = await run<unknown>(table, 'readonly', (store) => store.get(key)).catch(() => undefined);
  return (stored ?? memory.get(`${table} ${key}`)) as T | undefined;
}
