// Keeps the index of likely duplicates in step with the records, in short slices between which every other call
// is answered. It begins with the first question, so that a laptop whose person never asks never pays; from then
// on a record that changes is compared again alone. Only what is signed is compared: a draft is not finished
// being thought. Seats and meetings of the Mechanism are alike by nature and are left out, as reviews are.

import { type Duplicates, makeDuplicates } from '#shared/merge/duplicates.ts';
import { kindOf } from '#shared/record/kinds.ts';
import type { Session } from './session.ts';
import { SLICE, turnOfOthers } from './slices.ts';

export interface LikelyDuplicates {
  readonly index: Pick<Duplicates, 'ranked' | 'crowded' | 'bytes'>;
  /** Begins, where it has not; answers how far it is. */
  progress(): { readonly compared: number; readonly of: number };
  /** These records changed. */
  stale(records: Iterable<string>): void;
  stop(): void;
}

export function makeLikelyDuplicates({
  ledger,
  tell,
  later,
}: Pick<Session, 'ledger' | 'tell' | 'later'>): LikelyDuplicates {
  let index = makeDuplicates();
  /** changed since they were compared */
  const waiting = new Set<string>();
  /** those not yet compared at all, once it has begun */
  let unread: Iterator<string> | undefined;
  let read = 0;
  let isBegun = false;
  let isWorking = false;
  let isStopped = false;

  function renew(id: string): void {
    const line = ledger.store.records.summaries.get(id);
    if (line === undefined || line.deleted || kindOf(line.kind)?.onBoard === false) index.remove(id);
    else index.put(id, line);
  }

  function next(): string | undefined {
    for (const id of waiting) {
      waiting.delete(id);
      return id;
    }
    const step = unread?.next();
    if (step?.done === false) {
      read++;
      return step.value;
    }
    unread = undefined;
    return undefined;
  }

  /** False where nothing is left. */
  function slice(): boolean {
    const until = performance.now() + SLICE;
    for (let id = next(); id !== undefined; id = next()) {
      renew(id);
      if (performance.now() > until) return true;
    }
    return false;
  }

  async function work(): Promise<void> {
    isWorking = true;
    try {
      do await turnOfOthers();
      while (!isStopped && slice());
    } finally {
      isWorking = false;
    }
    if (!isStopped) tell(['duplicates']);
  }

  const goOn = (): void => {
    if (!isWorking && !isStopped) later(work);
  };

  return {
    get index() {
      return index;
    },
    progress() {
      const { summaries } = ledger.store.records;
      if (!isBegun) {
        isBegun = true;
        index = makeDuplicates(summaries.size);
        unread = summaries.keys();
        goOn();
      }
      const left = unread === undefined ? waiting.size : summaries.size - read;
      return { compared: Math.max(0, summaries.size - left), of: summaries.size };
    },
    stale(records) {
      if (!isBegun) return;
      for (const id of records) waiting.add(id);
      goOn();
    },
    stop() {
      isStopped = true;
      waiting.clear();
    },
  };
}
