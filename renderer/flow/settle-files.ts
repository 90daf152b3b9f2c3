// The attachments that a bundle brings, each against the cell that names it. One whose cell is here is checked and
// kept; one that is not the file its cell names is refused, and nothing of it is kept; one that no cell names stays
// in the kept bundle until its record comes, which may be first or last. What a full disk could not keep is in the
// bundle too and is found there again. Nothing of this ever stands in the way of the records themselves.

import type { BundleId, Digest } from '#shared/base/ids.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { decodeRequest } from '#shared/bundle/request.ts';
import { type MergePlan, recordsTouchedBy } from '#shared/merge/plan.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { type NamedIn, namedFiles, takenInWithFiles } from '../engine/named-files.ts';
import type { Session } from '../engine/session.ts';
import { ISSUED, type Issued } from '../engine/shelf-names.ts';
import { openSealed } from './open-bundle.ts';

export interface SettledFiles {
  /** now here that were not before */
  readonly arrived: number;
  /** came with this bundle, and no record names them yet */
  readonly held: number;
  readonly refused: number;
  /** named by the records of this bundle, or asked of its sender before, and not here */
  readonly missing: readonly Digest[];
}

export async function settleFiles(
  session: Session,
  opened: OpenedBundle,
  plan: MergePlan,
  touched: readonly VerifiedChangeset[],
): Promise<SettledFiles> {
  const { store } = session.ledger;
  const records = recordsTouchedBy(touched);
  const asked = askedOf(session, opened.manifest.from);
  // Where no file came and none was asked for, only what the bundle's own records name matters.
  const isOnlyOfThese = opened.blobs.length === 0 && asked.size === 0;
  const named = isOnlyOfThese ? namedFiles(store, plan, records) : namedFiles(store, plan);
  const counts = { arrived: 0, held: 0, refused: 0 };
  for (const { digest, bytes } of opened.blobs) {
    const marks = named.get(digest);
    if (marks === undefined) counts.held++;
    else if (!session.blobs.has(digest)) {
      const answer = await keepAsNamed(session, marks, bytes);
      if (answer === 'kept') counts.arrived++;
      else if (answer === 'wrongFile') counts.refused++;
    }
  }
  const news = [...named].filter(([, marks]) => marks.some(({ record }) => plan.records.has(record)));
  counts.arrived += await findFiles(session, new Map(news));
  const isOfThis = (digest: Digest, marks: readonly NamedIn[]): boolean =>
    asked.has(digest) || marks.some(({ record }) => records.has(record));
  const missing = [...named].flatMap(([digest, marks]) =>
    !session.blobs.has(digest) && isOfThis(digest, marks) ? [digest] : [],
  );
  return { ...counts, missing };
}

/** Looks for files that are not here in the bundles kept on this device; answers how many were found and kept. */
export async function findFiles(session: Session, wanted: ReadonlyMap<Digest, readonly NamedIn[]>): Promise<number> {
  const lacking = new Map([...wanted].filter(([digest]) => !session.blobs.has(digest)));
  let found = 0;
  for (const { taken, files } of lacking.size === 0 ? [] : takenInWithFiles(session.ledger.store)) {
    if (taken.report.bundle === null || !files.some((digest) => lacking.has(digest))) continue;
    for (const { digest, bytes } of await blobsIn(session, taken.report.bundle)) {
      const marks = lacking.get(digest);
      if (marks === undefined || (await keepAsNamed(session, marks, bytes)) !== 'kept') continue;
      lacking.delete(digest);
      found++;
    }
  }
  return found;
}

/** Under whichever cell the bytes are of. */
async function keepAsNamed(
  { blobs }: Session,
  marks: readonly NamedIn[],
  bytes: Uint8Array,
): Promise<'kept' | 'wrongFile' | 'notKept'> {
  for (const { mark } of marks) {
    const kept = await blobs.keep(mark, bytes);
    if (kept.ok) return 'kept';
    if (kept.error.type !== 'wrongFile') return 'notKept';
  }
  return 'wrongFile';
}

async function blobsIn(session: Session, id: BundleId): Promise<OpenedBundle['blobs']> {
  const bytes = await session.desktop.bundleRead({ id });
  const opened = bytes.ok ? (await openSealed(session, bytes.value)).opened : bytes;
  return opened.ok ? opened.value.blobs : [];
}

/** What this device has asked its sender for and not taken back. */
function askedOf({ ledger }: Session, from: string): ReadonlySet<Digest> {
  const issued = ledger.store.shelf.get(`${ISSUED}request/${from}`) as object as Issued | undefined;
  return new Set(issued === undefined ? [] : decodeRequest(issued.signed)?.blobs);
}
