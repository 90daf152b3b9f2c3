// Stage 4, what came without all of its content: for the receipt that says so. Levels that its author or whoever
// carried it on withheld, as runs of numbers. *Personal* is left out: it never leaves its author's device.

import type { KeyId } from '../base/ids.ts';
import type { Lacking } from '../bundle/receipt.ts';
import type { Level } from '../record/definition.ts';
import type { AuthorLog, LogEntry } from './state.ts';

/**
 * By author and number. What cannot be said in so many runs is said more coarsely, never less: an author then has one
 * run over all its lacking numbers, with all their levels.
 */
export function lackingIn(logs: ReadonlyMap<KeyId, AuthorLog>, most: number): readonly Lacking[] {
  const byAuthor = [...logs.values()]
    .sort((a, b) => (a.author < b.author ? -1 : 1))
    .map(({ author, entries }) => runsLacking(author, entries));
  let total = byAuthor.reduce((sum, runs) => sum + runs.length, 0);
  return byAuthor.flatMap((runs) => {
    if (total <= most || runs.length < 2) return runs;
    total -= runs.length - 1;
    return [coarse(runs)];
  });
}

function runsLacking(author: KeyId, entries: readonly LogEntry[]): readonly Lacking[] {
  const runs: { author: KeyId; from: number; to: number; levels: readonly Level[] }[] = [];
  // A fork has two entries of one number: what either lacks is lacking.
  for (const [seq, levels] of levelsBySeq(entries)) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === seq - 1 && last.levels.join() === levels.join()) last.to = seq;
    else runs.push({ author, from: seq, to: seq, levels });
  }
  return runs;
}

function levelsBySeq(entries: readonly LogEntry[]): ReadonlyMap<number, readonly Level[]> {
  const bySeq = new Map<number, readonly Level[]>();
  for (const { seq, withheld, here } of entries) {
    const levels = withheld.filter((level) => level !== 'personal' && !here.includes(level));
    if (levels.length > 0) bySeq.set(seq, union(bySeq.get(seq) ?? [], levels));
  }
  return bySeq;
}

function coarse(runs: readonly Lacking[]): Lacking {
  const [first, ...more] = runs as readonly [Lacking, ...Lacking[]];
  return more.reduce((all, run) => ({ ...all, to: run.to, levels: union(all.levels, run.levels) }), first);
}

const union = (a: readonly Level[], b: readonly Level[]): readonly Level[] => [...new Set([...a, ...b])].sort();
