// What consent was taken back to, as this device has it on its shelf: noted before anything is erased, and kept for
// ever, so that nothing of it comes in again.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { oncePer } from '#shared/base/once.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import type { Withdrawn } from '#shared/merge/withdraw.ts';
import type { Store } from '../store/store.ts';
import { ERASURE, type Erasure, type PackedBundle } from './shelf-names.ts';

type Entries = readonly (readonly [string, Json])[];

export const erasuresIn = ({ shelf }: Pick<Store, 'shelf'>): readonly (readonly [RecordId, Erasure])[] =>
  shelf.under(ERASURE).map(([name, value]) => [name.slice(ERASURE.length) as RecordId, value as object as Erasure]);

/** With a whole record goes what reviewers said of it: it may quote it. */
export const withdrawnIn = ({ shelf }: Pick<Store, 'shelf'>): Withdrawn => withdrawnOf(shelf.under(ERASURE));

const withdrawnOf = oncePer((entries: Entries): Withdrawn => {
  const withdrawn = new Map<RecordId, readonly string[] | null>();
  for (const [name, value] of entries) {
    const { cells, isProven } = value as object as Erasure;
    if (isProven !== true) continue;
    const record = name.slice(ERASURE.length) as RecordId;
    withdrawn.set(record, cells);
    if (cells === null) withdrawn.set(reviewIdOf(record), null);
  }
  return withdrawn;
});

export const isWholeWithdrawn = (store: Pick<Store, 'shelf'>, record: RecordId): boolean =>
  withdrawnIn(store).get(record) === null;

/** Whether a bundle that was packed here held any of what is erased. */
export const wasGiven = ({ given, files }: PackedBundle, erasure: Pick<Erasure, 'parts' | 'files'>): boolean =>
  files?.some((digest) => erasure.files.includes(digest)) === true ||
  erasure.parts.some((part) =>
    given.some(
      ({ levels, runs }) =>
        part.levels.some((level) => levels.includes(level)) && runs.some((run) => isInRun(run, part)),
    ),
  );
