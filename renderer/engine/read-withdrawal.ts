// Who has confirmed that what was taken back is erased, and who has not: of the readers that were given it from here.
// A reader without a known device can confirm nothing, and stays among those who have not.

import type { RecordId } from '#shared/base/ids.ts';
import { decodeErased, type Erased } from '#shared/bundle/erased.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Withdrawal } from '#shared/merge/withdraw.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import { authorView } from './authors.ts';
import type { DeliveryLedger } from './delivery-ledger.ts';
import { erasureOf, wasGiven } from './erasures.ts';
import { isOwn, type Session } from './session.ts';
import { type Issued, ISSUED, RECEIPT } from './shelf-names.ts';
import type { TakenBack, WithdrawalView } from './withdrawal-views.ts';

export function readWithdrawal(session: Session, { bundles }: DeliveryLedger, record: RecordId): WithdrawalView | null {
  const { store } = session.ledger;
  const erasure = erasureOf(store, record);
  if (erasure === undefined || erasure.heeded.length + erasure.ignored.length === 0) return null;
  const { heeded, ignored, since, erasedAt } = erasure;
  const confirmed = confirmedBy(session, heeded);
  const waiting = new Map<string, { reader: string; since: string }>();
  for (const sent of bundles) {
    const { reader, recipient, readerKid, madeAt } = sent.packed;
    if (sent.reached === 'packed' || !wasGiven(sent.packed, erasure)) continue;
    if (confirmed.some((proof) => proof.by === readerKid) || waiting.has(readerKid ?? recipient)) continue;
    waiting.set(readerKid ?? recipient, { reader, since: madeAt });
  }
  const viewOf = ({ author, cells, reason }: Withdrawal, isOwnWords = false): TakenBack => ({
    by: authorView(session, author),
    cells: cells?.filter((cell) => translationAt(cell) === undefined) ?? null,
    reason,
    isOwnWords,
  });
  return {
    heeded: heeded.map((each) => viewOf(each, !each.isWide)),
    ignored: ignored.map((each) => viewOf(each)),
    isWhole: heeded.some(({ cells, isWide }) => cells === null && isWide),
    since,
    erasedAt,
    confirmed: confirmed.map((proof) => ({ device: authorView(session, proof.by), at: proof.at.time })),
    waiting: [...waiting.values()],
  };
}

/**
 * Devices that have erased all of it: each withdrawal is confirmed to whoever signed it, so of those of this device's
 * person every one, where there are any.
 */
function confirmedBy(session: Session, heeded: readonly Withdrawal[]): readonly Erased[] {
  const own = heeded.filter(({ author }) => isOwn(session, author));
  const asked = new Set((own.length > 0 ? own : heeded).map(({ id }) => id));
  const proofs = proofsIn(session).filter(({ withdrawal }) => asked.has(withdrawal));
  const byDevice = Map.groupBy(proofs, ({ by }) => by);
  return [...byDevice.values()].flatMap((given) =>
    given.length < asked.size ? [] : given.sort((a, b) => (a.at.time < b.at.time ? 1 : -1)).slice(0, 1),
  );
}

/** Of each device the newest word. */
function proofsIn({ ledger }: Session): readonly Erased[] {
  const { shelf } = ledger.store;
  const signed = [
    ...shelf.under(RECEIPT).map(([, value]) => value as object as Signed),
    ...shelf.under(ISSUED).flatMap(([, value]) => {
      const issued = value as object as Issued;
      return issued.isOwn ? [] : [issued.signed];
    }),
  ];
  const newest = new Map<string, Erased>();
  for (const each of signed) {
    const proof = decodeErased(each);
    if (proof === undefined) continue;
    const name = `${proof.withdrawal} ${proof.by}`;
    const before = newest.get(name);
    if (before === undefined || before.at.time < proof.at.time) newest.set(name, proof);
  }
  return [...newest.values()];
}
