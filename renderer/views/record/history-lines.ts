// A record's history in lines for people: sittings, newest first, and in each what was done (finished, deleted,
// returned, approved …), what was put into a set and taken out of it, and what was written, before and after.

import type { HistoryChange, HistoryEntry } from '#renderer/engine/record-views.ts';
import type { Json } from '#shared/base/json.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import { componentsOf, isLogPath } from '#shared/record/paths.ts';

export type HistoryLine =
  /** a deed: of the log's own cells, or of the review */
  | { readonly type: 'deed'; readonly change: HistoryChange }
  /** elements of one set */
  | { readonly type: 'set'; readonly field: string; readonly changes: readonly HistoryChange[] }
  | { readonly type: 'written'; readonly change: HistoryChange };

/** What one device wrote in one go; `last` is its newest entry. */
export interface Sitting {
  readonly last: HistoryEntry;
  readonly entries: readonly HistoryEntry[];
  readonly lines: readonly HistoryLine[];
}

/** Entries of one author after another, so near by that author's own clock, are one sitting. */
const NEAR = 15 * 60 * 1000;

/** @param history oldest first */
export function sittingsOf(kind: string, history: readonly HistoryEntry[]): readonly Sitting[] {
  const groups: HistoryEntry[][] = [];
  for (const entry of history) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && isOneSitting(last, entry)) group.push(entry);
    else groups.push([entry]);
  }
  return groups
    .flatMap((entries): readonly Sitting[] => {
      const last = entries.at(-1);
      if (last === undefined) return [];
      const lines = linesOf(kind, entries);
      const isNothing = lines.length === 0 && entries.every(({ withheld }) => withheld.length === 0);
      return isNothing ? [] : [{ last, entries, lines }];
    })
    .reverse();
}

function isOneSitting(one: HistoryEntry, next: HistoryEntry): boolean {
  if (one.author.kid !== next.author.kid || one.claimed.doubt !== null || next.claimed.doubt !== null) return false;
  const apart = Date.parse(next.claimed.time) - Date.parse(one.claimed.time);
  return apart >= 0 && apart < NEAR;
}

function linesOf(kind: string, entries: readonly HistoryEntry[]): readonly HistoryLine[] {
  const written = new Map<string, HistoryChange>();
  for (const change of entries.flatMap(({ changes }) => changes)) {
    const name = `${change.isReview === true} ${change.path}`;
    const before = written.get(name);
    written.set(name, before === undefined ? change : { ...before, ...change, before: before.before });
  }
  const deeds: HistoryLine[] = [];
  const lines: HistoryLine[] = [];
  const sets = new Map<string, HistoryChange[]>();
  for (const change of written.values()) {
    if (isSameJson(change.before ?? null, change.after)) continue; // done, and taken back
    if (change.isReview === true || isLogPath(change.path)) {
      if (isSaid(change)) deeds.push({ type: 'deed', change });
      continue;
    }
    const [key = '', part] = componentsOf(change.path);
    const isElement = part !== undefined && fieldOf(kind, key)?.shape.type === 'multichoice';
    const set = sets.get(key);
    if (!isElement) lines.push({ type: 'written', change });
    else if (set !== undefined) set.push(change);
    else {
      const changes = [change];
      sets.set(key, changes);
      lines.push({ type: 'set', field: key, changes });
    }
  }
  return [...deeds, ...lines];
}

/** Of a review, what was decided, noted and answered; not which versions were seen, nor what it is about. */
function isSaid({ isReview, path, after }: HistoryChange): boolean {
  if (isReview !== true) return true;
  const [key = '', , name = ''] = componentsOf(path);
  return key === 'decision' || (key === 'notes' && after !== null && ['words', 'answer', 'done'].includes(name));
}

/** What to write to have a line's earlier state again; null where that is what stands there, or there was none. */
export function earlierOf(line: HistoryLine, now: ReadonlyMap<string, Json>): Readonly<Record<string, Json>> | null {
  if (line.type === 'deed') return null;
  const changes = line.type === 'set' ? line.changes : [line.change];
  const isThere = changes.every(({ path, before }) => isSameJson(now.get(path) ?? null, before ?? null));
  const wasNothing = line.type === 'written' && (line.change.before ?? null) === null;
  return isThere || wasNothing ? null : Object.fromEntries(changes.map(({ path, before }) => [path, before ?? null]));
}
