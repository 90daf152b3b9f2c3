// Keeps the search in step with the records. Lines are found at once after opening; what is written in the records
// is read page by page while everything else is usable already, and until then an answer may be partial and says
// so. Who asks is told when the rest has been read. Reading every page also finds a damaged one.

import { foldForSearch } from '#shared/base/folding.ts';
import type { Json } from '#shared/base/json.ts';
import { shownCells } from '#shared/merge/conflict.ts';
import type { RecordState } from '#shared/merge/state.ts';
import { translatedWords } from '#shared/merge/translation.ts';
import { LEVELS } from '#shared/log/change.ts';
import { searchTextOf } from '#shared/record/summary.ts';
import type { Catalogue } from './catalogue.ts';
import { type Courtesy, makeCourtesy } from './courtesy.ts';
import type { Draft } from './drafts.ts';
import { shownNow } from './record-now.ts';
import { makeSearch } from './search.ts';
import type { Session } from './session.ts';
import { turnOfOthers } from './slices.ts';

export interface Found {
  readonly ids: readonly string[];
  /** more may be found when everything has been read: `records` is told then */
  readonly isPartial: boolean;
}

export interface WarmSearch {
  /** Answers when everything has been read. */
  fill(): Promise<void>;
  /** These records changed. */
  stale(records: Iterable<string>): void;
  find(text: string): Promise<Found>;
  /** Waits until nothing can be missing. */
  findAll(text: string): Promise<readonly string[]>;
}

type Reads = Pick<Session, 'ledger' | 'tell' | 'later'>;

const AT_ONCE = 200;
/** A notebook of so few is read sooner than a partial answer is understood. */
const FEW = 500;
const ALL_LEVELS = new Set(LEVELS);

/** A search that had to unpack texts or read the pages, and what it found there. */
interface DeepSearch {
  readonly text: string;
  readonly ids: Promise<readonly string[]>;
  done?: readonly string[];
}

/**
 * @param courtesy whom reading everything gives way to, as long as nobody waits for it
 * @param limits only tests have others
 */
export function makeWarmSearch(
  session: Reads,
  catalogue: Pick<Catalogue, 'rows' | 'line'>,
  courtesy: Pick<Courtesy, 'giveWay'> = makeCourtesy(),
  limits: { readonly few?: number; readonly mostText?: number; readonly mostPacked?: number } = {},
): WarmSearch {
  const search = makeSearch(limits);
  const few = limits.few ?? FEW;
  const stale = new Set<string>();
  const renewed = new Set<string>(); // what was read since is newer than what filling reads
  const drafted = new Map<string, Draft>();
  let lines: Promise<void> | undefined;
  let filling: Promise<void> | undefined;
  let isFilled = false;
  let isAwaited = false;
  let isHurried = false;
  let deep: DeepSearch | undefined;

  async function putLines(): Promise<void> {
    let left = AT_ONCE;
    for (const id of session.ledger.store.records.summaries.keys()) {
      const line = renewed.has(id) ? undefined : catalogue.line(id);
      if (line !== undefined) search.putLine(id, line.words);
      if (--left > 0) continue;
      left = AT_ONCE;
      await turnOfOthers();
    }
  }

  async function fill(): Promise<void> {
    await (lines ??= putLines());
    await session.ledger.store.records.scan((id, state) => {
      if (!stale.has(id) && !renewed.has(id)) search.putText(id, textOf(state));
    }, giveWay);
    isFilled = true;
    renewed.clear();
    if (isAwaited) session.tell(['records']);
  }

  const giveWay = async (): Promise<void> => {
    if (!isHurried) await courtesy.giveWay();
  };

  const filled = (): Promise<void> => (filling ??= fill());

  /** Somebody waits for it. */
  const filledNow = (): Promise<void> => {
    isHurried = true;
    return filled();
  };

  async function refresh(): Promise<void> {
    await catalogue.rows(); // lines follow drafts
    for (const draft of session.ledger.drafts.all()) {
      if (drafted.get(draft.record) !== draft) stale.add(draft.record);
      drafted.set(draft.record, draft);
    }
    for (const record of drafted.keys()) {
      if (session.ledger.drafts.get(record) !== undefined) continue;
      drafted.delete(record);
      stale.add(record);
    }
    if (stale.size > 0) deep = undefined;
    for (const ids = [...stale]; ids.length > 0; ) {
      const some = ids.splice(0, AT_ONCE);
      for (const id of some) stale.delete(id);
      const states = await session.ledger.store.records.getMany(some);
      for (const id of some) renew(id, states.get(id));
    }
  }

  function renew(id: string, state: RecordState | undefined): void {
    if (!isFilled) renewed.add(id);
    const draft = session.ledger.drafts.get(id);
    const kind = state?.kind ?? draft?.kind;
    const line = catalogue.line(id);
    if (kind === undefined || line === undefined) return search.remove(id);
    search.putLine(id, line.words);
    search.putText(id, textIn(kind, shownNow({ state, draft }), state));
  }

  /** Unpacks texts; reads the pages where there are records whose texts are not in memory. */
  async function foundIn(text: string): Promise<readonly string[]> {
    if (!search.isShort) return search.findPacked(text);
    const isMatch = search.matcherOf(text);
    const found: string[] = [];
    await session.ledger.store.records.scan((id, state) => {
      if (isMatch(textOf(state))) found.push(id);
    });
    return found;
  }

  function readFor(text: string): DeepSearch {
    if (deep?.text === text) return deep;
    const asked: DeepSearch = { text, ids: foundIn(text) };
    deep = asked;
    session.later(async () => {
      asked.done = await asked.ids;
      if (deep === asked) session.tell(['records']);
    });
    return asked;
  }

  const withDeep = (ids: readonly string[], more: readonly string[]): readonly string[] => [
    ...new Set([...ids, ...more]),
  ];

  return {
    fill: filled,
    stale: (records) => {
      for (const record of records) stale.add(record);
    },
    async find(text) {
      if (session.ledger.store.records.summaries.size <= few) await filledNow();
      else session.later(filled);
      await (lines ??= putLines());
      await refresh();
      const ids = search.find(text);
      if (isFilled && !search.isPacked) return { ids, isPartial: false };
      const done = isFilled ? readFor(text).done : undefined;
      isAwaited ||= done === undefined;
      return { ids: withDeep(ids, done ?? []), isPartial: done === undefined };
    },
    async findAll(text) {
      await filledNow();
      await refresh();
      const ids = search.find(text);
      return search.isPacked ? withDeep(ids, await readFor(text).ids) : ids;
    },
  };
}

const textOf = (state: RecordState): string => textIn(state.kind, shownCells(state), state);

/** What its answers say, and what those that are shown say in other languages. */
const textIn = (kind: string, answers: ReadonlyMap<string, Json>, state: RecordState | undefined): string =>
  foldForSearch([searchTextOf(kind, answers, ALL_LEVELS), ...translatedWords(state?.cells ?? {}, answers)].join('\n'));
