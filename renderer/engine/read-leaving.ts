// What would be lost with this notebook, by receipts alone: a changeset is elsewhere as far as a signed receipt says
// so, level by level. What was saved on a stick and never confirmed counts as being here alone, and so does a level
// that was withheld.

import type { Digest } from '#shared/base/ids.ts';
import type { LogMark } from '../store/log-table.ts';
import { cargoIn, confirmedFiles } from './cargo.ts';
import type { Catalogue } from './catalogue.ts';
import type { DeliveryLedger, ReaderKeys } from './delivery-ledger.ts';
import type { LeavingView } from './leaving-views.ts';
import { receiptViews } from './read-hand-over.ts';
import { holdsOffice, rootPlace } from './offices.ts';
import { readersOf } from './readers.ts';
import type { RecordRow } from './record-views.ts';
import { isSecretariat, profileOf, type Session } from './session.ts';
import { eachInSlices } from './slices.ts';

const SHOWN_RECEIPTS = 4;

type Where = 'confirmed' | 'stored' | 'unconfirmed';
const ORDER: readonly Where[] = ['unconfirmed', 'stored', 'confirmed'];

export async function readLeaving(session: Session, catalogue: Catalogue): Promise<LeavingView> {
  const { store } = session.ledger;
  const sent = catalogue.deliveries();
  const readers = readersOf(session);
  const counts = { confirmed: 0, stored: 0, unconfirmed: 0, unfinished: 0, staying: 0, ofOthers: 0 };
  await eachInSlices(await catalogue.rows(), (row) => {
    if (row.deleted) return;
    const marks = marksOf(session, catalogue, row);
    const own = marks.filter(({ author }) => author === session.device.kid);
    if (catalogue.stored(row.id)?.keptHere === true || own.some(({ here }) => here.includes('personal')))
      counts.staying++;
    if (row.state === 'draft' && (own.length > 0 || marks.length === 0)) counts.unfinished++;
    else if (own.length > 0) counts[whereAll(own, sent, readers)]++;
    else if (whereAll(marks, sent, readers) === 'unconfirmed' && row.state !== 'merged') counts.ofOthers++;
  });
  const profile = profileOf(session);
  const isOffice = isSecretariat(session);
  const holdsRoot = profile !== null && rootPlace(session, profile) === 'here';
  const brought = confirmedFiles(session);
  return {
    ...counts,
    files: filesHere(session, sent),
    carried: store.held().length + cargoIn(session).filter(({ file }) => !brought.has(file)).length,
    toHandOver: (await catalogue.standing()).waiting.size,
    receipts: receiptViews(session, sent).slice(0, SHOWN_RECEIPTS),
    isSecretariat: isOffice && (holdsRoot || holdsOffice(session)),
    isSteward: !isOffice && holdsOffice(session),
  };
}

const marksOf = ({ ledger }: Session, catalogue: Catalogue, row: RecordRow): readonly LogMark[] =>
  catalogue.stored(row.id)?.changesets.flatMap((changeset) => ledger.store.log.summaries.at(changeset) ?? []) ?? [];

/** Where the one of them is that got least far; what never leaves is counted apart. */
function whereAll(marks: readonly LogMark[], sent: DeliveryLedger, readers: readonly ReaderKeys[]): Where {
  const where = marks.map((mark) => {
    const leaving = mark.here.filter((level) => level !== 'personal');
    const isCovered = (onlyMerged: boolean): boolean => {
      const given = new Set(readers.flatMap((reader) => [...sent.givenTo(reader, mark, onlyMerged)]));
      return leaving.every((level) => given.has(level));
    };
    return isCovered(true) ? 'confirmed' : isCovered(false) ? 'stored' : 'unconfirmed';
  });
  return ORDER.find((each) => where.includes(each)) ?? 'confirmed';
}

/** Attachments that are here and that no receipt says are elsewhere. */
function filesHere({ ledger, blobs }: Session, { bundles }: DeliveryLedger): number {
  const there = new Set<Digest>();
  for (const { packed, merged, isAtLetterbox } of bundles)
    for (const digest of packed.files ?? [])
      if (isAtLetterbox || merged.some(({ mediaMissing }) => !mediaMissing.includes(digest))) there.add(digest);
  const here = new Set<Digest>();
  for (const { files, deleted } of ledger.store.records.summaries.values())
    for (const { digest } of deleted ? [] : (files ?? []))
      if (blobs.has(digest) && !there.has(digest)) here.add(digest);
  return here.size;
}
