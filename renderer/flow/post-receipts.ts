// Leaves receipts that were made here in their devices' out-trays, at every letterbox of the profile that does
// not have them yet, and the secretariat's words for those whose changesets came through here. It runs after taking in
// and after fetching; what does not get through is tried again then, and travels in the next bundle that way in any
// case.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { arrivalsIn } from '../engine/arrivals.ts';
import { ownChain } from '../engine/own-chain.ts';
import { profileOf, type Session } from '../engine/session.ts';
import { type Issued, ISSUED, ONWARD, type Onward } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { onwardWords } from './answers-for.ts';

/** What is left for one device, and what is noted when it is. */
interface Post {
  readonly to: KeyId;
  readonly signed: readonly Signed[];
  readonly noted: () => ShelfChanges;
}

export async function postReceipts(session: Session): Promise<void> {
  const profile = profileOf(session);
  for (const { url } of profile?.letterboxes ?? []) {
    for (const { to, signed, noted } of [...waitingFor(session, url), ...onwardFor(session, url)]) {
      const posted = await session.desktop.courierPost({
        letterbox: url,
        mechanism: profile?.id ?? '',
        credentials: [...ownChain(session)],
        to,
        signed: [...ownChain(session), ...signed], // who signed must be known there
      });
      if (!posted.ok) break; // the letterbox is not there for the others either
      await session.ledger.exclusive(() => session.ledger.commit({ shelf: noted() }));
    }
  }
}

type Named = readonly [name: string, issued: Issued];

function waitingFor({ ledger }: Session, url: string): readonly Post[] {
  const byDevice = new Map<KeyId, Named[]>();
  for (const [name, value] of ledger.store.shelf.under(ISSUED)) {
    const issued = value as object as Issued;
    if (!issued.isOwn || issued.postedTo.includes(url)) continue;
    byDevice.set(issued.to, [...(byDevice.get(issued.to) ?? []), [name, issued]]);
  }
  return [...byDevice].map(([to, list]) => ({
    to,
    signed: list.map(([, { signed }]) => signed),
    noted: () =>
      new Map(
        list.map(([name, issued]): [string, Json] => {
          const value: Issued = { ...issued, postedTo: [...issued.postedTo, url] };
          return [name, value as object as Json];
        }),
      ),
  }));
}

/** For each device that brought others' or its own changesets here, once for each word. */
function onwardFor(session: Session, url: string): readonly Post[] {
  const { store } = session.ledger;
  const givers = new Set(arrivalsIn(store).flatMap(({ from, isVouched }) => (isVouched ? [from] : [])));
  return [...givers].flatMap((to) => {
    const words = onwardWords(session, to);
    const name = `${ONWARD}${to}`;
    const before = (store.shelf.get(name) as object as Onward | undefined) ?? {};
    const news = words.filter(({ id }) => before[url]?.includes(id) !== true);
    if (news.length === 0) return [];
    const ids: readonly Digest[] = words.map(({ id }) => id);
    const value = { ...before, [url]: ids } as object as Json;
    return [{ to, signed: news.map(({ signed }) => signed), noted: () => new Map([[name, value]]) }];
  });
}
