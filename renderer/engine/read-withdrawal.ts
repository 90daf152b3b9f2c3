// Who has confirmed that what was taken back is erased, and who has not: of the readers that were given it from here.
// A reader without a known device can confirm nothing, and stays among those who have not.

import type { RecordId } from '#shared/base/ids.ts';
import { decodeErased, type Erased } from '#shared/bundle/erased.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { authorView } from './authors.ts';
import type { DeliveryLedger } from './delivery-ledger.ts';
import { wasGiven } from './erasures.ts';
import type { Session } from './session.ts';
import { ERASURE, type Erasure, type Issued, ISSUED, RECEIPT } from './shelf-names.ts';
import type { WithdrawalView } from './withdrawal-views.ts';

export function readWithdrawal(session: Session, { bundles }: DeliveryLedger, record: RecordId): WithdrawalView | null {
  const erasure = session.ledger.store.shelf.get(`${ERASURE}${record}`) as object as Erasure | undefined;
  if (erasure === undefined) return null;
  const { cells, by, since, erasedAt, withdrawal } = erasure;
  const confirmed = proofsIn(session).filter((proof) => proof.withdrawal === withdrawal);
  const waiting = new Map<string, { reader: string; since: string }>();
  for (const sent of bundles) {
    const { reader, recipient, readerKid, madeAt } = sent.packed;
    if (sent.reached === 'packed' || !wasGiven(sent.packed, erasure)) continue;
    if (confirmed.some((proof) => proof.by === readerKid) || waiting.has(recipient)) continue;
    waiting.set(recipient, { reader, since: madeAt });
  }
  return {
    cells,
    by: authorView(session, by),
    since,
    erasedAt,
    confirmed: confirmed.map((proof) => ({ device: authorView(session, proof.by), at: proof.at.time })),
    waiting: [...waiting.values()],
  };
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
