// Stage 4, erasing what consent was taken back to, as a plan: the parts that say anything of it leave the log and what is
// held, and every record that those parts spoke of is made anew from what is left. That is the same as if they had never
// come (tests/property/withdraw.test.ts), so a store that is rebuilt from what is left is the same.

import type { KeyId, RecordId } from '../base/ids.ts';
import type { VerifiedChangeset } from '../log/changeset.ts';
import type { Level } from '../record/definition.ts';
import { type MergePlan, planMerge, recordsTouchedBy } from './plan.ts';
import { type AuthorLog, EMPTY_SNAPSHOT, type HeldChangeset, type Logs, type MergeSnapshot } from './state.ts';
import { eraseFrom, eraseUnread, type Withdrawn } from './withdraw.ts';

export interface Erasing {
  readonly plan: MergePlan;
  /** records of which nothing stays */
  readonly gone: readonly RecordId[];
}

/** Records that parts of these changesets speak of which go: their whole history is needed to plan. */
export const touchedByErasing = (
  changesets: readonly VerifiedChangeset[],
  withdrawn: Withdrawn,
): ReadonlySet<RecordId> =>
  recordsTouchedBy(changesets.filter((verified) => eraseFrom(verified, withdrawn) !== verified));

/**
 * @param snapshot `records`: those that are touched, and no others
 * @param history every changeset of the touched records
 */
export function planErasing(
  snapshot: MergeSnapshot,
  history: readonly VerifiedChangeset[],
  withdrawn: Withdrawn,
): Erasing {
  const left = history.map((verified) => eraseFrom(verified, withdrawn));
  const erased = left.filter((verified, at) => verified !== history[at]);
  const held = snapshot.held.map((each) => withoutWithdrawn(each, withdrawn));
  const whole = planMerge(EMPTY_SNAPSHOT, { admitted: left, held, refused: [], already: 0, forks: [] });
  const records = new Map([...whole.records].filter(([record]) => snapshot.records.has(record)));
  return {
    plan: {
      ...whole,
      logs: logsWithout(snapshot.logs, erased),
      records,
      before: snapshot.records,
      changesets: erased,
    },
    gone: [...snapshot.records.keys()].filter((record) => !records.has(record)),
  };
}

export function withoutWithdrawn(held: HeldChangeset, withdrawn: Withdrawn): HeldChangeset {
  const changeset = eraseUnread(held.changeset, withdrawn);
  return changeset === held.changeset ? held : { ...held, changeset };
}

function logsWithout(logs: Logs, erased: readonly VerifiedChangeset[]): ReadonlyMap<KeyId, AuthorLog> {
  const byId = new Map(erased.map((verified) => [verified.id, verified]));
  const authors = new Set(erased.map(({ body }) => body.author));
  return new Map(
    [...authors].flatMap((author): [KeyId, AuthorLog][] => {
      const log = logs.get(author);
      if (log === undefined) return [];
      const entries = log.entries.map((entry) => {
        const now = byId.get(entry.id);
        return now === undefined
          ? entry
          : { ...entry, here: (Object.keys(now.changes) as Level[]).sort(), withheld: now.withheld };
      });
      return [[author, { ...log, entries }]];
    }),
  );
}
