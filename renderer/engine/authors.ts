// Authors as they are shown: a device under an organisation, or, while nobody vouched for it, its short code.

import { type KeyId, shortCodeOf } from '#shared/base/ids.ts';
import { oncePer } from '#shared/base/once.ts';
import type { Author, Trust } from '#shared/log/roster.ts';
import type { HeldChangeset } from '#shared/merge/state.ts';
import type { AuthorView } from './trust-views.ts';
import type { HeldView } from './carry-views.ts';
import type { Session } from './session.ts';
import { DEVICE_NAME } from './shelf-names.ts';

export function authorView(
  { trust, device, former, companions, ledger }: Pick<Session, 'trust' | 'device' | 'former' | 'companions' | 'ledger'>,
  kid: KeyId,
): AuthorView {
  const author = trust.authors.get(kid);
  const isThisDevice = kid === device.kid;
  const ownName = isThisDevice ? ledger.store.shelf.get(DEVICE_NAME) : undefined;
  const companion = companions.get(kid);
  const isLostDevice = former.some((each) => each.kid === kid);
  return {
    kid,
    name: author === undefined && typeof ownName === 'string' ? ownName : (companion?.name ?? shownNameOf(trust, kid)),
    organisation: author?.organisation ?? '',
    isThisDevice,
    ...(isLostDevice ? { isLostDevice } : {}),
    known: author !== undefined || isThisDevice || isLostDevice || companion !== undefined,
  };
}

/** A name; with its short code where two laptops of one organisation have the same: they are one person's, told apart. */
export function shownNameOf({ authors }: Pick<Trust, 'authors'>, kid: KeyId): string {
  const author = authors.get(kid);
  if (author === undefined) return shortCodeOf(kid);
  return (bearersOf(authors).get(personOf(author)) ?? 1) > 1 ? `${author.name} (${shortCodeOf(kid)})` : author.name;
}

const personOf = ({ organisation, name }: Author): string => JSON.stringify([organisation, name.trim()]);

const bearersOf = oncePer((authors: Trust['authors']): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const author of authors.values()) counts.set(personOf(author), (counts.get(personOf(author)) ?? 0) + 1);
  return counts;
});

export const heldView = (
  session: Parameters<typeof authorView>[0],
  { id, author, seq, reason }: HeldChangeset,
): HeldView => ({
  changeset: id,
  author: authorView(session, author),
  seq,
  reason,
});
