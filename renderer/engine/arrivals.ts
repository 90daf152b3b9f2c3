// The bundles taken in here, as what they brought: from whom, when, which numbers and files. What a known device gave
// here, it has: it is not given back, and a secretariat that gave it need not confirm it.

import type { BundleId, Digest, KeyId } from '#shared/base/ids.ts';
import { oncePer } from '#shared/base/once.ts';
import type { Run } from '#shared/bundle/request.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Store } from '../store/store.ts';
import type { LogMark } from '../store/log-table.ts';
import { TAKEN_IN, type TakenIn } from './shelf-names.ts';

export interface Arrival {
  readonly bundle: BundleId;
  readonly from: KeyId;
  /** when, by this device's clock */
  readonly at: ClaimedTime;
  /** its sender was known, and signed it */
  readonly isVouched: boolean;
  readonly runs: readonly Run[];
  readonly files: readonly Digest[];
}

/** The oldest first. */
export const arrivalsIn = ({ shelf }: Pick<Store, 'shelf'>): readonly Arrival[] => inTime(shelf.under(TAKEN_IN));

const inTime = oncePer((taken: ReturnType<Store['shelf']['under']>): readonly Arrival[] =>
  taken
    .map(([name, value]): Arrival => {
      const { at, claimed, from, isVouched, runs, files } = value as object as TakenIn;
      return {
        bundle: name.slice(TAKEN_IN.length) as BundleId,
        from,
        at: claimed ?? { time: at, doubt: null },
        isVouched: isVouched === true,
        runs,
        files: files ?? [],
      };
    })
    .sort((a, b) => (a.at.time < b.at.time ? -1 : a.at.time > b.at.time ? 1 : 0)),
);

type Mark = Pick<LogMark, 'author' | 'seq'>;

/** Whether one of these devices gave a changeset here. */
export function givenBy(store: Pick<Store, 'shelf'>, isGiver: (from: KeyId) => boolean): (mark: Mark) => boolean {
  const runs = new Map<KeyId, Run[]>();
  for (const arrival of arrivalsIn(store)) {
    if (!arrival.isVouched || !isGiver(arrival.from)) continue;
    for (const run of arrival.runs) runs.set(run.author, [...(runs.get(run.author) ?? []), run]);
  }
  return ({ author, seq }) => runs.get(author)?.some(({ from, to }) => from <= seq && seq <= to) === true;
}

/** The authors whose changesets a device brought here, itself among them. */
export function authorsFrom(store: Pick<Store, 'shelf'>, giver: KeyId): ReadonlySet<KeyId> {
  const authors = new Set([giver]);
  for (const { from, isVouched, runs } of arrivalsIn(store))
    if (isVouched && from === giver) for (const { author } of runs) authors.add(author);
  return authors;
}
