// The demo's hands: packs what a reader does not have yet, opens what arrived, and answers with receipts, by
// the same functions as the app. What is kept of each bundle is what the story tells at its end.

import type { Bytes } from '#shared/base/bytes.ts';
import { type BundleId, type Digest, digestOf, type KeyId } from '#shared/base/ids.ts';
import { type AgeIdentity, openBundle, type OpenedBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { decodeMergedReceipt, type MergedReceipt, signMergedReceipt } from '#shared/bundle/receipt.ts';
import type { Run } from '#shared/bundle/request.ts';
import { type Chained, chainedOf, changesetsFor } from '#shared/bundle/select.ts';
import { type Heads, openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { isBy } from '#shared/log/roster.ts';
import { lackingIn } from '#shared/merge/lacking.ts';
import { type MergePlan, recordsTouchedBy } from '#shared/merge/plan.ts';
import { headsOf } from '#shared/merge/state.ts';
import { takeIn } from '../headless/device.ts';
import type { Cast, Ground, Player } from './cast.ts';

export interface Packed {
  readonly id: BundleId;
  readonly bytes: Bytes;
  readonly from: Player;
}

export interface TakenIn {
  readonly bundle: BundleId;
  /** of the sealed file */
  readonly sha256: Digest;
  readonly from: KeyId;
  readonly runs: readonly Run[];
  readonly added: number;
  readonly already: number;
  readonly held: number;
  readonly refused: number;
  readonly conflicts: number;
}

/** What `from` has and a reader with these heads lacks, sealed for these age recipients. */
export async function pack(ground: Ground, from: Player, recipients: readonly string[], basis: Heads): Promise<Packed> {
  const lacking = changesetsFor(basis, openedOn(from));
  const content = {
    ...EMPTY_CONTENT,
    changesets: lacking.map(({ verified }) => verified.changeset),
    credentials: ground.mechanism.credentials,
  };
  const facts = {
    ...sealingFor(ground, recipients),
    basis,
    records: recordsTouchedBy(lacking.map(({ verified }) => verified)).size,
    nonce: from.device.makeSalt(),
  };
  const bundle = await encodeBundle(content, facts, from.device.signer);
  if (!bundle.ok) throw new Error(`packing failed: ${JSON.stringify(bundle.error)}`);
  return { id: bundle.value.id, bytes: bundle.value.bytes, from };
}

export interface Opened extends Chained {
  readonly verified: VerifiedChangeset;
}

/** Every changeset that a laptop admitted, by its place in its chain. */
export const openedOn = ({ device }: Player): readonly Opened[] =>
  [...device.changesets.values()].flatMap((changeset) => {
    const opened = openChangeset(changeset);
    return opened.ok ? [{ ...chainedOf(opened.value), verified: opened.value }] : [];
  });

/** What every bundle of this mechanism has in common. */
export const sealingFor = ({ mechanism, trust }: Ground, recipients: readonly string[]) => ({
  mechanism: mechanism.profile.id,
  suite: mechanism.profile.suite,
  recipients,
  rosterVersion: trust.rosterVersion,
});

/** Opens a bundle and takes it in; a refusal is the caller's to tell. */
export async function receive(by: Player, identity: AgeIdentity, bytes: Uint8Array): Promise<TakenIn> {
  const opened = await openBundle(bytes, identity);
  if (!opened.ok) throw new Error(`opening failed: ${JSON.stringify(opened.error)}`);
  const plan = await takeIn(by.device, opened.value.changesets);
  return takenInOf(opened.value, bytes, plan);
}

/** What is told of a bundle that was taken in. */
export const takenInOf = ({ id, manifest }: OpenedBundle, bytes: Uint8Array, plan: MergePlan): TakenIn => ({
  bundle: id,
  sha256: digestOf(bytes),
  from: manifest.from,
  runs: manifest.runs,
  added: plan.changesets.length,
  already: plan.already,
  held: plan.held.length,
  refused: plan.refused.length,
  conflicts: plan.conflicts.length,
});

/** A *merged* receipt on its way to the device that sent the bundle. */
export interface Answer {
  readonly to: KeyId;
  readonly signed: Signed;
}

/** More than this of one list is said more coarsely. */
const NAMED = 1_000;

/** The receipts of one device: signed in the order of what was taken in, each naming the one before. */
export function receiptBook(
  { mechanism }: Ground,
  { device }: Player,
): (taken: readonly TakenIn[]) => Promise<Answer[]> {
  let running = 0;
  let previous: Digest | null = null;
  return async (taken) => {
    const answers: Answer[] = [];
    for (const { bundle, sha256, from, runs } of taken) {
      const authors = new Set([from, ...runs.map(({ author }) => author)]);
      const logs = new Map([...device.logs].filter(([author]) => authors.has(author)));
      const receipt: MergedReceipt = {
        mechanism: mechanism.profile.id,
        bundle,
        to: from,
        by: device.signer.kid,
        heads: headsOf(logs),
        held: device.held
          .filter(({ author }) => authors.has(author))
          .map(({ id, reason }) => ({ id, type: reason.type })),
        refused: [],
        mediaMissing: [],
        lacking: lackingIn(logs, NAMED),
        file: sha256,
        at: device.claimTime(),
        running: ++running,
        previous,
      };
      const signed = await signMergedReceipt(receipt, device.signer);
      previous = signedIdOf<Digest>(signed.type, signed.body);
      answers.push({ to: from, signed });
    }
    return answers;
  };
}

/** Whether everything this player wrote is named by a *merged* receipt of the secretariat that verifies. */
export async function isMerged(cast: Cast, player: Player, signed: readonly Signed[]): Promise<boolean> {
  const own = headsOf(player.device.logs)[player.device.signer.kid];
  for (const item of signed) {
    const receipt = decodeMergedReceipt(item);
    if (receipt?.by !== cast.secretariat.device.signer.kid || receipt.to !== player.device.signer.kid) continue;
    if (!(await isBy(item, receipt.by, cast.trust))) continue;
    if (own === undefined || receipt.heads[player.device.signer.kid]?.id === own.id) return true;
  }
  return false;
}
