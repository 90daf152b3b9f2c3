// Makes the bundles for a reader: folds the drafts of finished records, selects, seals, keeps the sealed file
// before anything else knows of it, then notes what went. Text first, in one bundle unless that is larger than a
// file may be; attachments after it in bundles of their own, and whatever happens to them, the text is packed.

import type { Bytes } from '#shared/base/bytes.ts';
import { digestOf, type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type EncodedBundle, encodePacked, sizeSealed } from '#shared/bundle/encode.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { packContent } from '#shared/bundle/pack.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { headsAfter, runsOf } from '#shared/bundle/select.ts';
import { encodeBundles, type SplitFacts } from '#shared/bundle/split.ts';
import type { Level } from '#shared/record/definition.ts';
import { activityChange } from '../engine/activity.ts';
import type { BundleChoice, BundleTicket } from '../engine/carry-views.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { deviceSigner, type Done, type Session } from '../engine/session.ts';
import { PACKED, type PackedBundle } from '../engine/shelf-names.ts';
import { leaveRecord } from './leave-record.ts';
import { restFor } from './pack-content.ts';
import { packFiles } from './pack-files.ts';
import { type Changesets, freshNonce, hasText, type Packing, preparePacking } from './prepare-packing.ts';
import type { Selected, Selection } from './select-for-reader.ts';

/** Changesets that are in memory together: of usual ones, a third of what a bundle can hold; fewer for small files. */
const PART = 5_000;
/** Bytes that a usual changeset takes, sealed. */
const SMALL = 1_024;

export async function makeBundle(session: Session, choice: BundleChoice): Done<BundleTicket> {
  const folded = await foldFinished(session, choice);
  if (!folded.ok) return folded;
  const made = await session.ledger.exclusive(async (): Promise<Result<BundleTicket, EngineProblem>> => {
    const packing = await preparePacking(session, choice, deviceSigner(session), (changesets) =>
      inParts(changesets, choice.maxSize ?? MAX_FILE),
    );
    return packing.ok ? makeAll(session, packing.value, choice.maxSize ?? MAX_FILE) : packing;
  });
  session.tell(['records', 'deliveries', 'drafts', 'activity']);
  return made;
}

/** In the order of their chains, so that each bundle builds on those before it. */
function inParts(changesets: Changesets, maxSize: number): Packing['parts'] {
  const size = Math.min(PART, Math.max(1, Math.floor(maxSize / SMALL)));
  const parts = Array.from({ length: Math.ceil(changesets.length / size) }, (_, at) =>
    changesets.slice(at * size, (at + 1) * size),
  );
  return parts.length === 0 ? [[]] : parts;
}

async function makeAll(
  session: Session,
  packing: Packing,
  maxSize: number,
): Promise<Result<BundleTicket, EngineProblem>> {
  const made: PackedBundle[] = [];
  const keep: Keep = async (bundle, more) => {
    const packed = packedBundle(session, packing, bundle, more);
    const done = await keepAndNote(session, packed, bundle.bytes);
    if (done.ok) made.push(packed);
    return done;
  };
  const split: SplitFacts = { ...packing.facts, maxSize, nonce: freshNonce };
  const text = await makeText(session, packing, split, keep);
  if (!text.ok) return text;
  const { files } = packing.selectedFiles;
  const packedFiles = await packFiles(session, files, packing.cargo, split, (bundle, digests) =>
    keep(bundle, { records: [], given: [], bare: [], files: digests }),
  );
  const [first, ...more] = made;
  if (first === undefined) return packedFiles.ok ? err({ type: 'nothingToPack' }) : packedFiles;
  return ok({
    bundle: first.bundle,
    code: shortCodeOf(first.bundle),
    records: packing.selection.records.size,
    size: first.size,
    more: more.map(({ bundle }) => bundle),
    files: made.reduce((sum, { files: inIt }) => sum + (inIt?.length ?? 0), 0),
    filesLeft: packedFiles.ok ? packedFiles.value.left : 0,
    filesProblem: packedFiles.ok ? null : packedFiles.error,
  });
}

type Keep = (
  bundle: EncodedBundle,
  more: Pick<PackedBundle, 'records' | 'given' | 'bare' | 'files'>,
) => Promise<Result<null, EngineProblem>>;

/** Each part is kept before the next is read: of a whole region, one is in memory. */
async function makeText(
  session: Session,
  packing: Packing,
  split: SplitFacts,
  keep: Keep,
): Promise<Result<null, EngineProblem>> {
  if (!hasText(packing)) return ok(null);
  const { selection, parts, reader, choice } = packing;
  let { basis } = split;
  for (const [at, changesets] of parts.entries()) {
    const cargo =
      at === 0
        ? packing.cargo
        : await restFor(session, reader, choice, { ...selection, changesets }, deviceSigner(session));
    const facts = { ...packing.facts, basis };
    const bundles = await encodeText(session, { ...packing, cargo, facts }, { ...split, basis });
    for (const bundle of bundles) {
      if (!bundle.ok) return bundle;
      const kept = await keep(bundle.value, contentOf(session, { ...selection, changesets }, bundle.value));
      if (!kept.ok) return kept;
    }
    basis = headsAfter(basis, changesets);
  }
  return ok(null);
}

async function keepAndNote(session: Session, packed: PackedBundle, bytes: Bytes): Promise<Result<null, EngineProblem>> {
  const { bundle: id } = packed;
  const kept = await session.desktop.bundleKeep({ id, origin: 'packed', bytes });
  if (!kept.ok) return kept;
  const facts = {
    bundle: id,
    code: shortCodeOf(id),
    reader: packed.reader,
    records: packed.records.length,
    files: packed.files?.length ?? 0,
  };
  return session.ledger.commit({
    shelf: new Map([[`${PACKED}${id}`, packed as object as Json], ...activityChange(session, 'madeBundle', facts)]),
  });
}

/** One bundle where it fits, else as many as are needed. */
async function encodeText(
  session: Session,
  { cargo, facts, parts: all }: Packing,
  split: SplitFacts,
): Promise<readonly Result<EncodedBundle, EngineProblem>[]> {
  const refused = (reason: { readonly type: string }) => [err({ type: 'refused', reason } as const)];
  // Of several parts each counts its own records.
  const packed = all.length > 1 ? undefined : packContent(cargo.content);
  if (packed?.ok === true && sizeSealed(packed.value, facts, session.device.kid) <= split.maxSize) {
    const whole = await encodePacked(packed.value, facts, deviceSigner(session));
    return whole.ok ? [whole] : refused(whole.error);
  }
  const parts = await encodeBundles(cargo.content, split, deviceSigner(session));
  return parts.ok ? parts.value.map((part) => ok(part)) : refused(parts.error);
}

/** What is being written in a finished record goes along; unfinished drafts stay. */
async function foldFinished(session: Session, choice: BundleChoice): Done<null> {
  for (const { record } of session.ledger.drafts.all()) {
    const isWanted = choice.records === undefined || choice.records.includes(record);
    if (!isWanted || session.ledger.store.records.summaries.get(record)?.finished !== true) continue;
    const left = await leaveRecord(session, record);
    if (!left.ok) return left;
  }
  return ok(null);
}

function packedBundle(
  session: Session,
  { reader, selectedFiles: { answers } }: Packing,
  { id, bytes }: EncodedBundle,
  more: Pick<PackedBundle, 'records' | 'given' | 'bare' | 'files'>,
): PackedBundle {
  return {
    bundle: id,
    recipient: reader.recipient,
    reader: reader.name,
    readerKid: reader.kid,
    sha256: digestOf(bytes),
    size: bytes.length,
    madeAt: session.clock.now(),
    savedAt: null,
    ...(answers === null ? {} : { answers }),
    ...more,
  };
}

/** What of the selection is in this bundle: all of it, unless the text was cut. */
function contentOf(
  { ledger }: Session,
  selection: Selection,
  { manifest }: EncodedBundle,
): Pick<PackedBundle, 'records' | 'given' | 'bare'> {
  const inIt = selection.changesets.filter((mark) => manifest.runs.some((run) => isInRun(run, mark)));
  const { log, records } = ledger.store;
  const given = new Set(inIt.filter(({ levels }) => levels.length > 0).map(({ id }) => log.summaries.numberOf(id)));
  const isTouched = (record: RecordId): boolean =>
    records.summaries.get(record)?.changesets.some((changeset) => given.has(changeset)) === true;
  return {
    records: [...selection.records].filter(isTouched),
    given: givenIn(inIt),
    bare: runsOf(inIt.filter(({ levels }) => levels.length === 0)),
  };
}

/** Runs by the set of levels that went. */
function givenIn(changesets: readonly Selected[]): PackedBundle['given'] {
  const groups = new Map<string, { levels: readonly Level[]; list: Selected[] }>();
  for (const changeset of changesets) {
    if (changeset.levels.length === 0) continue;
    const name = changeset.levels.join(' ');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { levels: changeset.levels, list: [changeset] });
    else group.list.push(changeset);
  }
  return [...groups.values()].map(({ levels, list }) => ({ levels, runs: runsOf(list) }));
}
