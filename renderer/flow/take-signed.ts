// Signed things that come with a bundle, from an out-tray or as pasted text: credentials, rosters, receipts,
// requests. What is worth keeping goes on the shelf; what proves nothing is left out, and of a request it is said why.
// Nothing is written here: the answer is the change of the shelf, and what may be trusted after it.

import type { BundleId, KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { decodeErased } from '#shared/bundle/erased.ts';
import { decodeMergedReceipt, type MergedReceipt } from '#shared/bundle/receipt.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import { decodeCredential, isBy, type Trust } from '#shared/log/roster.ts';
import { isAfter } from '#shared/log/roster-body.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { secretariatsOf } from '../engine/heard-receipts.ts';
import { isOwn, ownKeysOf, profileOf, type Session, trustOf } from '../engine/session.ts';
import { CREDENTIAL, type Issued, ISSUED, RECEIPT, ROSTER } from '../engine/shelf-names.ts';
import { type RequestRefusal, takeRequest } from './take-request.ts';

export interface TakenSigned {
  readonly changes: ShelfChanges;
  /** once the changes are made */
  readonly trust: Trust;
  readonly credentials: number;
  /** receipts about what this device wrote or gave, that were not here */
  readonly receipts: readonly MergedReceipt[];
  /** requests that are not heeded */
  readonly refused: readonly RequestRefusal[];
}

/** @param from the device that brought them; null: a letterbox, or a text */
export async function takeSigned(
  session: Session,
  signed: readonly Signed[],
  from: KeyId | null,
): Promise<TakenSigned> {
  const { store } = session.ledger;
  const changes = new Map<string, Json | null>();
  const isNew = (name: string): boolean => store.shelf.get(name) === undefined && !changes.has(name);
  const keep = (name: string, value: object): void => {
    if (isNew(name)) changes.set(name, value as Json);
  };
  for (const item of signed) if (isCredentialOf(session, item)) keep(nameOf(CREDENTIAL, item), item);
  const credentials = changes.size;
  for (const item of await newerRosters(session, signed)) keep(nameOf(ROSTER, item), item);
  // Resolving trust verifies every credential: only where something of it changes.
  const trust = changes.size === 0 ? session.trust : await trustOf(store, changes);
  const receipts: MergedReceipt[] = [];
  const refused: RequestRefusal[] = [];
  for (const item of signed) {
    const receipt = decodeMergedReceipt(item);
    if (receipt !== undefined && (await isBy(item, receipt.by, trust))) {
      const isForThis = isOwn(session, receipt.to);
      const name = nameOf(isForThis ? RECEIPT : ISSUED, item);
      if (isNew(name) && (isForThis || isAboutThis({ ...session, trust }, receipt))) receipts.push(receipt);
      keep(name, isForThis ? item : carried(receipt.to, receipt.bundle, item, from));
    }
    const erased = decodeErased(item);
    if (erased !== undefined && (await isBy(item, erased.by, trust))) {
      const isForThis = erased.to === session.device.kid;
      keep(nameOf(isForThis ? RECEIPT : ISSUED, item), isForThis ? item : carried(erased.to, null, item, from));
    }
    const refusal = await takeRequest({ ...session, trust }, item, from, changes);
    if (refusal !== undefined) refused.push(refusal);
  }
  return { changes, trust, credentials, receipts, refused };
}

const nameOf = (prefix: string, signed: Signed): string => `${prefix}${signedIdOf(signed.type, signed.body)}`;

function isCredentialOf(session: Session, signed: Signed): boolean {
  const credential = decodeCredential(signed);
  const profile = profileOf(session);
  return credential !== undefined && (profile === null || credential.mechanism === profile.id);
}

/** Of rosters, each that goes on from the one that counts here, or from the one before it in this list. */
async function newerRosters(session: Session, signed: readonly Signed[]): Promise<readonly Signed[]> {
  const profile = profileOf(session);
  if (profile === null) return [];
  let { roster } = session.trust;
  const newer: Signed[] = [];
  for (const item of signed) {
    const judged = await judgeRoster(profile, { roster }, item);
    if (!judged.ok || !isAfter(judged.value, roster)) continue;
    roster = judged.value;
    newer.push(item);
  }
  return newer;
}

/** The secretariat's word about what this device wrote, though somebody else carried it there. */
const isAboutThis = (session: Session, { by, heads }: MergedReceipt): boolean =>
  ownKeysOf(session).some(({ kid }) => Object.hasOwn(heads, kid)) && secretariatsOf(session).has(by);

/** A receipt for somebody else goes on with the next bundle that way. */
const carried = (to: KeyId, bundle: BundleId | null, signed: Signed, from: KeyId | null): Issued => ({
  to,
  signed,
  bundle,
  postedTo: [],
  isOwn: false,
  from,
  running: null,
});
