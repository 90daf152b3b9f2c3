// The log in memory: of each admitted changeset what its mark says, in columns, and of each author which numbers are
// its chain. Marks and chains are made of them when somebody asks; nothing else is kept for a changeset
// (tests/unit/log-table: bytes of each).

import type { ChangesetId, KeyId } from '#shared/base/ids.ts';
import type { Head } from '#shared/log/changeset.ts';
import type { AuthorLog, LogEntry } from '#shared/merge/state.ts';
import type { Level } from '#shared/record/definition.ts';
import { type IdNumbers, setAt } from './id-numbers.ts';
import type { Summaries } from './summaries.ts';

/** One admitted changeset of the log, without its content. */
export interface LogMark extends Omit<LogEntry, 'id'> {
  readonly author: KeyId;
}

/** What a changeset is called in memory. */
export type ChangesetNumber = number;

/** Marks by id, as of a map. */
export interface LogMarks {
  get(id: string): LogMark | undefined;
  has(id: string): boolean;
  at(number: ChangesetNumber): LogMark | undefined;
  readonly numberOf: (id: string) => ChangesetNumber | undefined;
  readonly idOf: (number: ChangesetNumber) => ChangesetId;
  keys(): Iterable<ChangesetId>;
  readonly size: number;
}

/** Chains by author, made when asked for. */
export interface LogChains {
  get(author: KeyId): AuthorLog | undefined;
  keys(): Iterable<KeyId>;
  /** The greatest number of each author, and its changeset. */
  heads(): Iterable<readonly [KeyId, Head]>;
  /** Changesets of an author. */
  countOf(author: KeyId): number;
  /** The chains that are not simply 1, 2, 3 and so on: something is missing in them, or they fork. */
  uneven(): ReadonlyMap<KeyId, AuthorLog>;
}

export interface LogTable extends Summaries<LogMark, LogMarks> {
  readonly chains: LogChains;
  /** Chains that were made elsewhere, of what was put. */
  learn(logs: ReadonlyMap<KeyId, AuthorLog>): void;
  readonly greatestLamport: number;
}

/** Chains that are kept made: those of whom bundles come from. */
const MADE = 8;
const ABSENT = -1;

export function makeLogTable(ids: IdNumbers<ChangesetId>): LogTable {
  const authors: KeyId[] = [];
  const authorNumbers = new Map<KeyId, number>();
  /** by author: its changesets by (seq, id) */
  const chains: ChangesetNumber[][] = [];
  const made = new Map<KeyId, AuthorLog>();
  /** the few sets of levels that there are: here, and withheld */
  const levels: Pick<LogMark, 'here' | 'withheld'>[] = [];
  const levelNumbers = new Map<string, number>();
  const columns = { author: [], seq: [], prev: [], lamport: [], levels: [] } as Record<
    'author' | 'seq' | 'prev' | 'lamport' | 'levels',
    number[]
  >;
  let size = 0;
  let greatestLamport = 0;

  const isHere = (number: number): boolean => (columns.author[number] ?? ABSENT) !== ABSENT;
  const seqAt = (number: number): number => columns.seq[number] as number;

  function at(number: ChangesetNumber): LogMark | undefined {
    if (!isHere(number)) return undefined;
    const prev = columns.prev[number] as number;
    return {
      author: authors[columns.author[number] as number] as KeyId,
      seq: seqAt(number),
      prev: prev === ABSENT ? null : ids.idOf(prev),
      lamport: columns.lamport[number] as number,
      ...(levels[columns.levels[number] as number] as (typeof levels)[number]),
    };
  }

  function get(id: string): LogMark | undefined {
    const number = ids.numberOf(id);
    return number === undefined ? undefined : at(number);
  }

  function has(id: string): boolean {
    const number = ids.numberOf(id);
    return number !== undefined && isHere(number);
  }

  function* keys(): Iterable<ChangesetId> {
    for (const chain of chains) for (const number of chain) yield ids.idOf(number);
  }

  function authorNumber(author: KeyId): number {
    const known = authorNumbers.get(author);
    if (known !== undefined) return known;
    authorNumbers.set(author, authors.length);
    chains.push([]);
    return authors.push(author) - 1;
  }

  function levelsNumber(here: readonly Level[], withheld: readonly Level[]): number {
    const name = `${here.join()} ${withheld.join()}`;
    const known = levelNumbers.get(name);
    if (known !== undefined) return known;
    levelNumbers.set(name, levels.length);
    return levels.push({ here, withheld }) - 1;
  }

  /** By (seq, id); most come at the end. */
  function chain(author: number, number: ChangesetNumber): void {
    const list = chains[author] as ChangesetNumber[];
    let place = list.length;
    while (place > 0 && isAfter(list[place - 1] as number, number)) place--;
    list.splice(place, 0, number);
  }

  const isAfter = (one: number, other: number): boolean =>
    seqAt(one) > seqAt(other) || (seqAt(one) === seqAt(other) && ids.idOf(one) > ids.idOf(other));

  function remove(number: ChangesetNumber): void {
    const author = columns.author[number] as number;
    const list = chains[author] as ChangesetNumber[];
    list.splice(list.indexOf(number), 1);
    columns.author[number] = ABSENT;
    made.delete(authors[author] as KeyId);
    size--;
  }

  const listOf = (author: KeyId): readonly ChangesetNumber[] => chains[authorNumbers.get(author) ?? ABSENT] ?? [];

  function chainOf(author: KeyId): AuthorLog | undefined {
    const before = made.get(author);
    if (before !== undefined) return before;
    const list = listOf(author);
    if (list.length === 0) return undefined;
    const entries = list.map((number): LogEntry => {
      const { author: _, ...mark } = at(number) as LogMark;
      return { id: ids.idOf(number), ...mark };
    });
    const forks = list.filter((number, place) => place > 0 && seqAt(list[place - 1] as number) === seqAt(number));
    const log = { author, entries, forks: [...new Set(forks.map(seqAt))] };
    keepMade(author, log);
    return log;
  }

  function keepMade(author: KeyId, log: AuthorLog): void {
    made.delete(author);
    made.set(author, log);
    for (const oldest of made.keys()) {
      if (made.size <= MADE) break;
      made.delete(oldest);
    }
  }

  const isEven = (list: readonly ChangesetNumber[]): boolean =>
    list.every((number, place) => seqAt(number) === place + 1);

  return {
    kept: {
      get,
      has,
      at,
      numberOf: ids.numberOf,
      idOf: ids.idOf,
      keys,
      get size() {
        return size;
      },
    },
    has,
    whole: (id) => get(id) as LogMark,
    put(id, { author, seq, prev, lamport, here, withheld }) {
      const number = ids.give(id);
      if (isHere(number)) remove(number);
      const by = authorNumber(author);
      setAt(columns.author, number, by, ABSENT);
      setAt(columns.seq, number, seq, 0);
      setAt(columns.prev, number, prev === null ? ABSENT : ids.give(prev), 0);
      setAt(columns.lamport, number, lamport, 0);
      setAt(columns.levels, number, levelsNumber(here, withheld), 0);
      chain(by, number);
      made.delete(author);
      size++;
      greatestLamport = Math.max(greatestLamport, lamport);
    },
    delete(id) {
      const number = ids.numberOf(id);
      if (number !== undefined && isHere(number)) remove(number);
    },
    chains: {
      get: chainOf,
      keys: () => authors.filter((author) => listOf(author).length > 0),
      *heads() {
        for (const [author, list] of chains.entries()) {
          const last = list.at(-1);
          if (last !== undefined) yield [authors[author] as KeyId, { seq: seqAt(last), id: ids.idOf(last) }];
        }
      },
      countOf: (author) => listOf(author).length,
      uneven: () =>
        new Map(
          authors.flatMap((author, number): [KeyId, AuthorLog][] => {
            const log = isEven(chains[number] as ChangesetNumber[]) ? undefined : chainOf(author);
            return log === undefined ? [] : [[author, log]];
          }),
        ),
    },
    learn(logs) {
      for (const [author, log] of logs) if (log.entries.length > 0) keepMade(author, log);
    },
    get greatestLamport() {
      return greatestLamport;
    },
  };
}
