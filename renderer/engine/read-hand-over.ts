// What handing over reads: readers, letterboxes, what waits, and every bundle made here with its receipts.

import { shortCodeOf } from '#shared/base/ids.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import { authorView } from './authors.ts';
import { cargoViews } from './cargo.ts';
import type { Catalogue } from './catalogue.ts';
import type { DeliveryLedger, SentBundle } from './delivery-ledger.ts';
import type { BundleView, HandOverView } from './carry-views.ts';
import type { RecordRow } from './record-views.ts';
import type { ReceiptView } from './today-views.ts';
import { letterboxesOf, mayReceive } from './nearby.ts';
import { readersView } from './readers.ts';
import type { Session } from './session.ts';
import { firstOf } from './slices.ts';

/** More than this are counted, and go with all or not at all. */
const SHOWN_WAITING = 500;

export async function readHandOver(
  session: Session,
  catalogue: Catalogue,
  deliveries: readonly Delivery[],
): Promise<HandOverView> {
  const { waiting } = await catalogue.standing();
  return {
    readers: readersView(session),
    letterboxes: letterboxesOf(session),
    mayReceive: mayReceive(session),
    waiting: newestFirst(waiting.values(), SHOWN_WAITING),
    waitingCount: waiting.size,
    bundles: catalogue
      .deliveries()
      .bundles.map((sent) => bundleView(session, sent, deliveries))
      .reverse(),
    cargo: cargoViews(session, deliveries),
  };
}

/** The newest of them, and no more. */
export const newestFirst = (rows: Iterable<RecordRow>, count: number): readonly RecordRow[] =>
  firstOf(rows, count, (a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1));

/** Newest first, by the order in which bundles were made. */
export const receiptViews = (session: Session, { bundles }: DeliveryLedger): readonly ReceiptView[] =>
  bundles.flatMap((sent) => receiptsOf(session, sent)).reverse();

function bundleView(session: Session, sent: SentBundle, deliveries: readonly Delivery[]): BundleView {
  const { packed, reached } = sent;
  return {
    bundle: packed.bundle,
    code: shortCodeOf(packed.bundle),
    reader: packed.reader,
    records: packed.records.length,
    files: packed.files?.length ?? 0,
    size: packed.size,
    madeAt: packed.madeAt,
    state: reached,
    delivery: deliveries.findLast(({ bundle }) => bundle === packed.bundle) ?? null,
    receipts: receiptsOf(session, sent),
  };
}

/** Stored before merged, as they come. */
function receiptsOf(session: Session, { packed, stored, merged }: SentBundle): readonly ReceiptView[] {
  const facts = { bundle: packed.bundle, code: shortCodeOf(packed.bundle), records: packed.records.length };
  const ofLetterbox: readonly ReceiptView[] =
    stored === null ? [] : [{ ...facts, kind: 'stored', from: shortCodeOf(stored.letterbox), at: stored.at }];
  const ofReaders = merged.map(
    ({ by, at }): ReceiptView => ({ ...facts, kind: 'merged', from: authorView(session, by).name, at: at.time }),
  );
  return [...ofLetterbox, ...ofReaders];
}
