// Opens a bundle's seal with the vault's help: the age key stays in the main process and gives the file key.

import type { BundleId, KeyId } from '#shared/base/ids.ts';
import { type Opening } from '../engine/opener.ts';
import { ownKeysOf, type Session, VaultRefusal } from '../engine/session.ts';
import { CONTAINED } from '../engine/shelf-names.ts';

type Opens = Pick<Session, 'desktop' | 'opener'>;

/** Of what is only looked into: no changeset is verified. */
export const openSealed = (session: Opens, bytes: Uint8Array): Promise<Opening> =>
  openedBy(session, bytes, async () => new Map());

/** Of what shall be taken in: what its authors signed is verified, unless it is here already. */
export const openToTakeIn = (session: Session, bytes: Uint8Array): Promise<Opening> =>
  openedBy(session, bytes, async (bundle, authors) => {
    const { trust, ledger } = session;
    const own = new Map(ownKeysOf(session).map(({ kid, key }) => [kid, key]));
    const keyOf = (kid: KeyId): string | undefined => trust.authors.get(kid)?.key ?? own.get(kid);
    const isHere = ledger.store.shelf.get(`${CONTAINED}${bundle}`) !== undefined;
    const known = isHere ? [] : authors.map((kid) => [kid, keyOf(kid)] as const);
    return new Map(known.flatMap(([kid, key]) => (key === undefined ? [] : [[kid, key] as const])));
  });

async function openedBy(
  { desktop, opener }: Opens,
  bytes: Uint8Array,
  keysOf: (bundle: BundleId, authors: readonly KeyId[]) => Promise<ReadonlyMap<KeyId, string>>,
): Promise<Opening> {
  const opening = await opener.open(bytes, {
    unwrap: (stanzas) => desktop.vaultUnwrap({ stanzas: [...stanzas] }),
    keysOf,
  });
  if (!opening.ok) throw new VaultRefusal(opening.error);
  return opening.value;
}
