// Signed things that come with a bundle, from an out-tray or as pasted text: credentials, rosters, receipts,
// requests. What is worth keeping goes on the shelf; what proves nothing is left out. Nothing is written here:
// the answer is the change of the shelf, and what may be trusted after it.

import type { KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { decodeMergedReceipt, type MergedReceipt } from '#shared/bundle/receipt.ts';
import { decodeRequest } from '#shared/bundle/request.ts';
import { isSignedBy, type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { decodeCredential, decodeRoster, type Trust } from '#shared/log/roster.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { profileOf, type Session, trustOf } from '../engine/session.ts';
import { CREDENTIAL, type Issued, ISSUED, RECEIPT, REQUEST, ROSTER } from '../engine/shelf-names.ts';

export interface TakenSigned {
  readonly changes: ShelfChanges;
  /** once the changes are made */
  readonly trust: Trust;
  readonly credentials: number;
  /** receipts for this device that were not here */
  readonly receipts: readonly MergedReceipt[];
}

export async function takeSigned(session: Session, signed: readonly Signed[]): Promise<TakenSigned> {
  const { store } = session.ledger;
  const changes = new Map<string, Json | null>();
  const isNew = (name: string): boolean => store.shelf.get(name) === undefined && !changes.has(name);
  const keep = (name: string, value: object): void => {
    if (isNew(name)) changes.set(name, value as Json);
  };
  for (const item of signed) if (isCredentialOf(session, item)) keep(nameOf(CREDENTIAL, item), item);
  const credentials = changes.size;
  for (const item of signed) if (await isNewerRoster(session, item, changes)) keep(nameOf(ROSTER, item), item);
  // Resolving trust verifies every credential: only where something of it changes.
  const trust = changes.size === 0 ? session.trust : await trustOf(store, changes);
  const receipts: MergedReceipt[] = [];
  for (const item of signed) {
    const receipt = decodeMergedReceipt(item);
    const request = receipt === undefined ? decodeRequest(item) : undefined;
    if (receipt !== undefined && (await isBy(item, receipt.by, trust))) {
      if (receipt.to !== session.device.kid) keep(nameOf(ISSUED, item), carried(receipt, item));
      else if (isNew(nameOf(RECEIPT, item))) {
        receipts.push(receipt);
        keep(nameOf(RECEIPT, item), item);
      }
    } else if (request !== undefined && request.to === session.device.kid && (await isBy(item, request.from, trust))) {
      changes.set(`${REQUEST}${request.from}`, item as object as Json); // the newest counts
    }
  }
  return { changes, trust, credentials, receipts };
}

const nameOf = (prefix: string, signed: Signed): string => `${prefix}${signedIdOf(signed.type, signed.body)}`;

function isCredentialOf(session: Session, signed: Signed): boolean {
  const credential = decodeCredential(signed);
  const profile = profileOf(session);
  return credential !== undefined && (profile === null || credential.mechanism === profile.id);
}

/** A roster counts if the roots signed it and it is newer than the one that counts now. */
async function isNewerRoster(session: Session, signed: Signed, changes: ShelfChanges): Promise<boolean> {
  const roster = decodeRoster(signed);
  if (roster === undefined || roster.version <= session.trust.rosterVersion) return false;
  const withIt = new Map([...changes, [nameOf(ROSTER, signed), signed as object as Json]]);
  return (await trustOf(session.ledger.store, withIt)).rosterVersion === roster.version;
}

async function isBy(signed: Signed, kid: KeyId, trust: Trust): Promise<boolean> {
  const signature = signed.signatures[0];
  const key = trust.authors.get(kid)?.key;
  return key !== undefined && signature !== undefined && isSignedBy(signed, signature, key);
}

/** A receipt for somebody else goes on with the next bundle that way. */
const carried = (receipt: MergedReceipt, signed: Signed): Issued => ({
  to: receipt.to,
  signed,
  bundle: receipt.bundle,
  postedTo: [],
  isOwn: false,
  running: null,
});
