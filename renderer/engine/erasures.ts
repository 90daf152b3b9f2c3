// What consent was taken back to, as this device has it on its shelf: noted before anything is erased, and kept for
// ever, so that nothing of it comes in again.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { oncePer } from '#shared/base/once.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import type { Reach, Withdrawn } from '#shared/merge/withdraw.ts';
import { begunIn, type Parties } from '#shared/merge/withdrawal-rights.ts';
import type { Store } from '../store/store.ts';
import { ownKeysOf, type Session } from './session.ts';
import { ERASURE, type Erasure, type PackedBundle } from './shelf-names.ts';

type Entries = readonly (readonly [string, Json])[];

export const erasuresIn = ({ shelf }: Pick<Store, 'shelf'>): readonly (readonly [RecordId, Erasure])[] =>
  shelf.under(ERASURE).map(([name, value]) => [name.slice(ERASURE.length) as RecordId, value as object as Erasure]);

/** With a whole record goes what reviewers said of it: it may quote it. */
export const withdrawnIn = ({ shelf }: Pick<Store, 'shelf'>): Withdrawn => withdrawnOf(shelf.under(ERASURE));

const withdrawnOf = oncePer((entries: Entries): Withdrawn => {
  const withdrawn = new Map<RecordId, readonly Reach[]>();
  for (const [name, value] of entries) {
    const { reaches, isProven } = value as object as Erasure;
    if (isProven !== true) continue;
    for (const [record, of] of withdrawnBy(name.slice(ERASURE.length) as RecordId, reaches)) withdrawn.set(record, of);
  }
  return withdrawn;
});

/** What a record's reaches come to, its review among it. */
export function withdrawnBy(record: RecordId, reaches: readonly Reach[]): Withdrawn {
  if (reaches.length === 0) return new Map();
  return new Map<RecordId, readonly Reach[]>([
    [record, reaches],
    ...(reaches.some(isWhole) ? [[reviewIdOf(record), [WHOLE]] as const] : []),
  ]);
}

/** All of a record, whoever wrote it. */
const WHOLE: Reach = { cells: null, of: null };

const isWhole = ({ cells, of }: Reach): boolean => cells === null && of === null;

export const erasureOf = ({ shelf }: Pick<Store, 'shelf'>, record: RecordId): Erasure | undefined =>
  shelf.get(`${ERASURE}${record}`) as object as Erasure | undefined;

export const isWholeWithdrawn = (store: Pick<Store, 'shelf'>, record: RecordId): boolean =>
  withdrawnIn(store).get(record)?.some(isWhole) === true;

/** Answers that this device does not write again; of a record that is erased whole, nothing is written at all. */
export const closedCells = (
  { ledger, device }: Pick<Session, 'ledger' | 'device'>,
  record: RecordId,
): readonly string[] =>
  (withdrawnIn(ledger.store).get(record) ?? []).flatMap(({ cells, of }) =>
    of === null || of.includes(device.kid) ? (cells ?? []) : [],
  );

/**
 * What does not come in again. A record that somebody began earlier than was known is asked about anew before anything
 * of it goes: whoever asked may have had no right to it.
 */
export function withdrawnFor(store: Pick<Store, 'shelf'>, incoming: readonly VerifiedChangeset[]): Withdrawn {
  const withdrawn = withdrawnIn(store);
  const begunElsewhere = [...recordsTouchedBy(incoming)].filter((record) => {
    const noted = erasureOf(store, record)?.begun;
    return withdrawn.has(record) && noted !== undefined && begunIn(incoming, record, noted)?.id !== noted.id;
  });
  if (begunElsewhere.length === 0) return withdrawn;
  const left = new Map(withdrawn);
  for (const record of begunElsewhere) {
    left.delete(record);
    left.delete(reviewIdOf(record));
  }
  return left;
}

export const partiesOf = (session: Pick<Session, 'device' | 'former' | 'trust'>): Parties => ({
  trust: session.trust,
  own: ownKeysOf(session).map(({ kid }) => kid),
});

/** Whether a bundle that was packed here held any of what is erased. */
export const wasGiven = ({ given, files }: PackedBundle, erasure: Pick<Erasure, 'parts' | 'files'>): boolean =>
  files?.some((digest) => erasure.files.includes(digest)) === true ||
  erasure.parts.some((part) =>
    given.some(
      ({ levels, runs }) =>
        part.levels.some((level) => levels.includes(level)) && runs.some((run) => isInRun(run, part)),
    ),
  );
