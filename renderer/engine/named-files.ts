// Which attachments the records here name, by the digest of the file: live writes only, so that what was taken out
// is neither asked for nor sent. What is named and not here is missing; what came and nothing names is held, inside
// the kept bundle that brought it, until the record that names it comes.

import type { Digest, RecordId } from '#shared/base/ids.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import { type FileMark, fileMarksOf } from '../store/record-line.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { TAKEN_IN, type TakenIn } from './shelf-names.ts';

export interface NamedIn {
  readonly mark: FileMark;
  readonly record: RecordId;
}

/**
 * By digest. More than one may name it, and one of them may lie about the salt: the file is whichever's it is.
 * @param plan what is about to be applied, if anything is: its records count as they will be
 * @param among only these records are looked at, and those of the plan; default: all
 */
export function namedFiles(
  store: Store,
  plan?: MergePlan,
  among: Iterable<RecordId> = store.records.summaries.keys() as Iterable<RecordId>,
): ReadonlyMap<Digest, readonly NamedIn[]> {
  const named = new Map<Digest, NamedIn[]>();
  const add = (record: RecordId, marks: readonly FileMark[] | undefined): void => {
    for (const mark of marks ?? []) named.set(mark.digest, [...(named.get(mark.digest) ?? []), { mark, record }]);
  };
  for (const id of among) {
    if (plan?.records.has(id) !== true) add(id, store.records.summaries.get(id)?.files);
  }
  for (const [id, state] of plan?.records ?? []) add(id, fileMarksOf(state));
  return named;
}

export interface FileCounts {
  /** records name them, and they have not come */
  readonly missing: number;
  /** they came, and no record that is here names them */
  readonly held: number;
}

export function fileCounts({ ledger, blobs }: Pick<Session, 'ledger' | 'blobs'>): FileCounts {
  const named = namedFiles(ledger.store);
  const came = new Set(takenInWithFiles(ledger.store).flatMap(({ files }) => files));
  return {
    missing: [...named.keys()].filter((digest) => !blobs.has(digest)).length,
    held: [...came].filter((digest) => !named.has(digest) && !blobs.has(digest)).length,
  };
}

/** Bundles taken in that brought files, the newest first. */
export const takenInWithFiles = ({
  shelf,
}: Pick<Store, 'shelf'>): readonly { readonly taken: TakenIn; readonly files: readonly Digest[] }[] =>
  shelf
    .under(TAKEN_IN)
    .map(([, value]) => value as object as TakenIn)
    .flatMap((taken) => (taken.files === undefined ? [] : [{ taken, files: taken.files }]))
    .sort((a, b) => (a.taken.at < b.taken.at ? 1 : -1));
