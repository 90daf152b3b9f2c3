// What to bring: where a bundle leaves gaps in the chains of its authors, or names attachments that did not come,
// its sender is asked for exactly what is missing. One request a device; it goes the way receipts go, and is taken
// back when nothing is missing.

import type { Digest } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { signRequest } from '#shared/bundle/request.ts';
import { type Gap, gapsOf } from '#shared/merge/gaps.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import { deviceSigner, profileOf, type Session } from '../engine/session.ts';
import { type Issued, ISSUED } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

/** More than this are asked for when these have come. */
const NAMED = 1_000;

export async function requestChange(
  session: Session,
  opened: OpenedBundle,
  plan: MergePlan,
  mediaMissing: readonly Digest[],
): Promise<ShelfChanges> {
  const { from } = opened.manifest;
  const { store } = session.ledger;
  const name = `${ISSUED}request/${from}`;
  const needs = gapsBrought(session, opened, plan);
  const blobs = mediaMissing.slice(0, NAMED);
  if (needs.length + blobs.length === 0)
    return store.shelf.get(name) === undefined ? new Map() : new Map([[name, null]]);
  const request = { mechanism: profileOf(session)?.id ?? null, from: session.device.kid, to: from, needs, blobs };
  const signed = await signRequest(request, deviceSigner(session));
  const issued: Issued = { to: from, signed, bundle: opened.id, postedTo: [], isOwn: true, running: null };
  return new Map([[name, issued as object as Json]]);
}

/** Gaps in the chains of the authors that a bundle brings; nobody else's chain is looked at. */
export function gapsBrought({ ledger }: Session, { manifest }: OpenedBundle, plan: MergePlan): readonly Gap[] {
  const brought = new Set(manifest.runs.map(({ author }) => author));
  const logs = new Map(
    [...brought].flatMap((author) => {
      const log = plan.logs.get(author) ?? ledger.store.logs.get(author);
      return log === undefined ? [] : [[author, log] as const];
    }),
  );
  return gapsOf(logs, plan.held).filter(({ author }) => brought.has(author));
}
