// The secretariat's answer to a bundle: a *merged* receipt, numbered and naming the one before it. It says what
// was accepted, held and refused, and is signed before the commit that makes it true, sent only after.

import type { Digest } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { type OpenedBundle, isManifestSigned } from '#shared/bundle/decode.ts';
import { type MergedReceipt, signMergedReceipt } from '#shared/bundle/receipt.ts';
import { signedIdOf } from '#shared/log/envelope.ts';
import type { Trust } from '#shared/log/roster.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import type { Heads } from '#shared/log/changeset.ts';
import { headsOf } from '#shared/merge/state.ts';
import { deviceSigner, isSecretariat, profileOf, type Session } from '../engine/session.ts';
import { type Issued, ISSUED } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

/** More than this of one list would be too much for a letterbox's out-tray. */
const NAMED = 1_000;

/** Nothing where this device is no secretariat, or nobody vouches for the sender. */
export async function mergedReceiptChange(
  session: Session,
  opened: OpenedBundle,
  plan: MergePlan,
  trust: Trust,
  mediaMissing: readonly Digest[],
): Promise<ShelfChanges> {
  const profile = profileOf(session);
  const isFromKnown = (await isManifestSigned(opened, trust.authors)) === true;
  if (profile === null || !isSecretariat({ ...session, trust }) || !isFromKnown) return new Map();
  if (opened.manifest.from === session.device.kid) return new Map();
  const last = lastIssued(session);
  const receipt: MergedReceipt = {
    mechanism: profile.id,
    bundle: opened.id,
    to: opened.manifest.from,
    by: session.device.kid,
    heads: headsOfBundle(session, opened, plan),
    held: plan.held
      .filter(({ author }) => isIn(opened, author))
      .slice(0, NAMED)
      .map(({ id, reason }) => ({ id, type: reason.type })),
    refused: plan.refused.slice(0, NAMED).map(({ id, reason }) => ({ id, type: reason.type })),
    mediaMissing: mediaMissing.slice(0, NAMED),
    at: session.clock.claim(),
    running: (last?.running ?? 0) + 1,
    previous: last === undefined ? null : signedIdOf<Digest>(last.signed.type, last.signed.body),
  };
  const signed = await signMergedReceipt(receipt, deviceSigner(session));
  const issued: Issued = {
    to: receipt.to,
    signed,
    bundle: opened.id,
    postedTo: [],
    isOwn: true,
    running: receipt.running,
  };
  return new Map([[`${ISSUED}${signedIdOf(signed.type, signed.body)}`, issued as object as Json]]);
}

function lastIssued({ ledger }: Session): Issued | undefined {
  let last: Issued | undefined;
  for (const [, value] of ledger.store.shelf.under(ISSUED)) {
    const issued = value as object as Issued;
    if ((issued.running ?? 0) > (last?.running ?? 0)) last = issued;
  }
  return last;
}

/** Of the authors whose changesets the bundle brings, and of its sender; nobody else's. */
function headsOfBundle({ ledger }: Session, opened: OpenedBundle, plan: MergePlan): Heads {
  return headsOf(new Map([...ledger.store.logs, ...plan.logs].filter(([author]) => isIn(opened, author))));
}

const isIn = ({ manifest }: OpenedBundle, author: string): boolean =>
  author === manifest.from || manifest.runs.some((run) => run.author === author);
