// Stage 4, what a cell shows. One live write is the value. Several that do not mean the same are a conflict:
// all are kept, the greatest by (lamport, author, id) is shown, the record is flagged, and a person's decision
// is a new write that replaces them all. Nobody is asked about a conflict that is none: equal values are one
// side, whoever wrote them, and words are equal where Unicode says so (NFC), since no reader could tell them
// apart. A set has a cell for each element, so it merges by itself (tests/property/conflicts.test.ts); asked
// about is only an element that one person took out while another took it out and put it back.

import type { ChangesetId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Change } from '../log/change.ts';
import type { VerifiedChangeset } from '../log/changeset.ts';
import { sameMeaning, sameWords } from '../record/cell-value.ts';
import { fieldOfPath } from '../record/cells.ts';
import { translatedText } from '../record/translation.ts';
import { translationAt } from '../record/translation-path.ts';
import type { CellState, RecordState, Write } from './state.ts';

/** A write as it is compared: live, or replaced since. */
export type Said = Pick<Write, 'id' | 'author' | 'lamport' | 'value'>;

/** Where the versions of a cell parted, and the decision between them if there was one. */
export interface Parting {
  /** the value before: of the writes that every side comes from, the newest; undefined where there is none here */
  readonly base: Json | undefined;
  /** what was said, each with everyone who said it; the one shown, or that was shown, first */
  readonly sides: readonly (readonly [Said, ...Said[]])[];
  /** the write that decided between them; null while it is a conflict */
  readonly decidedBy: ChangesetId | null;
}

export const shownValue = (cell: CellState | undefined): Json | undefined => cell?.writes[0]?.value;

export function isConflict(kind: string, path: string, { writes }: CellState): boolean {
  const [shown, ...others] = writes;
  if (shown === undefined || others.length === 0) return false;
  const isSame = comparisonFor(kind, path);
  return others.some(({ value }) => !isSame(shown.value, value));
}

/** Writes by what they say. @param writes greatest first */
export function sidesOf<W extends Pick<Write, 'value'>>(
  kind: string,
  path: string,
  writes: readonly W[],
): readonly (readonly [W, ...W[]])[] {
  const isSame = comparisonFor(kind, path);
  const sides: [W, ...W[]][] = [];
  for (const write of writes) {
    const side = sides.find(([first]) => isSame(first.value, write.value));
    if (side === undefined) sides.push([write]);
    else side.push(write);
  }
  return sides;
}

/** Paths of the cells in conflict, ascending. */
export const conflictsOf = (record: RecordState): readonly string[] =>
  Object.entries(record.cells).flatMap(([path, cell]) =>
    cell.writes.length > 1 && isConflict(record.kind, path, cell) ? [path] : [],
  );

/** What the record says: cells with a value, without the log's own (`$…`). */
export function shownCells(record: RecordState): ReadonlyMap<string, Json> {
  const shown = new Map<string, Json>();
  for (const [path, cell] of Object.entries(record.cells)) {
    const value = path.startsWith('$') ? null : (shownValue(cell) ?? null);
    if (value !== null) shown.set(path, value);
  }
  return shown;
}

/** What a new write of the cell must name in `replaces`: every live write, ascending. */
export const replacing = (cell: CellState | undefined): readonly ChangesetId[] =>
  (cell?.writes ?? []).map(({ id }) => id).sort();

/**
 * The conflict of a cell, or the newest that was decided; undefined where there is none that is known here.
 * @param changesets those of the record that are here, any order
 */
export function partingOf(
  record: RecordState,
  path: string,
  changesets: readonly VerifiedChangeset[],
): Parting | undefined {
  const cell = record.cells[path];
  if (cell === undefined) return undefined;
  const known = writesOf(record, path, changesets);
  const sidesAmong = (said: readonly Said[]) => sidesOf(record.kind, path, said);
  if (isConflict(record.kind, path, cell)) {
    return { base: baseOf(known, cell.writes), sides: sidesAmong(cell.writes), decidedBy: null };
  }
  const past = [...known].filter(([id]) =>
    cell.writes.some((write) => write.id === id || ancestorsOf(known, write.id).has(id)),
  );
  for (const [id, { change }] of past.sort(([, a], [, b]) => greatestFirst(a.said, b.said))) {
    const parted = change.replaces.flatMap((replaced) => known.get(replaced)?.said ?? []).sort(greatestFirst);
    const sides = sidesAmong(parted);
    if (sides.length > 1) return { base: baseOf(known, parted), sides, decidedBy: id };
  }
  return undefined;
}

interface Known {
  readonly said: Said;
  readonly change: Change;
}

function writesOf(record: RecordState, path: string, changesets: readonly VerifiedChangeset[]) {
  const known = new Map<ChangesetId, Known>();
  for (const { id, body, changes } of changesets) {
    for (const change of Object.values(changes).flatMap((inLevel) => inLevel ?? [])) {
      if (change.record !== record.id || change.cell !== path) continue;
      known.set(id, { change, said: { id, author: body.author, lamport: body.lamport, value: change.value } });
    }
  }
  return known;
}

function baseOf(known: ReadonlyMap<ChangesetId, Known>, parted: readonly Said[]): Json | undefined {
  const [first, ...others] = parted.map(({ id }) => ancestorsOf(known, id));
  const common = [...(first ?? [])].filter((id) => others.every((side) => side.has(id)));
  return common.flatMap((id) => known.get(id)?.said ?? []).sort(greatestFirst)[0]?.value;
}

function ancestorsOf(known: ReadonlyMap<ChangesetId, Known>, id: ChangesetId): ReadonlySet<ChangesetId> {
  const found = new Set<ChangesetId>();
  for (const open = [id]; open.length > 0; ) {
    for (const replaced of known.get(open.pop() ?? id)?.change.replaces ?? []) {
      if (found.has(replaced)) continue;
      found.add(replaced);
      open.push(replaced);
    }
  }
  return found;
}

const greatestFirst = (a: Said, b: Said): number =>
  b.lamport - a.lamport || compare(b.author, a.author) || compare(b.id, a.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What people write in words is the same where they cannot see a difference; anything else where it is the same JSON. */
function comparisonFor(kind: string, path: string): (a: Json, b: Json) => boolean {
  if (translationAt(path) !== undefined) return sameTranslation;
  switch (fieldOfPath(kind, path)?.shape.type) {
    case 'text':
    case 'longtext':
    case 'longtextPerObjective':
    case 'repeatText':
      return sameWords;
    default:
      return sameMeaning;
  }
}

/** Of whichever version: nobody is asked to choose between two that read the same. */
const sameTranslation = (a: Json, b: Json): boolean =>
  sameWords(translatedText(a)?.text ?? a, translatedText(b)?.text ?? b);
