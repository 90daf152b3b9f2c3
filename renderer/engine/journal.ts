// This device's journal, over the bridge. Appends go one after the other, and memory follows each before the
// next, so that what a mark covers is always in memory when the store writes that mark.

import type { Bytes } from '#shared/base/bytes.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { JournalMark } from '#shared/wire/journal-mark.ts';
import type { JournalProblem } from '#shared/wire/problems.ts';
import { bytesToEntry, entryToBytes, type JournalEntry } from './journal-entry.ts';

export interface Journal {
  /** Answers when the entries are on disk and `follow` has run for each. */
  append(
    entries: readonly JournalEntry[],
    follow: (entry: JournalEntry) => void,
  ): Promise<Result<JournalMark, JournalProblem>>;
}

export interface JournalReading {
  readonly entries: readonly JournalEntry[];
  readonly mark: JournalMark;
  /** entries that cannot be read any more */
  readonly lost: number;
}

export function makeJournal(desktop: Desktop): Journal {
  const inTurn = oneAtATime();
  return {
    append: (entries, follow) =>
      inTurn(async () => {
        const answer = await desktop.journalAppend({ entries: entries.map(entryToBytes) });
        if (answer.ok) for (const entry of entries) follow(entry);
        return answer;
      }),
  };
}

/** Everything from entry `from` on. What is damaged is passed over and counted. */
export async function readJournal(desktop: Desktop, from: number): Promise<Result<JournalReading, JournalProblem>> {
  const mark = await desktop.journalMark();
  if (!mark.ok) return mark;
  const entries: JournalEntry[] = [];
  let lost = mark.value.lost ?? 0;
  let next: number | null = from < mark.value.entries ? from : null;
  while (next !== null) {
    const page: Result<{ entries: readonly Bytes[]; next: number | null }, JournalProblem> = await desktop.journalRead({
      from: next,
    });
    if (page.ok) {
      for (const bytes of page.value.entries) {
        const entry = bytesToEntry(bytes);
        if (entry !== undefined) entries.push(entry);
      }
      next = page.value.next;
    } else if (page.error.type === 'journalDamaged') {
      const resumesAt: number | null = page.error.resumesAt ?? null;
      lost += (resumesAt ?? page.error.entries) - page.error.at;
      next = resumesAt;
    } else return err(page.error);
  }
  return ok({ entries, mark: mark.value, lost });
}

/**
 * Writes the journal anew with some entries changed.
 * @param change the same value: it stays as it is
 * @returns its mark afterwards; null: there was nothing to change
 */
export async function rewriteJournal(
  desktop: Desktop,
  change: (entry: JournalEntry) => JournalEntry,
): Promise<Result<JournalMark | null, JournalProblem>> {
  const edits: { index: number; entry: Bytes }[] = [];
  let next: number | null = 0;
  while (next !== null) {
    const from: number = next;
    const page: Result<{ entries: readonly Bytes[]; next: number | null }, JournalProblem> = await desktop.journalRead({
      from,
    });
    if (page.ok) {
      for (const [at, bytes] of page.value.entries.entries()) {
        const entry = bytesToEntry(bytes);
        const changed = entry === undefined ? undefined : change(entry);
        if (changed !== undefined && changed !== entry) edits.push({ index: from + at, entry: entryToBytes(changed) });
      }
      next = page.value.next;
    } else if (page.error.type === 'journalDamaged') next = page.error.resumesAt ?? null;
    else return err(page.error);
  }
  return edits.length === 0 ? ok(null) : desktop.journalRewrite({ edits });
}
