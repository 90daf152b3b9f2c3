// Other laptops on the local network that this notebook hands over to: addresses that a person typed and allowed, the
// newest of them kept. They are no letterboxes of the mechanism's: what lies on a colleague's laptop may be lost with it.

import type { KeyId } from '#shared/base/ids.ts';
import { addressOfLetterbox } from '#shared/wire/hub-address.ts';
import type { Store } from '../store/store.ts';
import type { HandOverView } from './carry-views.ts';
import { isWorkshop, mechanismReaders, profileOf, selfOf, type Session } from './session.ts';
import { HUB_KEY, NEARBY, type NearbyPlace } from './shelf-names.ts';

type Letterboxes = HandOverView['letterboxes'];

/** The newest first. */
export const nearbyIn = ({ ledger }: Pick<Session, 'ledger'>): readonly (NearbyPlace & { readonly url: string })[] =>
  ledger.store.shelf
    .under(NEARBY)
    .map(([name, value]) => ({ url: name.slice(NEARBY.length), ...(value as object as NearbyPlace) }))
    .sort((a, b) => b.order - a.order);

/** The mechanism's, then other laptops'. */
export const letterboxesOf = (session: Session): Letterboxes => [
  ...(profileOf(session)?.letterboxes ?? []),
  ...nearbyIn(session).map(({ url }) => ({
    name: addressOfLetterbox(url),
    url,
    isNearby: true as const,
  })),
];

/** Whether what is sent there goes to a laptop, another's or this one's own. */
export const isNearby = (session: Session, letterbox: string): boolean =>
  profileOf(session)?.letterboxes.every(({ url }) => url !== letterbox) === true;

/** Keys of letterboxes on laptops: their *stored* receipts say where a bundle lies, not that it is safe. */
export const hubKeysIn = ({ shelf }: Pick<Store, 'shelf'>): ReadonlySet<KeyId> =>
  new Set(shelf.under(HUB_KEY).map(([name]) => name.slice(HUB_KEY.length) as KeyId));

/** Whoever may list what lies at a letterbox may be one for others; in a workshop there is a room for that. */
export const mayReceive = (session: Session): boolean =>
  !isWorkshop(session) &&
  (selfOf(session)?.scope.roles.some((role) => role === 'secretariat' || role === 'coordinator') === true ||
    mechanismReaders(session).some(({ kid }) => kid === session.device.kid));
