// Makes the bundles for a reader: folds the drafts of finished records, selects, seals, keeps the sealed file
// before anything else knows of it, then notes what went. Text first, in one bundle unless that is larger than a
// file may be; attachments after it in bundles of their own, and whatever happens to them, the text is packed.
// `previewBundle` says the same without doing it.

import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { digestOf, type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type EncodedBundle, type EncodeFacts, encodePacked, sizeSealed } from '#shared/bundle/encode.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { packContent } from '#shared/bundle/pack.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { encodeBundles, type SplitFacts } from '#shared/bundle/split.ts';
import { runsOf } from '#shared/bundle/select.ts';
import type { Signer } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Level } from '#shared/record/definition.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { deliveryLedgerOf } from '../engine/delivery-ledger.ts';
import type { BundleChoice, BundlePreview, BundleTicket } from '../engine/carry-views.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { newestFirst } from '../engine/read-hand-over.ts';
import { type KnownReader, readersOf } from '../engine/readers.ts';
import { deviceSigner, type Done, profileOf, type Session } from '../engine/session.ts';
import { PACKED, type PackedBundle } from '../engine/shelf-names.ts';
import { leaveRecord } from './leave-record.ts';
import { type Cargo, cargoFor } from './pack-content.ts';
import { packFiles } from './pack-files.ts';
import { type SelectedFiles, selectFiles } from './select-files.ts';
import { selectForReader, type Selected, type Selection } from './select-for-reader.ts';

interface Packing {
  readonly profile: MechanismProfile;
  readonly reader: KnownReader;
  readonly selection: Selection;
  readonly cargo: Cargo;
  readonly facts: EncodeFacts;
  readonly selectedFiles: SelectedFiles;
}

/** So many records are named in a preview. */
const SHOWN = 20;

export async function previewBundle(session: Session, catalogue: Catalogue, choice: BundleChoice): Done<BundlePreview> {
  const packing = await preparePacking(session, choice, signsNothing(session));
  if (!packing.ok) return packing;
  const { selection, cargo, facts, selectedFiles } = packing.value;
  const packed = packContent(cargo.content);
  if (!packed.ok) return err({ type: 'refused', reason: packed.error });
  const rows = [...(await catalogue.rows()), ...(await catalogue.reviews())];
  const chosen = rows.filter(({ id }) => selection.records.has(id));
  return ok({
    records: newestFirst(chosen).slice(0, SHOWN),
    recordCount: chosen.length,
    isAgain: chosen.length > 0 && chosen.every(({ state }) => state === 'delivered'),
    changesets: selection.changesets.length,
    withheldCells: cargo.withheldCells,
    personalCells: cargo.personalCells,
    size: hasText(packing.value) ? sizeSealed(packed.value, facts, session.device.kid) : 0,
    unfinished: rows.filter(({ finished, deleted, fromOthers }) => !finished && !deleted && !fromOthers).length,
    keptHere: catalogue.countKeptHere(),
    files: {
      count: selectedFiles.files.length,
      size: selectedFiles.files.reduce((sum, { size }) => sum + size, 0),
    },
  });
}

export async function makeBundle(session: Session, choice: BundleChoice): Done<BundleTicket> {
  const folded = await foldFinished(session, choice);
  if (!folded.ok) return folded;
  const made = await session.ledger.exclusive(async (): Promise<Result<BundleTicket, EngineProblem>> => {
    const packing = await preparePacking(session, choice, deviceSigner(session));
    return packing.ok ? makeAll(session, packing.value, choice.maxSize ?? MAX_FILE) : packing;
  });
  session.tell(['records', 'deliveries', 'drafts', 'activity']);
  return made;
}

async function makeAll(
  session: Session,
  packing: Packing,
  maxSize: number,
): Promise<Result<BundleTicket, EngineProblem>> {
  const made: PackedBundle[] = [];
  const keep = async (
    bundle: EncodedBundle,
    more: Pick<PackedBundle, 'records' | 'given' | 'bare' | 'files'>,
  ): Promise<Result<null, EngineProblem>> => {
    const packed = packedBundle(session, packing, bundle, more);
    const done = await keepAndNote(session, packed, bundle.bytes);
    if (done.ok) made.push(packed);
    return done;
  };
  const split: SplitFacts = { ...packing.facts, maxSize, nonce: freshNonce };
  for (const bundle of hasText(packing) ? await encodeText(session, packing, split) : []) {
    if (!bundle.ok) return bundle;
    const kept = await keep(bundle.value, contentOf(session, packing.selection, bundle.value));
    if (!kept.ok) return kept;
  }
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
  { cargo, facts }: Packing,
  split: SplitFacts,
): Promise<readonly Result<EncodedBundle, EngineProblem>[]> {
  const refused = (reason: { readonly type: string }) => [err({ type: 'refused', reason } as const)];
  const packed = packContent(cargo.content);
  if (packed.ok && sizeSealed(packed.value, facts, session.device.kid) <= split.maxSize) {
    const whole = await encodePacked(packed.value, facts, deviceSigner(session));
    return whole.ok ? [whole] : refused(whole.error);
  }
  const parts = await encodeBundles(cargo.content, split, deviceSigner(session));
  return parts.ok ? parts.value.map((part) => ok(part)) : refused(parts.error);
}

/** Bare changesets alone are no reason for a bundle of text. */
const hasText = ({ selection, cargo: { content } }: Packing): boolean =>
  selection.records.size + content.receipts.length + content.requests.length > 0;

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

/** @param signer of lines of custody */
async function preparePacking(
  session: Session,
  choice: BundleChoice,
  signer: Signer,
): Promise<Result<Packing, EngineProblem>> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const reader = readersOf(session).find(({ recipient }) => recipient === choice.reader);
  if (reader === undefined) return err({ type: 'refused', reason: { type: 'unknownReader' } });
  const blocked = blockedOf(session, choice);
  if (blocked.length > 0) return err({ type: 'consentBlocks', records: blocked });
  const sent = deliveryLedgerOf(session);
  const selection = selectForReader(session, reader, choice, sent);
  const selectedFiles = selectFiles(session, reader, choice, sent);
  const cargo = await cargoFor(session, reader, choice, selection, selectedFiles.files, signer);
  const isAnswering = cargo.content.receipts.length + cargo.content.requests.length > 0;
  if (selection.records.size === 0 && !isAnswering && selectedFiles.files.length === 0)
    return err({ type: 'nothingToPack' });
  const facts: EncodeFacts = {
    mechanism: profile.id,
    suite: profile.suite,
    recipients: [reader.recipient],
    basis: selection.basis,
    rosterVersion: session.trust.rosterVersion,
    records: selection.records.size,
    nonce: freshNonce(),
  };
  return ok({ profile, reader, selection, cargo, facts, selectedFiles });
}

/** A preview counts what a bundle will be, and troubles the vault for nothing. */
const signsNothing = ({ device }: Session): Signer => ({ kid: device.kid, sign: async () => new Uint8Array(64) });

const blockedOf = ({ ledger }: Session, choice: BundleChoice): readonly RecordId[] =>
  (choice.records ?? []).filter((record) => ledger.store.records.summaries.get(record)?.keptHere === true);

const freshNonce = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));

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
  const isWhole = inIt.length === selection.changesets.length;
  const ids = new Set<string>(inIt.filter(({ levels }) => levels.length > 0).map(({ id }) => id));
  const isTouched = (record: RecordId): boolean =>
    ledger.store.records.summaries.get(record)?.changesets.some((id) => ids.has(id)) === true;
  return {
    records: isWhole ? [...selection.records] : [...selection.records].filter(isTouched),
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
