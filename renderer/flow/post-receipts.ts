// Leaves receipts that were made here in their devices' out-trays, at every letterbox of the profile that does
// not have them yet. It runs after taking in and after fetching; what does not get through is tried again then,
// and travels in the next bundle that way in any case.

import type { Json } from '#shared/base/json.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { ownChain } from '../engine/own-chain.ts';
import { profileOf, type Session } from '../engine/session.ts';
import { type Issued, ISSUED } from '../engine/shelf-names.ts';

export async function postReceipts(session: Session): Promise<void> {
  const profile = profileOf(session);
  for (const { url } of profile?.letterboxes ?? []) {
    for (const [to, issued] of waitingFor(session, url)) {
      const posted = await session.desktop.courierPost({
        letterbox: url,
        mechanism: profile?.id ?? '',
        credentials: [...ownChain(session)],
        to,
        signed: [...ownChain(session), ...issued.map(([, { signed }]) => signed)], // who signed must be known there
      });
      if (!posted.ok) break; // the letterbox is not there for the others either
      await markPosted(session, url, issued);
    }
  }
}

type Named = readonly [name: string, issued: Issued];

function waitingFor({ ledger }: Session, url: string): ReadonlyMap<KeyId, readonly Named[]> {
  const byDevice = new Map<KeyId, Named[]>();
  for (const [name, value] of ledger.store.shelf.under(ISSUED)) {
    const issued = value as object as Issued;
    if (!issued.isOwn || issued.postedTo.includes(url)) continue;
    byDevice.set(issued.to, [...(byDevice.get(issued.to) ?? []), [name, issued]]);
  }
  return byDevice;
}

async function markPosted({ ledger }: Session, url: string, posted: readonly Named[]): Promise<void> {
  const marked = posted.map(([name, issued]): [string, Json] => {
    const value: Issued = { ...issued, postedTo: [...issued.postedTo, url] };
    return [name, value as object as Json];
  });
  await ledger.exclusive(() => ledger.commit({ shelf: new Map(marked) }));
}
