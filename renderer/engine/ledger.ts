// The journal and the store, written together: journal first, because it is the authority, then the store in
// one transaction. Whoever writes holds the lock of the one writer, over all pages of this profile. If the
// store could not follow (a full disk, a killed page, another page that wrote), it is behind, and is healed
// from the journal before anything else is written.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { JournalMark } from '#shared/wire/journal-mark.ts';
import type { DiskProblem, JournalProblem } from '#shared/wire/problems.ts';
import { applyPlan, type PlanFacts, readyPlan, type ReadyPlan } from '../store/apply-plan.ts';
import { StoreDamage } from '../store/paged-map.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import type { Store } from '../store/store.ts';
import type { Drafts } from './drafts.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';

export interface Commit {
  /** changesets and dropped drafts */
  readonly entries?: readonly JournalEntry[];
  /** what goes on the shelf; journaled too */
  readonly shelf?: ShelfChanges;
  /** follows from the journal and the kept bundles: on the shelf, but not journaled */
  readonly derived?: ShelfChanges;
  readonly plan?: MergePlan;
  /** already in the journal up to here: nothing is appended */
  readonly replayed?: JournalMark;
  /** the plan is the whole store: what it does not name is taken away */
  readonly isWhole?: boolean;
  /** what `ready` made of the plan */
  readonly ready?: Promise<ReadyPlan>;
  /** with `ready` of an erasure: records of which nothing stays */
  readonly gone?: readonly RecordId[];
  /** what must be on the disk before the journal tells of it; where it fails, nothing is written */
  readonly first?: Promise<Result<null, JournalProblem | DiskProblem>>;
}

export interface Ledger {
  readonly store: Store;
  readonly drafts: Drafts;
  /** rises with every commit that changes what is admitted or held */
  readonly version: number;
  /** Journals drafts; the store follows with the next commit. */
  note(entry: JournalEntry): Promise<Result<null, JournalProblem>>;
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /**
   * While `work` is under way, in whatever page of this profile, nobody's healing takes in what is kept and was not
   * taken in yet: whoever is doing so tells what came, once.
   */
  takingIn<T>(work: () => Promise<T>): Promise<T>;
  isAnyTakingIn(): Promise<boolean>;
  /** Begins to seal what a plan will write, while something else is waited for. Only inside `exclusive`. */
  ready(plan: MergePlan, facts: PlanFacts): Promise<ReadyPlan>;
  /** Only inside `exclusive`. */
  commit(commit: Commit): Promise<Result<null, JournalProblem | DiskProblem>>;
  /**
   * Lets the store follow what was noted since the last commit, so that the journal is not the only one that has it; not
   * for longer than `atMost` milliseconds, for somebody waits for the lock.
   */
  settle(atMost: number): Promise<void>;
  /** Closes the store and gives the lock back, whatever is still under way. */
  close(): void;
}

/** What was under way when the engine was closed ends with this. */
export class EngineClosed extends Error {
  override readonly name = 'EngineClosed';
}

export interface LedgerParts {
  readonly profile: string;
  readonly desktop: Desktop;
  readonly journal: Journal;
  readonly drafts: Drafts;
  readonly open: () => Promise<Store>;
  /**
   * Brings a store that is behind up to the journal and the kept bundles; runs inside the lock.
   * @returns false: they cannot be read now
   */
  readonly heal: () => Promise<boolean>;
  /** what is written along with any commit, and is not journaled */
  readonly along: (store: Store) => ShelfChanges;
  readonly follow: (commit: Commit) => Promise<void>;
}

export function makeLedger(first: Store, parts: LedgerParts): Ledger {
  const { journal, drafts } = parts;
  let store = first;
  let version = 0;
  let isBehind = false;
  let isClosed = false;
  /** of the journal, after the last note that the store has not followed */
  let noted: JournalMark | undefined;
  const closed = Promise.withResolvers<never>();
  closed.promise.catch(() => undefined);

  async function commit(change: Commit): Promise<Result<null, JournalProblem | DiskProblem>> {
    let mark = change.replayed;
    const entries = [...(change.entries ?? []), ...metaOf(change.shelf)];
    const ready = change.ready ?? (change.plan && begin(change.plan, { isWhole: change.isWhole === true }));
    const first = await change.first;
    if (first?.ok === false) return first;
    isBehind = true; // until the store has followed
    if (mark === undefined && entries.length > 0) {
      const appended = await journal.append(entries, (entry) => drafts.apply(entry));
      if (!appended.ok) return err(appended.error);
      mark = appended.value;
    }
    const draftChanges = drafts.changes();
    const along = parts.along(store);
    const shelf: ShelfChanges = new Map([
      ...along,
      ...(change.shelf ?? []),
      ...(change.derived ?? []),
      ...draftChanges,
    ]);
    const beside = mark === undefined ? { shelf } : { shelf, journal: { entries: mark.entries, digest: mark.digest } };
    const isApplied = await applyPlan(store, (await ready) ?? null, beside);
    if (isApplied) {
      isBehind = false;
      drafts.settle(draftChanges);
      if (change.plan !== undefined) version++;
      await parts.follow(change);
    } else await recover();
    return ok(null);
  }

  function begin(plan: MergePlan, facts: PlanFacts): Promise<ReadyPlan> {
    const ready = readyPlan(store, plan, facts);
    ready.catch(() => undefined); // told where it is waited for
    return ready;
  }

  function exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = async () => {
      if (isClosed) throw new EngineClosed();
      if (isBehind || !(await store.isCurrent())) await recover();
      return work();
    };
    const locked = navigator.locks.request(`chasqui one writer ${parts.profile}`, () =>
      Promise.race([closed.promise, turn()]),
    );
    return Promise.race([closed.promise, locked]);
  }

  async function recover(): Promise<void> {
    store.close();
    store = await parts.open();
    version++;
    isBehind = false;
    if (await parts.heal()) return;
    isBehind = true; // nothing is written to it as if it were whole
    throw new StoreDamage('behind the journal');
  }

  return {
    get store() {
      return store;
    },
    drafts,
    get version() {
      return version;
    },
    async note(entry) {
      const appended = await journal.append([entry], (written) => drafts.apply(written));
      if (!appended.ok) return appended;
      noted = appended.value;
      return ok(null);
    },
    exclusive,
    async settle(atMost) {
      const mark = noted;
      if (mark === undefined || drafts.changes().size === 0) return;
      const settled = exclusive(() => commit({ replayed: mark })).catch(() => undefined); // the journal has it
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, atMost))]);
    },
    takingIn: (work) => {
      const locked = navigator.locks.request(takingInName(parts.profile), { mode: 'shared' }, () =>
        Promise.race([closed.promise, work()]),
      );
      return Promise.race([closed.promise, locked]);
    },
    async isAnyTakingIn() {
      const { held = [] } = await navigator.locks.query();
      return held.some(({ name }) => name === takingInName(parts.profile));
    },
    ready: begin,
    commit,
    close() {
      isClosed = true;
      closed.reject(new EngineClosed());
      store.close();
    },
  };
}

const takingInName = (profile: string): string => `chasqui taking in ${profile}`;

function metaOf(shelf: ShelfChanges | undefined): readonly JournalEntry[] {
  if (shelf === undefined || shelf.size === 0) return [];
  const values: { [name: string]: Json } = {};
  for (const [name, value] of shelf) values[name] = value;
  return [{ type: 'meta', values }];
}
