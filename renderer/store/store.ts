// The open store: records and the log in paged maps, everything else on the shelf, and what is needed at every
// turn in memory. `write` is the only way in: sealed first, then one transaction, then memory follows.
// Marks say up to where the journal is in here, and how much there is, so that a store that was emptied or is
// behind is noticed at the next opening.

import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import type { AuthorLog, HeldChangeset, MergeSnapshot, RecordState } from '#shared/merge/state.ts';
import { type Database, MARKS_ROW, openDatabase } from './database.ts';
import { makeGate } from './gate.ts';
import {
  type Changes,
  openPagedMap,
  openRow,
  type PagedMap,
  type Parcel,
  type Prepared,
  StoreDamage,
} from './paged-map.ts';
import { makeDigestNumbers } from './id-numbers.ts';
import { type LogChains, type LogMark, type LogMarks, makeLogTable } from './log-table.ts';
import { makeOneString } from './one-string.ts';
import { changesetCodec, jsonCodec, markCodec, recordCodec } from './record-codec.ts';
import type { Sealer } from './seal.ts';
import { openShelf, type Shelf, type ShelfChanges } from './shelf.ts';
import { lineForm, type RecordLine } from './record-line.ts';
import { makeSummaries } from './summaries.ts';

export interface Marks {
  /** entries of the journal that are in the store, and its digest there */
  readonly journal: { readonly entries: number; readonly digest: string };
  readonly changesets: number;
  readonly records: number;
  /** names on the shelf; absent: the app that wrote it did not count them */
  readonly shelf?: number;
}

/** What is sealed before the transaction, and may be while something else is waited for. */
export interface Contents {
  readonly records: Changes<RecordState, RecordLine<ChangesetId>>;
  readonly log: Changes<Changeset, LogMark>;
  /** the changesets of `log` that came packed, in the order of their lines */
  readonly parcel?: Parcel | undefined;
  /** what was written of these before goes from the disk: see `HowToWrite` */
  readonly isErasing?: boolean;
}

export interface StoreChange extends Contents {
  readonly logs: ReadonlyMap<KeyId, AuthorLog>;
  readonly shelf: ShelfChanges;
  readonly journal: Marks['journal'];
}

type Read<V, S, Kept> = Omit<PagedMap<V, S, Kept>, 'prepare'>;

export interface Store {
  readonly records: Read<RecordState, RecordLine<ChangesetId>, ReadonlyMap<string, RecordLine>>;
  readonly log: Read<Changeset, LogMark, LogMarks>;
  readonly shelf: Omit<Shelf, 'prepare' | 'size' | 'sizeAfter'>;
  readonly logs: LogChains;
  /** null: nothing was ever written */
  readonly marks: Marks | null;
  readonly greatestLamport: number;
  held(): readonly HeldChangeset[];
  snapshot(records: Iterable<RecordId>): Promise<MergeSnapshot>;
  /** Seals ahead of `write`. Only inside the writer's lock, and nothing else may be written between the two. */
  prepare(contents: Contents): Promise<readonly Prepared[]>;
  /**
   * @param ready what `prepare` made of the same change
   * @returns false: somebody else wrote meanwhile; nothing was written, and this store must be opened again
   */
  write(change: StoreChange, ready?: readonly Prepared[]): Promise<boolean>;
  /** Whether what is on disk is what this store last saw. */
  isCurrent(): Promise<boolean>;
  close(): void;
}

export const HELD = 'held/';
export const NOTHING: StoreChange = {
  records: new Map(),
  log: new Map(),
  logs: new Map(),
  shelf: new Map(),
  journal: { entries: 0, digest: '' },
};

/** Rows that were read, of how many. */
type Progress = (done: number, of: number) => void;

/** Rejects with StoreDamage, or the platform's error, where the store cannot be read: it is then rebuilt. */
export async function openStore(profile: string, sealer: Sealer, progress: Progress = () => undefined): Promise<Store> {
  const database = await openDatabase(profile);
  try {
    return await readStore(database, sealer, progress);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whatever was there: a database that Chromium made anew has been seen with rows of the one that was lost. */
export async function openEmptyStore(profile: string, sealer: Sealer): Promise<Store> {
  const database = await openDatabase(profile);
  try {
    await database.clear();
    return await readStore(database, sealer, () => undefined);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function readStore(database: Database, sealer: Sealer, progress: Progress): Promise<Store> {
  const gate = makeGate();
  const numbers = makeDigestNumbers<ChangesetId>();
  const table = makeLogTable(numbers);
  const place = { database, sealer, gate };
  const opening = { records: { done: 0, of: 0 }, log: { done: 0, of: 0 } };
  const told =
    (part: keyof typeof opening): Progress =>
    (done, of) => {
      opening[part] = { done, of };
      progress(opening.records.done + opening.log.done, opening.records.of + opening.log.of);
    };
  const [marksRow] = await database.read('marks', [MARKS_ROW]);
  const [records, log, shelf] = await Promise.all([
    openPagedMap(
      {
        ...place,
        pages: 'recordPages',
        index: 'recordIndex',
        value: recordCodec,
        summary: jsonCodec<RecordLine<ChangesetId>>(),
        progress: told('records'),
      },
      makeSummaries(lineForm(makeOneString(), numbers)),
    ),
    openPagedMap(
      {
        ...place,
        pages: 'logPages',
        index: 'logIndex',
        value: changesetCodec,
        summary: markCodec,
        ids: numbers,
        progress: told('log'),
      },
      table,
    ),
    openShelf(database, sealer),
  ]);
  let marks = marksRow === undefined ? null : (JSON.parse(await openRow(sealer, 'marks', marksRow)) as Marks);
  mustBeWhole(marks, { changesets: log.summaries.size, records: records.summaries.size, shelf: shelf.size });
  let seal: Bytes | undefined = marksRow?.sealed;
  let held: readonly HeldChangeset[] | undefined;

  const heldNow = (): readonly HeldChangeset[] =>
    (held ??= shelf.under(HELD).map(([, value]) => value as object as HeldChangeset));

  const prepare = (contents: Contents): Promise<readonly Prepared[]> =>
    Promise.all([
      records.prepare(contents.records, { isErasing: contents.isErasing }),
      log.prepare(contents.log, { parcel: contents.parcel, isErasing: contents.isErasing }),
    ]);

  return {
    records,
    log,
    shelf,
    logs: table.chains,
    get marks() {
      return marks;
    },
    get greatestLamport() {
      return table.greatestLamport;
    },
    held: heldNow,
    async snapshot(ids) {
      return {
        logs: table.chains,
        records: (await records.getMany(ids)) as Map<RecordId, RecordState>,
        held: heldNow(),
      };
    },
    prepare,
    async write(change, ready) {
      const next: Marks = {
        journal: change.journal,
        changesets: sizeAfter(change.log, log.summaries),
        records: sizeAfter(change.records, records.summaries),
        shelf: shelf.sizeAfter(change.shelf),
      };
      const [contents, onShelf, nextSeal] = await Promise.all([
        ready ?? prepare(change),
        shelf.prepare(change.shelf),
        sealer.seal('marks', MARKS_ROW, canonicalText(next as object as Json)),
      ]);
      const prepared = [...contents, onShelf];
      return gate.write(async () => {
        const writes = prepared.flatMap((part) => part.writes);
        if (!(await database.write(writes, seal, nextSeal))) return false;
        for (const part of prepared) part.settle();
        table.learn(change.logs);
        marks = next;
        seal = nextSeal;
        held = undefined;
        return true;
      });
    },
    async isCurrent() {
      const [row] = await database.read('marks', [MARKS_ROW]);
      const current = row?.sealed;
      return current === undefined || seal === undefined
        ? current === seal
        : current.every((byte, at) => byte === seal?.[at]);
    },
    close: () => database.close(),
  };
}

/** Rows that are missing are damage like rows that do not open. */
function mustBeWhole(marks: Marks | null, there: Required<Omit<Marks, 'journal'>>): void {
  const { changesets, records, shelf = there.shelf } = marks ?? { changesets: 0, records: 0, shelf: 0 };
  if (there.changesets !== changesets || there.records !== records || there.shelf !== shelf)
    throw new StoreDamage('rows are missing');
}

function sizeAfter(changes: Changes<unknown, unknown>, known: Pick<LogMarks, 'has' | 'size'>): number {
  let size = known.size;
  for (const [key, entry] of changes) size += Number(entry !== null) - Number(known.has(key));
  return size;
}
