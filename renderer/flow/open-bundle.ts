// Opens a bundle's seal with the vault's help: the age key stays in the main process and gives the file key.

import type { BundleId, KeyId } from '#shared/base/ids.ts';
import { type Opening, type SealedStanza } from '../engine/opener.ts';
import { isWorkshop, ownKeysOf, type Session, VaultRefusal } from '../engine/session.ts';
import { CONTAINED } from '../engine/shelf-names.ts';

type Opens = Pick<Session, 'desktop' | 'opener' | 'device'>;

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
  session: Opens,
  bytes: Uint8Array,
  keysOf: (bundle: BundleId, authors: readonly KeyId[]) => Promise<ReadonlyMap<KeyId, string>>,
): Promise<Opening> {
  const { desktop, opener } = session;
  const host = {
    unwrap: (stanzas: readonly SealedStanza[]) => desktop.vaultUnwrap({ stanzas: [...stanzas] }),
    keysOf,
  };
  const opening = await opener.open(bytes, host, isWorkshop(session));
  if (!opening.ok) throw new VaultRefusal(opening.error);
  return opening.value;
}
