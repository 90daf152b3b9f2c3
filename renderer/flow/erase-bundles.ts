// Takes what was withdrawn out of the kept bundles. One that was packed here is sealed for somebody else and cannot be
// opened: it is erased, and what else it held goes again with the next bundle. One that was taken in is what the store
// is rebuilt from: it is written anew under its name, without those parts and attachments, sealed for this device and
// signed by it, since its sender signed other bytes. That one was written anew is noted, so that the same bundle on
// another stick does not take its place.

import type { BundleId, Digest, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { encodeBundle } from '#shared/bundle/encode.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { type Changeset, decodeBody } from '#shared/log/changeset.ts';
import { eraseUnread, type Withdrawn } from '#shared/merge/withdraw.ts';
import { erasuresIn, wasGiven, withdrawnIn } from '../engine/erasures.ts';
import { namedFiles } from '../engine/named-files.ts';
import { deviceSigner, type Done, profileOf, type Session } from '../engine/session.ts';
import {
  type ErasedPart,
  type Erasure,
  PACKED,
  type PackedBundle,
  REWRITTEN,
  TAKEN_IN,
  type TakenIn,
} from '../engine/shelf-names.ts';
import { openSealed } from './open-bundle.ts';
import { freshNonce } from './prepare-packing.ts';

type Waiting = readonly (readonly [RecordId, Erasure])[];

export async function eraseBundles(session: Session, waiting: Waiting): Done<null> {
  if (waiting.length > 0) {
    const packed = await erasePacked(session, waiting);
    if (!packed.ok) return packed;
  }
  return rewriteTakenIn(session, waiting);
}

/** Also what still waits to be sent. */
async function erasePacked(session: Session, waiting: Waiting): Done<null> {
  const { ledger, desktop } = session;
  const changes = new Map<string, Json | null>();
  const deliveries = await desktop.courierDeliveries();
  for (const [name, value] of ledger.store.shelf.under(PACKED)) {
    const packed = value as object as PackedBundle;
    if (packed.isErased === true || !waiting.some(([, erasure]) => wasGiven(packed, erasure))) continue;
    for (const { id, bundle, state } of deliveries)
      if (bundle === packed.bundle && state !== 'stored') await desktop.courierCancel({ id });
    const erased = await desktop.bundleErase({ id: packed.bundle });
    if (!erased.ok) return erased;
    changes.set(name, { ...packed, isErased: true } as object as Json);
  }
  return changes.size === 0 ? ok(null) : ledger.commit({ shelf: changes });
}

async function rewriteTakenIn(session: Session, waiting: Waiting): Done<null> {
  const { ledger, desktop } = session;
  const { shelf } = ledger.store;
  const isMarked = ({ id }: { readonly id: BundleId }): boolean => shelf.get(`${REWRITTEN}${id}`) === false;
  if (waiting.length === 0 && !shelf.under(REWRITTEN).some(([, isDone]) => isDone === false)) return ok(null);
  const kept = await desktop.bundlesKept();
  if (!kept.ok) return kept;
  const parts = waiting.flatMap(([, erasure]) => erasure.parts);
  const files = erasuresIn(ledger.store).flatMap(([, erasure]) => erasure.files);
  const changes = new Map<string, Json | null>();
  for (const bundle of kept.value) {
    const mayHold = waiting.length > 0 && mayBeIn(shelf.get(`${TAKEN_IN}${bundle.id}`), parts, files);
    if (bundle.origin !== 'takenIn' || !(isMarked(bundle) || mayHold)) continue;
    const rewritten = await rewriteOne(session, bundle.id, files);
    if (!rewritten.ok) return rewritten;
    if (rewritten.value || isMarked(bundle)) changes.set(`${REWRITTEN}${bundle.id}`, true);
  }
  return changes.size === 0 ? ok(null) : ledger.commit({ shelf: changes });
}

/** Of what was never taken in under this name (it waits, or a courier kept it) nothing is known. */
function mayBeIn(noted: Json | undefined, parts: readonly ErasedPart[], files: readonly Digest[]): boolean {
  if (noted === undefined) return true;
  const taken = noted as object as TakenIn;
  if (taken.files?.some((digest) => files.includes(digest)) === true) return true;
  return parts.some((part) => taken.runs.some((run) => isInRun(run, part)));
}

/** Answers whether there was anything to take out. */
async function rewriteOne(session: Session, id: BundleId, files: readonly Digest[]): Done<boolean> {
  const { ledger, desktop, device } = session;
  const bytes = await desktop.bundleRead({ id });
  if (!bytes.ok) return bytes.error.type === 'fileGone' ? ok(false) : bytes;
  const { opened } = await openSealed(session, bytes.value);
  if (!opened.ok) return ok(false); // nothing here can open it
  const withdrawn = withdrawnIn(ledger.store);
  const left = leftOf(session, opened.value, withdrawn, files);
  if (left === undefined) return ok(false);
  const suite = profileOf(session)?.suite ?? 'classic';
  const { basis, rosterVersion, records, mechanism } = opened.value.manifest;
  const recipients = [suite === 'hybrid' ? device.recipient : device.classicRecipient];
  const facts = { mechanism, suite, recipients, basis, rosterVersion, records, nonce: freshNonce() };
  const encoded = await encodeBundle(left, facts, deviceSigner(session));
  if (!encoded.ok) return err({ type: 'refused', reason: encoded.error });
  const kept = await desktop.bundleKeep({ id, origin: 'takenIn', bytes: encoded.value.bytes });
  return kept.ok ? ok(true) : kept;
}

/** Undefined: all of it stays. */
function leftOf({ ledger }: Session, opened: OpenedBundle, withdrawn: Withdrawn, files: readonly Digest[]) {
  const named = namedFiles(ledger.store);
  const changesets = opened.changesets.map((changeset) => eraseUnread(changeset, withdrawn));
  const blobs = opened.blobs.filter(({ digest }) => !files.includes(digest) || named.has(digest));
  const isWhole =
    blobs.length === opened.blobs.length && changesets.every((each, at) => each === opened.changesets[at]);
  if (isWhole) return undefined;
  const { credentials, rosters, receipts, requests, custody } = opened;
  return { changesets: changesets.filter(isReadable), credentials, rosters, receipts, requests, custody, blobs };
}

const isReadable = ({ signed }: Changeset): boolean => decodeBody(signed.body).ok;

/** Whether these hold what was withdrawn. */
export function holdsErased({ ledger }: Session, { changesets, blobs }: OpenedBundle): boolean {
  const withdrawn = withdrawnIn(ledger.store);
  if (withdrawn.size === 0) return false;
  const files = new Set(erasuresIn(ledger.store).flatMap(([, erasure]) => erasure.files));
  if (blobs.some(({ digest }) => files.has(digest))) return true;
  return changesets.some((changeset) => eraseUnread(changeset, withdrawn) !== changeset);
}
