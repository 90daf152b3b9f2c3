// Authors as they are shown: a device under an organisation, or, while nobody vouched for it, its short code.

import { type KeyId, shortCodeOf } from '#shared/base/ids.ts';
import type { HeldChangeset } from '#shared/merge/state.ts';
import type { AuthorView } from './trust-views.ts';
import type { HeldView } from './carry-views.ts';
import type { Session } from './session.ts';
import { DEVICE_NAME } from './shelf-names.ts';

export function authorView(
  { trust, device, ledger }: Pick<Session, 'trust' | 'device' | 'ledger'>,
  kid: KeyId,
): AuthorView {
  const author = trust.authors.get(kid);
  const isThisDevice = kid === device.kid;
  const ownName = isThisDevice ? ledger.store.shelf.get(DEVICE_NAME) : undefined;
  return {
    kid,
    name: author?.name ?? (typeof ownName === 'string' ? ownName : shortCodeOf(kid)),
    organisation: author?.organisation ?? '',
    isThisDevice,
    known: author !== undefined || isThisDevice,
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
