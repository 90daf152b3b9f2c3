// The only file that knows Dexie. Five tables of rows `{ id, sealed }`: no index on content, no content in
// a key; ids are random. A transaction here awaits nothing but Dexie (law 2): what is written was sealed before.

import { Dexie, type Table } from 'dexie';
import type { Bytes } from '#shared/base/bytes.ts';
import { databaseName } from './whole-databases.ts';

export interface Row {
  readonly id: string;
  readonly sealed: Bytes;
}

/** What one transaction puts and takes away in one table. */
export interface TableWrite {
  readonly table: TableName;
  readonly puts: readonly Row[];
  readonly deletes: readonly string[];
}

export const TABLES = ['recordPages', 'recordIndex', 'logPages', 'logIndex', 'shelf', 'marks'] as const;
export type TableName = (typeof TABLES)[number];

/** The single row of `marks`; rewritten by every transaction, so its bytes tell whether anybody wrote. */
export const MARKS_ROW = 'marks';

export interface Database {
  rows(table: TableName): Promise<readonly Row[]>;
  names(table: TableName): Promise<readonly string[]>;
  read(table: TableName, ids: readonly string[]): Promise<readonly (Row | undefined)[]>;
  /** Writes all or nothing; false where the marks row is no longer the expected one: nothing was written. */
  write(writes: readonly TableWrite[], expected: Bytes | undefined, marks: Bytes): Promise<boolean>;
  /** Takes every row away. */
  clear(): Promise<void>;
  close(): void;
}

/** Rejects with the platform's error where the database cannot be opened; the caller decides to rebuild. */
export async function openDatabase(profile: string): Promise<Database> {
  const dexie = new Dexie(databaseName(profile), { chromeTransactionDurability: 'strict' });
  dexie.version(1).stores(Object.fromEntries(TABLES.map((name) => [name, 'id'])));
  await dexie.open();
  const table = (name: TableName): Table<Row, string> => dexie.table(name);
  return {
    rows: (name) => table(name).toArray(),
    names: (name) => table(name).toCollection().primaryKeys(),
    read: (name, ids) => table(name).bulkGet([...ids]),
    write: (writes, expected, marks) =>
      dexie.transaction('rw', [...TABLES], async () => {
        const current = await table('marks').get(MARKS_ROW);
        if (!isSameSeal(current?.sealed, expected)) return false;
        for (const { table: name, puts, deletes } of writes) {
          if (deletes.length > 0) await table(name).bulkDelete([...deletes]);
          if (puts.length > 0) await table(name).bulkPut([...puts]);
        }
        await table('marks').put({ id: MARKS_ROW, sealed: marks });
        return true;
      }),
    clear: () =>
      dexie.transaction('rw', [...TABLES], async () => {
        for (const name of TABLES) await table(name).clear();
      }),
    close: () => dexie.close(),
  };
}

/** The name of a failure of the database (a full disk, a lost file); undefined where it is something else. */
export function failureOf(error: unknown): string | undefined {
  if (!(error instanceof Dexie.DexieError)) return undefined;
  const inner: unknown = error.inner;
  return inner instanceof Error ? inner.name : error.name;
}

const isSameSeal = (a: Bytes | undefined, b: Bytes | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.length === b.length && a.every((byte, at) => byte === b[at]);
