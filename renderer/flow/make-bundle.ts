// Makes a bundle for a reader: folds the drafts of finished records, selects, seals, keeps the sealed file
// before anything else knows of it, then notes what went. `previewBundle` says the same without doing it.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import { digestOf, type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type EncodeFacts, encodeBundle, sizeSealed } from '#shared/bundle/encode.ts';
import { packContent } from '#shared/bundle/pack.ts';
import { runsOf } from '#shared/bundle/select.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Level } from '#shared/record/definition.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { deliveryLedgerOf } from '../engine/delivery-ledger.ts';
import type { BundleChoice, BundlePreview, BundleTicket, EngineProblem } from '../engine/door.ts';
import { type KnownReader, readersOf } from '../engine/readers.ts';
import { deviceSigner, type Done, profileOf, type Session } from '../engine/session.ts';
import { PACKED, type PackedBundle } from '../engine/shelf-names.ts';
import { leaveRecord } from './leave-record.ts';
import { type Cargo, cargoFor } from './pack-content.ts';
import { selectForReader, type Selected, type Selection } from './select-for-reader.ts';

interface Packing {
  readonly profile: MechanismProfile;
  readonly reader: KnownReader;
  readonly selection: Selection;
  readonly cargo: Cargo;
  readonly facts: EncodeFacts;
}

export async function previewBundle(session: Session, catalogue: Catalogue, choice: BundleChoice): Done<BundlePreview> {
  const packing = await preparePacking(session, choice);
  if (!packing.ok) return packing;
  const { selection, cargo, facts } = packing.value;
  const packed = packContent(cargo.content);
  if (!packed.ok) return err({ type: 'refused', reason: packed.error });
  const rows = await catalogue.rows();
  return ok({
    records: rows.filter(({ id }) => selection.records.has(id)),
    changesets: selection.changesets.length,
    withheldCells: cargo.withheldCells,
    personalCells: cargo.personalCells,
    size: sizeSealed(packed.value, facts, session.device.kid),
    unfinished: rows.filter(({ finished, deleted, fromOthers }) => !finished && !deleted && !fromOthers).length,
    keptHere: catalogue.countKeptHere(),
  });
}

export async function makeBundle(session: Session, choice: BundleChoice): Done<BundleTicket> {
  const folded = await foldFinished(session, choice);
  if (!folded.ok) return folded;
  const { ledger, desktop } = session;
  const made = await ledger.exclusive(async (): Promise<Result<BundleTicket, EngineProblem>> => {
    const packing = await preparePacking(session, choice);
    if (!packing.ok) return packing;
    const encoded = await encodeBundle(packing.value.cargo.content, packing.value.facts, deviceSigner(session));
    if (!encoded.ok) return err({ type: 'refused', reason: encoded.error });
    const { id, bytes } = encoded.value;
    const kept = await desktop.bundleKeep({ id, origin: 'packed', bytes });
    if (!kept.ok) return kept;
    const packed = packedBundle(session, packing.value, encoded.value);
    const facts = { bundle: id, code: shortCodeOf(id), reader: packed.reader, records: packed.records.length };
    const noted = await ledger.commit({
      shelf: new Map([[`${PACKED}${id}`, packed as object as Json], ...activityChange(session, 'madeBundle', facts)]),
    });
    if (!noted.ok) return err(noted.error);
    return ok({ bundle: id, code: shortCodeOf(id), records: packed.records.length, size: bytes.length });
  });
  session.tell(['records', 'deliveries', 'drafts', 'activity']);
  return made;
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

async function preparePacking(session: Session, choice: BundleChoice): Promise<Result<Packing, EngineProblem>> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const reader = readersOf(session).find(({ recipient }) => recipient === choice.reader);
  if (reader === undefined) return err({ type: 'refused', reason: { type: 'unknownReader' } });
  const blocked = blockedOf(session, choice);
  if (blocked.length > 0) return err({ type: 'consentBlocks', records: blocked });
  const selection = selectForReader(session, reader, choice, deliveryLedgerOf(session));
  const cargo = await cargoFor(session, reader, selection);
  const isAnswering = cargo.content.receipts.length + cargo.content.requests.length > 0;
  if (selection.records.size === 0 && !isAnswering) return err({ type: 'nothingToPack' });
  const facts: EncodeFacts = {
    mechanism: profile.id,
    suite: profile.suite,
    recipients: [reader.recipient],
    basis: selection.basis,
    rosterVersion: session.trust.rosterVersion,
    records: selection.records.size,
    nonce: bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))),
  };
  return ok({ profile, reader, selection, cargo, facts });
}

const blockedOf = ({ ledger }: Session, choice: BundleChoice): readonly RecordId[] =>
  (choice.records ?? []).filter((record) => ledger.store.records.summaries.get(record)?.keptHere === true);

function packedBundle(
  session: Session,
  { reader, selection }: Packing,
  { id, bytes }: { readonly id: PackedBundle['bundle']; readonly bytes: Uint8Array },
): PackedBundle {
  return {
    bundle: id,
    recipient: reader.recipient,
    reader: reader.name,
    readerKid: reader.kid,
    sha256: digestOf(bytes),
    records: [...selection.records],
    size: bytes.length,
    madeAt: session.clock.now(),
    given: givenIn(selection.changesets),
    bare: runsOf(selection.changesets.filter(({ levels }) => levels.length === 0)),
    savedAt: null,
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
