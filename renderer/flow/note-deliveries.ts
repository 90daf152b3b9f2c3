// Keeps the *stored* receipts that letterboxes gave the courier, so that a record stays "delivered" whatever
// becomes of the courier's queue. A receipt counts only if it names the very file that was packed, or is carried.

import type { Json } from '#shared/base/json.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { signedIdOf } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import { activityChange } from '../engine/activity.ts';
import { packedOf } from '../engine/delivery-ledger.ts';
import type { Session } from '../engine/session.ts';
import { shortCodeOf } from '#shared/base/ids.ts';
import { CARGO, HUB_KEY, RECEIPT } from '../engine/shelf-names.ts';

export async function noteDeliveries(session: Session, deliveries: readonly Delivery[]): Promise<void> {
  const { ledger } = session;
  if (receiptsIn(session, deliveries).size === 0) return;
  await ledger.exclusive(async () => {
    const receipts = receiptsIn(session, deliveries);
    if (receipts.size === 0) return;
    const codes = [...receipts.values()].map(({ delivery }) => shortCodeOf(delivery.bundle)).join(' ');
    const changes = [...receipts].map(([name, { delivery }]): [string, Json] => [
      name,
      delivery.receipt as object as Json,
    ]);
    const hubs = [...receipts.values()].flatMap(({ delivery, letterbox }): [string, Json][] =>
      delivery.isNearby === true ? [[`${HUB_KEY}${letterbox}`, true]] : [],
    );
    await ledger.commit({
      shelf: new Map([...changes, ...hubs, ...activityChange(session, 'bundleStored', { code: codes })]),
    });
  });
  session.tell(['deliveries', 'records', 'activity']);
}

function receiptsIn({ ledger }: Session, deliveries: readonly Delivery[]) {
  const { shelf } = ledger.store;
  return new Map(
    deliveries.flatMap((delivery) => {
      const receipt = delivery.receipt === null ? undefined : decodeStoredReceipt(delivery.receipt);
      const packed = packedOf(ledger.store, delivery.bundle);
      if (delivery.receipt === null || receipt === undefined) return [];
      const isCarried = shelf.get(`${CARGO}${receipt.sha256}`) !== undefined;
      if (packed?.sha256 !== receipt.sha256 && !isCarried) return [];
      const name = `${RECEIPT}${signedIdOf(delivery.receipt.type, delivery.receipt.body)}`;
      return shelf.get(name) === undefined ? [[name, { delivery, letterbox: receipt.letterbox }] as const] : [];
    }),
  );
}
