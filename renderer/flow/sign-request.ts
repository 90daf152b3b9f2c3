// What to bring: where a bundle leaves gaps in the chains of its authors, or names attachments that did not come,
// its sender is asked for exactly what is missing. One request a device, numbered; it goes the way receipts go, and is
// taken back when nothing is missing. What is asked already is not asked anew.

import type { Digest } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { decodeRequest, type Request, signRequest } from '#shared/bundle/request.ts';
import { type Gap, gapsOf } from '#shared/merge/gaps.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import { deviceSigner, profileOf, type Session } from '../engine/session.ts';
import { ASKED, type Issued, ISSUED } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { lastIssued } from './sign-receipt.ts';

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
  if (from === session.device.kid) return new Map();
  const name = `${ISSUED}request/${from}`;
  const last = store.shelf.get(name) as object as Issued | undefined;
  const needs = gapsBrought(session, opened, plan).slice(0, NAMED);
  const blobs = mediaMissing.slice(0, NAMED);
  if (needs.length + blobs.length === 0) return last === undefined ? new Map() : new Map([[name, null]]);
  const asks = { mechanism: profileOf(session)?.id ?? null, from: session.device.kid, to: from, needs, blobs };
  if (last !== undefined && isSame(decodeRequest(last.signed), asks)) return new Map();
  const running = Number(store.shelf.get(`${ASKED}${from}`) ?? 0) + 1;
  const after = lastIssued(session)?.running;
  const request: Request = { ...asks, running, ...(after === null || after === undefined ? {} : { after }) };
  const signed = await signRequest(request, deviceSigner(session));
  const issued: Issued = { to: from, signed, bundle: opened.id, postedTo: [], isOwn: true, running: null };
  return new Map<string, Json>([
    [name, issued as object as Json],
    [`${ASKED}${from}`, running],
  ]);
}

function isSame(request: Request | undefined, asks: Omit<Request, 'running' | 'after'>): boolean {
  const { running: _running, after: _after, ...asked } = request ?? { needs: null };
  return canonicalText(asked as object as Json) === canonicalText(asks as object as Json);
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
