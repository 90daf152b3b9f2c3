// Authors as they are shown: a device under an organisation, or, while nobody vouched for it, its short code.

import { type KeyId, shortCodeOf } from '#shared/base/ids.ts';
import type { HeldChangeset } from '#shared/merge/state.ts';
import type { AuthorView } from './trust-views.ts';
import type { HeldView } from './carry-views.ts';
import type { Session } from './session.ts';
import { DEVICE_NAME } from './shelf-names.ts';

export function authorView(
  { trust, device, former, ledger }: Pick<Session, 'trust' | 'device' | 'former' | 'ledger'>,
  kid: KeyId,
): AuthorView {
  const author = trust.authors.get(kid);
  const isThisDevice = kid === device.kid;
  const ownName = isThisDevice ? ledger.store.shelf.get(DEVICE_NAME) : undefined;
  const isLostDevice = former.some((each) => each.kid === kid);
  return {
    kid,
    name: author?.name ?? (typeof ownName === 'string' ? ownName : shortCodeOf(kid)),
    organisation: author?.organisation ?? '',
    isThisDevice,
    ...(isLostDevice ? { isLostDevice } : {}),
    known: author !== undefined || isThisDevice || isLostDevice,
  };
}

export const heldView = (
  session: Parameters<typeof authorView>[0],
  { id, author, seq, reason }: HeldChangeset,
): HeldView => ({
  changeset: id,
  author: authorView(session, author),
  seq,
  reason,
});
