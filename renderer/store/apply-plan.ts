// The only place where a merge plan becomes fact (law 1): all of it in one transaction, or nothing. It is
// called with a plan made while the lock of the one writer is held; if somebody else wrote all the same,
// nothing is written, and the caller reads the store again and plans again.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import type { HeldChangeset, RecordState } from '#shared/merge/state.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Changes, Parcel, Prepared } from './paged-map.ts';
import type { LogMark } from './log-table.ts';
import type { ShelfChanges } from './shelf.ts';
import { type Contents, HELD, type Marks, NOTHING, type Store } from './store.ts';
import { lineOf } from './record-line.ts';

export interface Beside {
  readonly shelf: ShelfChanges;
  readonly journal?: Marks['journal'];
}

/** What a plan comes to in the store; made, and sealed, before the transaction. */
export interface ReadyPlan {
  readonly contents: Contents;
  readonly logs: MergePlan['logs'];
  readonly held: MergePlan['held'];
  readonly sealed: readonly Prepared[];
}

export interface PlanFacts {
  /** the plan is the whole store: records and log entries that it does not name are taken away */
  readonly isWhole: boolean;
  /** the plan's changesets, where they came packed */
  readonly parcel?: Parcel | undefined;
}

/** The long part, which changes nothing. */
export async function readyPlan(store: Store, plan: MergePlan, { isWhole, parcel }: PlanFacts): Promise<ReadyPlan> {
  const records = recordChanges(plan);
  const log = await logChanges(store, plan, isWhole);
  const contents: Contents = {
    records: isWhole ? onlyThese(records, store.records.summaries) : records,
    log: isWhole ? onlyThese(log, store.log.summaries) : log,
    parcel,
  };
  return { contents, logs: plan.logs, held: plan.held, sealed: await store.prepare(contents) };
}

/**
 * A plan that erases: what it says of records and changesets is all that stays of them, in no row of the disk more.
 * @param gone records of which nothing stays
 */
export async function readyErasure(store: Store, plan: MergePlan, gone: readonly RecordId[]): Promise<ReadyPlan> {
  const log: Changes<Changeset, LogMark> = new Map(
    plan.changesets.map(({ id, changeset, body, changes, withheld }) => {
      const { author, seq, prev, lamport } = body;
      const here = (Object.keys(changes) as Level[]).sort(byText);
      return [id, { value: changeset, summary: { author, seq, prev, lamport, here, withheld } }];
    }),
  );
  const records = new Map([...recordChanges(plan), ...gone.map((id): [RecordId, null] => [id, null])]);
  const contents: Contents = { records, log, isErasing: true };
  return { contents, logs: plan.logs, held: plan.held, sealed: await store.prepare(contents) };
}

/** False where the heads moved and the plan must be made again. */
export async function applyPlan(store: Store, ready: ReadyPlan | null, beside: Beside): Promise<boolean> {
  const journal = beside.journal ?? store.marks?.journal ?? NOTHING.journal;
  if (ready === null) return store.write({ ...NOTHING, shelf: beside.shelf, journal });
  const { contents, logs, held, sealed } = ready;
  const shelf = new Map([...heldChanges(store.held(), held), ...beside.shelf]);
  return store.write({ ...contents, logs, shelf, journal }, sealed);
}

const recordChanges = (plan: MergePlan): Contents['records'] =>
  new Map(
    [...plan.records].map(([id, state]: [RecordId, RecordState]) => [id, { value: state, summary: lineOf(state) }]),
  );

/** An enriched changeset keeps the parts that were here. */
async function logChanges(store: Store, plan: MergePlan, isWhole: boolean): Promise<Changes<Changeset, LogMark>> {
  const markOf = (id: ChangesetId): LogMark | undefined => (isWhole ? undefined : store.log.summaries.get(id));
  const enriched = plan.changesets.map(({ id }) => id).filter((id) => markOf(id) !== undefined);
  const known = await store.log.getMany(enriched);
  return new Map(
    plan.changesets.map(({ id, changeset, body, changes, withheld }) => {
      const { author, seq, prev, lamport } = body;
      const here = [...(markOf(id)?.here ?? []), ...(Object.keys(changes) as Level[])].sort(byText);
      const parts = { ...known.get(id)?.parts, ...changeset.parts };
      return [
        id,
        { value: { signed: changeset.signed, parts }, summary: { author, seq, prev, lamport, here, withheld } },
      ];
    }),
  );
}

/** As the logs of a plan have them. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function heldChanges(
  before: readonly HeldChangeset[],
  after: readonly HeldChangeset[],
): ReadonlyMap<string, Json | null> {
  const changes = new Map<string, Json | null>();
  const known = new Map(before.map((held) => [held.id, held]));
  for (const held of after) {
    const same = known.get(held.id);
    known.delete(held.id);
    if (same === undefined || !isHeldAlike(same, held)) changes.set(`${HELD}${held.id}`, held as object as Json);
  }
  for (const id of known.keys()) changes.set(`${HELD}${id}`, null);
  return changes;
}

const isHeldAlike = (a: HeldChangeset, b: HeldChangeset): boolean =>
  a === b ||
  (JSON.stringify(a.reason) === JSON.stringify(b.reason) &&
    Object.keys(a.changeset.parts).length === Object.keys(b.changeset.parts).length);

const onlyThese = <V, S>(changes: Changes<V, S>, known: { readonly keys: () => Iterable<string> }): Changes<V, S> =>
  new Map([...[...known.keys()].map((key): [string, null] => [key, null]), ...changes]);
