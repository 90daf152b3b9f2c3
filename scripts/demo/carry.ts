// The demo's hands: packs what a reader does not have yet, opens what arrived, and answers with receipts, by
// the same functions as the app. What is kept of each bundle is what the story tells at its end.

import type { Bytes } from '#shared/base/bytes.ts';
import type { BundleId, Digest, KeyId } from '#shared/base/ids.ts';
import { type AgeIdentity, openBundle } from '#shared/bundle/decode.ts';
import { encodeBundle } from '#shared/bundle/encode.ts';
import { decodeMergedReceipt, signMergedReceipt } from '#shared/bundle/receipt.ts';
import { chainedOf, changesetsFor } from '#shared/bundle/select.ts';
import { type Heads, openChangeset } from '#shared/log/changeset.ts';
import { isSignedBy, type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import { headsOf } from '#shared/merge/state.ts';
import { takeIn } from '../headless/device.ts';
import type { Cast, Player } from './cast.ts';

export interface Packed {
  readonly id: BundleId;
  readonly bytes: Bytes;
  readonly from: Player;
}

export interface TakenIn {
  readonly bundle: BundleId;
  readonly from: KeyId;
  readonly added: number;
  readonly already: number;
  readonly held: number;
  readonly refused: number;
  readonly conflicts: number;
}

/** What `from` has and a reader with these heads lacks, sealed for these age recipients. */
export async function pack(cast: Cast, from: Player, recipients: readonly string[], basis: Heads): Promise<Packed> {
  const opened = [...from.device.changesets.values()].flatMap((changeset) => {
    const result = openChangeset(changeset);
    return result.ok ? [{ ...chainedOf(result.value), verified: result.value }] : [];
  });
  const lacking = changesetsFor(basis, opened);
  const content = {
    changesets: lacking.map(({ verified }) => verified.changeset),
    credentials: cast.mechanism.credentials,
    rosters: [],
    receipts: [],
    requests: [],
    blobs: [],
  };
  const facts = {
    mechanism: cast.mechanism.profile.id,
    suite: cast.mechanism.profile.suite,
    recipients,
    basis,
    rosterVersion: cast.trust.rosterVersion,
    records: recordsTouchedBy(lacking.map(({ verified }) => verified)).size,
    nonce: from.device.makeSalt(),
  };
  const bundle = await encodeBundle(content, facts, from.device.signer);
  if (!bundle.ok) throw new Error(`packing failed: ${JSON.stringify(bundle.error)}`);
  return { id: bundle.value.id, bytes: bundle.value.bytes, from };
}

/** Opens a bundle and takes it in; a refusal is the caller's to tell. */
export async function receive(by: Player, identity: AgeIdentity, bytes: Uint8Array): Promise<TakenIn> {
  const opened = await openBundle(bytes, identity);
  if (!opened.ok) throw new Error(`opening failed: ${JSON.stringify(opened.error)}`);
  const { id, manifest, changesets } = opened.value;
  const plan = await takeIn(by.device, changesets);
  return {
    bundle: id,
    from: manifest.from,
    added: plan.changesets.length,
    already: plan.already,
    held: plan.held.length,
    refused: plan.refused.length,
    conflicts: plan.conflicts.length,
  };
}

/** Signs *merged* receipts in the order of what was taken in, each naming the one before. */
export async function receiptsFor(
  cast: Cast,
  taken: readonly TakenIn[],
): Promise<readonly { readonly to: KeyId; readonly signed: Signed }[]> {
  const { device } = cast.secretariat;
  const receipts: { to: KeyId; signed: Signed }[] = [];
  let previous: Digest | null = null;
  for (const { bundle, from } of taken) {
    const receipt = {
      mechanism: cast.mechanism.profile.id,
      bundle,
      to: from,
      by: device.signer.kid,
      heads: headsOf(device.logs),
      held: device.held.map(({ id, reason }) => ({ id, type: reason.type })),
      refused: [],
      mediaMissing: [],
      at: device.claimTime(),
      running: receipts.length + 1,
      previous,
    };
    const signed = await signMergedReceipt(receipt, device.signer);
    previous = signedIdOf<Digest>(signed.type, signed.body);
    receipts.push({ to: from, signed });
  }
  return receipts;
}

/** Whether everything this player wrote is named by a *merged* receipt of the secretariat that verifies. */
export async function isMerged(cast: Cast, player: Player, signed: readonly Signed[]): Promise<boolean> {
  const own = headsOf(player.device.logs)[player.device.signer.kid];
  for (const item of signed) {
    const receipt = decodeMergedReceipt(item);
    const signature = item.signatures[0];
    if (
      receipt?.by !== cast.secretariat.device.signer.kid ||
      receipt.to !== player.device.signer.kid ||
      signature === undefined
    )
      continue;
    if (!(await isSignedBy(item, signature, cast.secretariat.device.key))) continue;
    if (own === undefined || receipt.heads[player.device.signer.kid]?.id === own.id) return true;
  }
  return false;
}
