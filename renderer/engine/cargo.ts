// Sealed bundles that are carried for somebody else. Nothing of their content is known here, and nothing is claimed of
// it: they are a number, a size, a short code, and since when. One is let go when a receipt names its file.

import type { Digest } from '#shared/base/ids.ts';
import { shortCodeOf, type BundleId } from '#shared/base/ids.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { CargoView } from './carry-views.ts';
import { heardReceipts } from './heard-receipts.ts';
import { hubKeysIn } from './nearby.ts';
import type { Session } from './session.ts';
import { CARGO, type CargoEntry, RECEIPT } from './shelf-names.ts';

/** The oldest first. */
export const cargoIn = ({ ledger }: Pick<Session, 'ledger'>): readonly (CargoEntry & { readonly file: Digest })[] =>
  ledger.store.shelf
    .under(CARGO)
    .map(([name, value]) => ({ ...(value as object as CargoEntry), file: name.slice(CARGO.length) as Digest }))
    .sort((a, b) => (a.since < b.since ? -1 : 1));

export const cargoViews = (session: Session, deliveries: readonly Delivery[]): readonly CargoView[] =>
  cargoIn(session).map(({ file, size, since }) => ({
    file: file as string as BundleId,
    code: shortCodeOf(file),
    size,
    since,
    delivery: deliveries.findLast(({ bundle }) => (bundle as string) === file) ?? null,
  }));

/** Files that a receipt here names: a letterbox of the mechanism's has them, or their reader has merged them. */
export function confirmedFiles(session: Pick<Session, 'ledger'>): ReadonlySet<Digest> {
  const { store } = session.ledger;
  const hubs = hubKeysIn(store);
  const stored = store.shelf
    .under(RECEIPT)
    .flatMap(([, value]) => decodeStoredReceipt(value as object as Signed) ?? [])
    .flatMap(({ letterbox, sha256 }) => (hubs.has(letterbox) ? [] : [sha256]));
  const merged = heardReceipts(session).flatMap(({ receipt }) => receipt.file ?? []);
  return new Set([...stored, ...merged]);
}
