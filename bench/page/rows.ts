// IndexedDB without a library, for the sides that only put rows.

export interface Rows {
  /** One transaction; answers when it is complete. */
  readonly put: (rows: readonly { readonly id: string; readonly bytes: Uint8Array }[]) => Promise<void>;
  readonly close: () => void;
}

export async function openRows(name: string, durability: 'strict' | 'relaxed'): Promise<Rows> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(name));
  });
  return {
    put: (rows) =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction('rows', 'readwrite', { durability });
        const store = transaction.objectStore('rows');
        for (const row of rows) store.put(row);
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
      }),
    close: () => database.close(),
  };
}

/** Bytes of all `sealed` values of a database, and how many rows have one. */
export async function sealedIn(name: string): Promise<{ readonly rows: number; readonly bytes: number }> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(name));
  });
  let rows = 0;
  let bytes = 0;
  for (const table of database.objectStoreNames) {
    await new Promise<void>((resolve, reject) => {
      const request = database.transaction(table).objectStore(table).openCursor();
      request.onerror = () => reject(request.error ?? new Error(table));
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) return resolve();
        rows++;
        bytes += (cursor.value as { readonly sealed: Uint8Array }).sealed.length;
        cursor.continue();
      };
    });
  }
  database.close();
  return { rows, bytes };
}
