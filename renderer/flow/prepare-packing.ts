// What a bundle for a reader will be made of, before anything is packed: what goes to them, and what of it is in memory
// together. Of a whole region that is one part, not all.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { EncodeFacts } from '#shared/bundle/encode.ts';
import type { Signer } from '#shared/log/envelope.ts';
import { deliveryLedgerOf } from '../engine/delivery-ledger.ts';
import type { BundleChoice } from '../engine/carry-views.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { type KnownReader, readersOf, recipientsFor } from '../engine/readers.ts';
import { isWorkshop, profileOf, type Session } from '../engine/session.ts';
import { type Cargo, cargoFor } from './pack-content.ts';
import { type SelectedFiles, selectFiles } from './select-files.ts';
import { selectForReader, type Selection } from './select-for-reader.ts';

export interface Packing {
  readonly reader: KnownReader;
  readonly choice: BundleChoice;
  readonly selection: Selection;
  /** changesets that are read and packed together; at least one part, the first with whatever else goes */
  readonly parts: readonly Changesets[];
  /** of the first part */
  readonly cargo: Cargo;
  readonly facts: EncodeFacts;
  readonly selectedFiles: SelectedFiles;
}

export type Changesets = Selection['changesets'];

/**
 * @param signer of lines of custody
 * @param partsOf what is read together
 */
export async function preparePacking(
  session: Session,
  choice: BundleChoice,
  signer: Signer,
  partsOf: (changesets: Changesets) => Packing['parts'],
): Promise<Result<Packing, EngineProblem>> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const reader = readersOf(session).find(({ id }) => id === choice.reader);
  if (reader === undefined) return err({ type: 'refused', reason: { type: 'unknownReader' } });
  const blocked = blockedOf(session, choice);
  if (blocked.length > 0) return err({ type: 'consentBlocks', records: blocked });
  const sent = deliveryLedgerOf(session);
  const selection = await selectForReader(session, reader, choice, sent);
  const selectedFiles = selectFiles(session, reader, choice, sent);
  const parts = partsOf(selection.changesets);
  const first = { ...selection, changesets: parts[0] ?? [] };
  const cargo = await cargoFor(session, reader, choice, first, selectedFiles.files, signer);
  const isAnswering = cargo.content.receipts.length + cargo.content.requests.length > 0;
  if (selection.records.size === 0 && !isAnswering && selectedFiles.files.length === 0)
    return err({ type: 'nothingToPack' });
  const facts: EncodeFacts = {
    mechanism: profile.id,
    suite: profile.suite,
    isPractice: isWorkshop(session),
    recipients: recipientsFor(session, reader),
    basis: selection.basis,
    rosterVersion: session.trust.rosterVersion,
    records: selection.records.size,
    nonce: freshNonce(),
  };
  return ok({ reader, choice, selection, parts, cargo, facts, selectedFiles });
}

/** Bare changesets alone are no reason for a bundle of text. */
export const hasText = ({ selection, cargo: { content } }: Packing): boolean =>
  selection.records.size + content.receipts.length + content.requests.length > 0;

const blockedOf = ({ ledger }: Session, choice: BundleChoice): readonly RecordId[] =>
  (choice.records ?? []).filter((record) => ledger.store.records.summaries.get(record)?.keptHere === true);

export const freshNonce = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
