// Takes out what was typed on this device beside the records, where it says a word that only what is erased said: saved
// filters go whole (their names and what they look for); names of files, in what was taken in, saved and done, become
// empty. A word that another record here says tells nothing of the erased one, and stays. Done before the words
// themselves go, so that a kill in between changes nothing; the journal follows (typedNow).

import type { RecordId } from '#shared/base/ids.ts';
import { foldForSearch, wordsIn } from '#shared/base/folding.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/base/json.ts';
import { ok } from '#shared/base/result.ts';
import { changesIn, isWithdrawn, type Withdrawn } from '#shared/merge/withdraw.ts';
import { withdrawnIn } from '../engine/erasures.ts';
import { changesetsOf } from '../engine/read-record.ts';
import { savedFilters } from '../engine/read-filters.ts';
import { recordNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';
import { ACTIVITY, type Erasure, FILTER, REPORT, TAKEN_IN, WAITING } from '../engine/shelf-names.ts';
import type { Store } from '../store/store.ts';

/** Shorter words tell nothing. */
const SHORTEST = 4;
/** What a person types into a filter: words, and part of an organisation's name. */
const TYPED = ['text', 'organisation'];
const NAMING = [REPORT, TAKEN_IN, WAITING, ACTIVITY];
/** Deeds whose entry names a file. */
const OF_FILES = ['takenIn', 'takenInAgain', 'refusedBundle', 'exportedTable', 'savedCalendar', 'savedBundle'];

type Waiting = readonly (readonly [RecordId, Erasure])[];

export async function eraseTyped(session: Session, waiting: Waiting): Done<null> {
  const { shelf } = session.ledger.store;
  const words = await wordsThatGo(session, waiting);
  if (words.size === 0) return ok(null);
  const isTelling = tellingOf(words, await wordsElsewhere(session, waiting));
  const changes = new Map<string, Json | null>();
  for (const { id, name, search } of savedFilters(session)) {
    const params = new URLSearchParams(search);
    if ([name, ...TYPED.flatMap((key) => params.getAll(key))].some(isTelling)) changes.set(`${FILTER}${id}`, null);
  }
  for (const prefix of NAMING) {
    for (const [name, value] of shelf.under(prefix)) {
      const file = fileNameIn(prefix, value);
      if (file !== undefined && isTelling(file)) changes.set(name, withFileName(prefix, value, ''));
    }
  }
  return changes.size === 0 ? ok(null) : session.ledger.commit({ shelf: changes });
}

/** Of a value in the journal: as the shelf has it by now, so that what was taken out there is out here too. */
export function typedNow({ shelf }: Pick<Store, 'shelf'>, name: string, value: Json): Json {
  const now = shelf.get(name) ?? null;
  if (name.startsWith(FILTER)) return same(value, now);
  const prefix = NAMING.find((each) => name.startsWith(each));
  if (prefix === undefined || fileNameIn(prefix, value) === undefined) return value;
  return now === null ? null : same(value, withFileName(prefix, value, fileNameIn(prefix, now) ?? ''));
}

function fileNameIn(prefix: string, value: Json): string | undefined {
  const name = holderIn(prefix, value)?.['name'];
  return typeof name === 'string' ? name : undefined;
}

/** What holds the name of a file. */
function holderIn(prefix: string, value: Json): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  if (prefix === ACTIVITY && !OF_FILES.some((type) => type === value['type'])) return undefined;
  const holder = prefix === TAKEN_IN ? value['report'] : prefix === ACTIVITY ? value['facts'] : value;
  return isJsonObject(holder) ? holder : undefined;
}

function withFileName(prefix: string, value: Json, name: string): Json {
  const named: JsonObject = { ...holderIn(prefix, value), name };
  if (prefix === TAKEN_IN) return { ...(value as JsonObject), report: named };
  return prefix === ACTIVITY ? { ...(value as JsonObject), facts: named } : named;
}

const same = (before: Json, now: Json): Json => (JSON.stringify(before) === JSON.stringify(now) ? before : now);

async function wordsThatGo(session: Session, waiting: Waiting): Promise<ReadonlySet<string>> {
  const withdrawn: Withdrawn = withdrawnIn(session.ledger.store);
  const words = new Set<string>();
  for (const { body, changes } of await changesetsOf(
    session,
    waiting.map(([record]) => record),
  )) {
    for (const change of changesIn(changes))
      if (isWithdrawn(withdrawn, change, body.author)) addWords(words, change.value);
  }
  return words;
}

/** What other records say, in short, and what stays of these. */
async function wordsElsewhere(session: Session, waiting: Waiting): Promise<readonly string[]> {
  const { store } = session.ledger;
  const withdrawn = withdrawnIn(store);
  const erased = new Set<string>(waiting.map(([record]) => record));
  const texts = [...store.records.summaries].flatMap(([id, line]) => (erased.has(id) ? [] : [line.words]));
  for (const [record] of waiting) {
    const left = new Set<string>();
    for (const [cell, { writes }] of Object.entries((await recordNow(session, record))?.state?.cells ?? {}))
      for (const { author, value } of writes)
        if (!isWithdrawn(withdrawn, { record, cell, value }, author)) addWords(left, value);
    texts.push([...left].join(' '));
  }
  return texts.map((text) => ` ${text}`);
}

/** Whether a text says a word of those, or the beginning of one, that nothing else says. */
function tellingOf(words: ReadonlySet<string>, elsewhere: readonly string[]): (text: string) => boolean {
  const known = new Map<string, boolean>();
  const isWordTelling = (word: string): boolean => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const isTelling =
      [...words].some((each) => each.startsWith(word)) && !elsewhere.some((text) => text.includes(` ${word}`));
    known.set(word, isTelling);
    return isTelling;
  };
  return (text) => foldedWords(text).some(isWordTelling);
}

const foldedWords = (text: string): readonly string[] =>
  wordsIn(foldForSearch(text)).filter((word) => word.length >= SHORTEST);

function addWords(words: Set<string>, value: Json): void {
  if (typeof value === 'string') for (const word of foldedWords(value)) words.add(word);
  else if (Array.isArray(value)) for (const each of value as readonly Json[]) addWords(words, each);
  else if (isJsonObject(value)) for (const each of Object.values(value)) addWords(words, each as Json);
}
