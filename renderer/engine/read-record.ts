// What the record page reads: cells with the draft over them, how far each section is, what is wrong, who wrote;
// and its history with that of its review, one entry a changeset, oldest first.

import { type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { type Change, LEVELS } from '#shared/log/change.ts';
import { openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { sidesOf } from '#shared/merge/conflict.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { mayWithdrawAll as mayReachAll, speaks } from '#shared/merge/withdrawal-rights.ts';
import { attachmentOf } from '#shared/record/attachment.ts';
import type { Level } from '#shared/record/definition.ts';
import { sectionStates } from '#shared/record/summary.ts';
import { problemsOf, withoutClosed } from '#shared/record/validate.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import { bundlesWith } from './delivery-ledger.ts';
import { closedCells, erasureOf, isWholeWithdrawn, partiesOf } from './erasures.ts';
import type { HistoryEntry, RecordView } from './record-views.ts';
import { cellViewsOf, recordNow, type RecordNow, shownNow, translationsNow } from './record-now.ts';
import { kindHere } from './read-questions.ts';
import { roadsTo } from './read-roads.ts';
import { readWithdrawal } from './read-withdrawal.ts';
import type { Session } from './session.ts';
import type { LogMark } from '../store/log-table.ts';
import { TAKEN_IN, type TakenIn } from './shelf-names.ts';

export async function readRecord(session: Session, catalogue: Catalogue, id: RecordId): Promise<RecordView | null> {
  const now = await recordNow(session, id);
  const row = await catalogue.row(id);
  if (now === undefined || row === undefined) return null;
  const cells = shownNow(now);
  const withdrawal = readWithdrawal(session, catalogue.deliveries(), id);
  const writers = new Set(now.state?.authors ?? [session.device.kid]);
  const mayWithdraw = mayWithdrawAll(session, now);
  const closed = closedCells(session, id);
  const kind = await kindHere(session, catalogue, now.kind, 'asked');
  return {
    row,
    cells: cellViewsOf(now),
    sections: [...sectionStates(now.kind, cells, kind)].map(([key, state]) => ({ key, state })),
    problems: withoutClosed(problemsOf(now.kind, cells, kind), closed),
    translations: translationsNow(now, session.device.kid).map(({ translator, ...translation }) => ({
      ...translation,
      translator: authorView(session, translator),
    })),
    filesHere: [...cells.values()].flatMap((value) => {
      const digest = attachmentOf(value)?.digest;
      return digest !== undefined && session.blobs.has(digest) ? [digest] : [];
    }),
    hasDraft: now.draft !== undefined && (now.state === undefined || Object.keys(now.draft.cells).length > 0),
    authors: [...writers].map((kid) => authorView(session, kid)),
    withheld: withheldFrom(session, id),
    ...(withdrawal === null ? {} : { withdrawal }),
    mayWithdraw,
    withdrawable: withdrawableIn(session, now, mayWithdraw),
    closed,
  };
}

/** Of what began it, as it is noted where something of it was erased. */
function mayWithdrawAll(session: Session, { id, state }: RecordNow): boolean {
  const { store } = session.ledger;
  if (isWholeWithdrawn(store, id)) return false;
  const began =
    erasureOf(store, id)?.begun ?? (state === undefined ? undefined : store.log.summaries.get(state.kindBy.id));
  return mayReachAll(session.device.kid, began?.author, partiesOf(session));
}

/** Answers that this device may take back alone: all that are signed, or its person's own words. */
function withdrawableIn(session: Session, now: RecordNow, isAll: boolean): readonly string[] {
  const shown = shownNow(now);
  const parties = partiesOf(session);
  return Object.entries(now.state?.cells ?? {}).flatMap(([path, { writes }]) => {
    const isMine = writes.some(({ author }) => speaks(session.device.kid, author, parties));
    return shown.has(path) && (isAll || isMine) ? [path] : [];
  });
}

/** What was erased at an author's wish is told apart. */
function withheldFrom({ ledger }: Session, id: RecordId): readonly Level[] {
  const { records, log } = ledger.store;
  const erased = erasureOf(ledger.store, id)?.parts ?? [];
  const isErased = (mark: LogMark, level: Level): boolean =>
    erased.some(({ author, seq, levels }) => author === mark.author && seq === mark.seq && levels.includes(level));
  const withheld = new Set<Level>();
  for (const changeset of records.summaries.get(id)?.changesets ?? []) {
    const mark = log.summaries.at(changeset);
    for (const level of mark?.withheld ?? []) if (mark !== undefined && !isErased(mark, level)) withheld.add(level);
  }
  return LEVELS.filter((level) => withheld.has(level));
}

export async function readHistory(
  session: Session,
  catalogue: Catalogue,
  id: RecordId,
): Promise<readonly HistoryEntry[]> {
  const review = reviewIdOf(id);
  const changesets = await changesetsOf(session, [id, review]);
  const takenIn = session.ledger.store.shelf.under(TAKEN_IN).map(([, value]) => value as object as TakenIn);
  const roads = roadsTo(session);
  const values = new Map<string, Json>();
  const isDecision = decisionsIn(changesets, id);
  return changesets.map(({ id: changeset, body, changes, withheld }) => {
    const entryChanges = Object.values(changes)
      .flatMap((inLevel) => inLevel ?? [])
      .filter(({ record }) => record === id || record === review)
      .map((change) => {
        const { record, cell, value } = change;
        const name = `${record} ${cell}`;
        const before = values.get(name);
        values.set(name, value);
        const isReview = record === review;
        return {
          path: cell,
          before,
          after: value,
          ...(isReview ? { isReview } : isDecision(change) && { isDecision: true as const }),
        };
      });
    const mark = session.ledger.store.log.summaries.get(changeset);
    const left = mark === undefined ? [] : bundlesWith(catalogue.deliveries().bundles, mark);
    const came = takenIn.flatMap(({ report, runs }) =>
      report.bundle !== null && runs.some((run) => isInRun(run, body)) ? [report.bundle] : [],
    );
    return {
      changeset,
      author: authorView(session, body.author),
      claimed: body.at,
      lamport: body.lamport,
      changes: entryChanges,
      withheld,
      bundles: [...new Set([...came, ...left])].map(shortCodeOf),
      roads: roads(body),
    };
  });
}

/** Whether a change replaced versions that disagreed. */
function decisionsIn(changesets: readonly VerifiedChangeset[], record: RecordId): (change: Change) => boolean {
  const values = new Map<string, Json>();
  for (const { id, changes } of changesets) {
    for (const change of Object.values(changes).flatMap((inLevel) => inLevel ?? []))
      if (change.record === record) values.set(`${id} ${change.cell}`, change.value);
  }
  return ({ kind, cell, replaces }) => {
    if (replaces.length < 2) return false;
    const replaced = replaces.flatMap((id) => {
      const value = values.get(`${id} ${cell}`);
      return value === undefined ? [] : [{ value }];
    });
    return sidesOf(kind, cell, replaced).length > 1;
  };
}

/** The records' changesets, each once, by (lamport, id). */
export async function changesetsOf(
  { ledger }: Session,
  records: readonly RecordId[],
): Promise<readonly VerifiedChangeset[]> {
  const { log, records: stored } = ledger.store;
  const numbers = new Set(records.flatMap((id) => stored.summaries.get(id)?.changesets ?? []));
  const found = await log.getMany([...numbers].map(log.summaries.idOf));
  return [...found.values()]
    .flatMap((changeset) => {
      const opened = openChangeset(changeset);
      return opened.ok ? [opened.value] : [];
    })
    .sort((a, b) => a.body.lamport - b.body.lamport || (a.id < b.id ? -1 : 1));
}
