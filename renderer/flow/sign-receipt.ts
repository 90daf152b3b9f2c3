// The answer to a bundle: a *merged* receipt, numbered and naming the one before it. It says what was accepted, what it
// lacks of that, what is held and refused, and is signed before the commit that makes it true, sent only after. The
// secretariat gives one, and so does a coordinator, who carries on what came, and whoever asked for it. What brings
// nothing but answers is answered by the secretariat alone, or receipts would go to and fro for ever.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { type OpenedBundle, isManifestSigned } from '#shared/bundle/decode.ts';
import { type MergedReceipt, signMergedReceipt } from '#shared/bundle/receipt.ts';
import { signedIdOf } from '#shared/log/envelope.ts';
import type { Trust } from '#shared/log/roster.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import { BLOBS } from '#shared/bundle/ustar.ts';
import { lackingIn } from '#shared/merge/lacking.ts';
import { type AuthorLog, headsOf } from '#shared/merge/state.ts';
import { deviceSigner, isSecretariat, profileOf, selfOf, type Session } from '../engine/session.ts';
import { type Issued, ISSUED } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

/** More than this of one list would be too much for a letterbox's out-tray. */
const NAMED = 1_000;

/**
 * Nothing where this device gives none, or nobody vouches for the sender.
 * @param file SHA-256 of the sealed file
 */
export async function mergedReceiptChange(
  session: Session,
  opened: OpenedBundle,
  plan: MergePlan,
  trust: Trust,
  mediaMissing: readonly Digest[],
  file: Digest,
): Promise<ShelfChanges> {
  const profile = profileOf(session);
  const isFromKnown = (await isManifestSigned(opened, trust.authors)) === true;
  if (profile === null || !isFromKnown || !givesReceipt({ ...session, trust }, opened)) return new Map();
  if (opened.manifest.from === session.device.kid) return new Map();
  const last = lastIssued(session);
  const logs = logsOfBundle(session, opened, plan);
  const receipt: MergedReceipt = {
    mechanism: profile.id,
    bundle: opened.id,
    to: opened.manifest.from,
    by: session.device.kid,
    heads: headsOf(logs),
    held: plan.held
      .filter(({ author }) => isIn(opened, author))
      .slice(0, NAMED)
      .map(({ id, reason }) => ({ id, type: reason.type })),
    refused: plan.refused.slice(0, NAMED).map(({ id, reason }) => ({ id, type: reason.type })),
    mediaMissing: mediaMissing.slice(0, NAMED),
    lacking: lackingIn(logs, NAMED),
    file,
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

export function lastIssued({ ledger }: Pick<Session, 'ledger'>): Issued | undefined {
  let last: Issued | undefined;
  for (const [, value] of ledger.store.shelf.under(ISSUED)) {
    const issued = value as object as Issued;
    if ((issued.running ?? 0) > (last?.running ?? 0)) last = issued;
  }
  return last;
}

/** Of the authors whose changesets the bundle brings, and of its sender; nobody else's. */
const logsOfBundle = ({ ledger }: Session, opened: OpenedBundle, plan: MergePlan): ReadonlyMap<KeyId, AuthorLog> =>
  new Map(
    [opened.manifest.from, ...opened.manifest.runs.map(({ author }) => author)].flatMap((author) => {
      const log = plan.logs.get(author) ?? ledger.store.logs.get(author);
      return log === undefined ? [] : [[author, log] as const];
    }),
  );

function givesReceipt(session: Session, { manifest }: OpenedBundle): boolean {
  if (isSecretariat(session)) return true;
  const brings = manifest.runs.length > 0 || manifest.entries.some(({ name }) => name.startsWith(BLOBS));
  const isCarrier = selfOf(session)?.scope.roles.some((role) => role === 'coordinator' || role === 'steward') === true;
  const hasAsked = session.ledger.store.shelf.get(`${ISSUED}request/${manifest.from}`) !== undefined;
  return brings && (isCarrier || hasAsked);
}

const isIn = ({ manifest }: OpenedBundle, author: string): boolean =>
  author === manifest.from || manifest.runs.some((run) => run.author === author);
