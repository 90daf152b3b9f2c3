// Stage 4, "the same event": a person says that two records tell of one thing, and nothing is deleted. It is
// said in a cell `$same.<other record>` of the record whose id is the lesser, so that two devices that say it
// of one pair write one cell, and a set of such sayings merges by element. The cell is the log's own: no answer
// of the form, open (who gets the record gets it), and it tells of the other record no more than a random id.
//   true   the same event          false   another event, so that nobody is asked again          null   taken back
// What follows is computed when reading, from whatever is here: records are of one event where a chain of
// sayings joins them. A record that is not here yet, or is deleted, still joins those that were said to be the
// same as it (deleting a poor copy must not part the good ones), but is none of them. Records of different kinds
// are never of one event, whatever joins them. "The same" wins over "another": a chain may say what no single
// person saw, and whoever doubts it takes a link of the chain back.

import { isRecordId, type RecordId } from '../base/ids.ts';
import { SAME_CELL } from '../log/change.ts';
import { shownValue } from './conflict.ts';
import type { RecordState } from './state.ts';

/** Other record → the same event (true) or another (false). */
export type Judgements = Readonly<Record<string, boolean>>;

/** What is needed of a record to know its event. */
export interface Judged {
  readonly kind: string;
  readonly deleted: boolean;
  readonly judged?: Judgements;
}

export interface SameEvents {
  /** equal for records of one event, and for them alone */
  eventOf(id: string): string;
  /** the other records of its event that are here and not deleted, ascending */
  othersOf(id: string): readonly string[];
  /** records that were said to be the same as this very one, here or not, ascending */
  linksOf(id: string): readonly string[];
  /** whether it is known, said or following, that they are the same or not */
  isAnswered(a: string, b: string): boolean;
  /** whether there is any event of several records */
  readonly isAny: boolean;
}

/** The record of a pair that carries what is said of it. */
export const carrierOf = (a: RecordId, b: RecordId): RecordId => (a < b ? a : b);

export const cellOn = (other: RecordId): string => `${SAME_CELL}${other}`;

/** The other record that a cell speaks of; undefined where the cell is another. */
export function otherIn(path: string): RecordId | undefined {
  const other = path.startsWith(SAME_CELL) ? path.slice(SAME_CELL.length) : undefined;
  return isRecordId(other) ? other : undefined;
}

/** Undefined where nobody has said anything. */
export function judgementsIn(record: RecordState): Judgements | undefined {
  let judged: Record<string, boolean> | undefined;
  for (const [path, cell] of Object.entries(record.cells)) {
    const other = otherIn(path);
    if (other === undefined || other === record.id) continue;
    const value = shownValue(cell);
    if (typeof value === 'boolean') (judged ??= {})[other] = value;
  }
  return judged;
}

export function sameEvents(records: ReadonlyMap<string, Judged>): SameEvents {
  const parents = new Map<string, string>();
  const links = new Map<string, Set<string>>();
  const apart: (readonly [string, string])[] = [];
  for (const [id, { judged }] of records) {
    if (judged === undefined) continue;
    for (const [other, isSame] of Object.entries(judged)) {
      if (!isSame) apart.push([id, other]);
      else {
        join(parents, id, other);
        addTo(links, id, other);
        addTo(links, other, id);
      }
    }
  }
  const eventOf = (id: string): string =>
    parents.has(id) ? `${rootOf(parents, id)} ${records.get(id)?.kind ?? ''}` : id;
  const members = new Map<string, string[]>();
  for (const id of [...parents.keys()].sort()) {
    if (records.get(id)?.deleted !== false) continue;
    const event = eventOf(id);
    const known = members.get(event);
    if (known === undefined) members.set(event, [id]);
    else known.push(id);
  }
  const toldApart = new Set(apart.map(([a, b]) => pairOf(eventOf(a), eventOf(b))));
  return {
    eventOf,
    othersOf: (id) => members.get(eventOf(id))?.filter((other) => other !== id) ?? [],
    linksOf: (id) => [...(links.get(id) ?? [])].sort(),
    isAnswered: (a, b) => eventOf(a) === eventOf(b) || toldApart.has(pairOf(eventOf(a), eventOf(b))),
    isAny: parents.size > 0,
  };
}

export interface Counted<T> {
  /** one record of each event, in the order given: the first of the event */
  readonly counted: readonly T[];
  /** records of an event of which several were given, and how many such events: what must be said beside a number */
  readonly linked: { readonly records: number; readonly events: number };
}

/** Of these records, those that count. */
export function countedOnce<T extends { readonly id: string }>(records: readonly T[], events: SameEvents): Counted<T> {
  if (!events.isAny) return { counted: records, linked: { records: 0, events: 0 } };
  const sizes = new Map<string, number>();
  const counted = records.filter(({ id }) => {
    const event = events.eventOf(id);
    const size = sizes.get(event) ?? 0;
    sizes.set(event, size + 1);
    return size === 0;
  });
  const several = [...sizes.values()].filter((size) => size > 1);
  return { counted, linked: { records: several.reduce((sum, size) => sum + size, 0), events: several.length } };
}

/** The root of a class is its least id, so that it is the same in whatever order links came. */
function join(parents: Map<string, string>, a: string, b: string): void {
  const [first, second] = [rootOf(parents, a), rootOf(parents, b)];
  const root = first < second ? first : second;
  parents.set(first, root);
  parents.set(second, root);
}

function rootOf(parents: Map<string, string>, id: string): string {
  let root = id;
  for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
  for (let at = id; at !== root; ) {
    const up = parents.get(at) ?? root;
    parents.set(at, root);
    at = up;
  }
  return root;
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

const pairOf = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
