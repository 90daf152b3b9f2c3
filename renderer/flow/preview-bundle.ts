// What a bundle for a reader would be: counts and sizes, without making it. What is too much to be packed for that is
// weighed by a share of it, and the answer says so.

import { err, ok } from '#shared/base/result.ts';
import { sizeSealed } from '#shared/bundle/encode.ts';
import { packContent } from '#shared/bundle/pack.ts';
import { type SeenCell, seenIn } from '#shared/bundle/seen.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import type { Signer } from '#shared/log/envelope.ts';
import type { BundleChoice, BundlePreview } from '../engine/carry-views.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { newestFirst } from '../engine/read-hand-over.ts';
import type { RecordRow } from '../engine/record-views.ts';
import type { Done, Session } from '../engine/session.ts';
import { eachInSlices } from '../engine/slices.ts';
import type { Cargo } from './pack-content.ts';
import { type Changesets, hasText, type Packing, preparePacking } from './prepare-packing.ts';

/** So many records are named in a preview. */
const SHOWN = 20;
/** More changesets than this are not packed to say how large they will be. */
const WEIGHED = 1_000;

export async function previewBundle(session: Session, catalogue: Catalogue, choice: BundleChoice): Done<BundlePreview> {
  const packing = await preparePacking(session, choice, signsNothing(session), weighed);
  if (!packing.ok) return packing;
  const { selection, cargo, facts, selectedFiles, parts } = packing.value;
  const packed = packContent(cargo.content);
  if (!packed.ok) return err({ type: 'refused', reason: packed.error });
  const { unfinished, keptHere } = await catalogue.standing();
  const chosen: RecordRow[] = [];
  let isAgain = selection.records.size > 0;
  for (const rows of [await catalogue.rows(), await catalogue.reviews()])
    await eachInSlices(rows, (row) => {
      if (!selection.records.has(row.id)) return;
      chosen.push(row);
      isAgain &&= row.state === 'delivered';
    });
  const known = parts[0]?.length ?? 0;
  const share = known === 0 ? 1 : selection.changesets.length / known;
  const named = newestFirst(chosen, SHOWN);
  return ok({
    records: named,
    seen: seenOf(cargo, named),
    recordCount: chosen.length,
    isAgain: isAgain && chosen.length > 0,
    changesets: selection.changesets.length,
    withheldCells: Math.round(cargo.withheldCells * share),
    personalCells: Math.round(cargo.personalCells * share),
    size: hasText(packing.value) ? Math.round(sizeSealed(packed.value, facts, session.device.kid) * share) : 0,
    ...(known < selection.changesets.length ? { isEstimate: true } : {}),
    unfinished: unfinished.size,
    keptHere: keptHere.size,
    files: {
      count: selectedFiles.files.length,
      size: selectedFiles.files.reduce((sum, { size }) => sum + size, 0),
    },
  });
}

/** Off the changesets that would be packed, so that nothing else is shown than what goes. */
function seenOf({ content, staying }: Cargo, rows: readonly RecordRow[]): BundlePreview['seen'] {
  const cellsIn = (changesets: readonly Changeset[]): ReadonlyMap<string, readonly SeenCell[]> =>
    new Map(seenIn(changesets).map(({ record, cells }) => [record, cells]));
  const [goes, stays] = [cellsIn(content.changesets), cellsIn(staying)];
  return rows.map((row) => ({ row, goes: goes.get(row.id) ?? [], stays: stays.get(row.id) ?? [] }));
}

/** All of them, or of very many some from everywhere: neighbours, since those are written in one page. */
function weighed(changesets: Changesets): Packing['parts'] {
  if (changesets.length <= WEIGHED) return [changesets];
  const stretches = 8;
  const each = Math.floor(WEIGHED / stretches);
  const step = Math.floor(changesets.length / stretches);
  return [
    Array.from({ length: stretches }, (_, at) => changesets.slice(at * step, at * step + Math.min(each, step))).flat(),
  ];
}

/** A preview counts what a bundle will be, and troubles the vault for nothing. */
const signsNothing = ({ device }: Session): Signer => ({ kid: device.kid, sign: async () => new Uint8Array(64) });
