// Takes a filled spreadsheet in. First it is looked at, and nothing is written; then what was looked at is written, in one
// deed that can be taken back. Which changesets a file wrote is remembered, so that the same file adds nothing when it
// comes again, and a file that was filled in further goes on from where it was.

import { type ChangesetId, digestOfText, type Digest, type RecordId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { openChangeset } from '#shared/log/changeset.ts';
import { type FilledSheet, readSpreadsheet } from '#shared/report/read-spreadsheet.ts';
import { activityChange } from '../engine/activity.ts';
import type { Undo } from '../engine/door.ts';
import { saved, type Session } from '../engine/session.ts';
import { SPREADSHEET, type TakenSpreadsheet } from '../engine/shelf-names.ts';
import type { IntakeProblem, SpreadsheetEngine, SpreadsheetPlan } from '../engine/spreadsheet-door.ts';
import { changesIn, type SheetChanges, type TakenBefore } from './plan-spreadsheet.ts';
import { notebookOf, spreadsheetWords } from './spreadsheet-words.ts';
import { writeSeveral } from './write-changes.ts';

export async function planSpreadsheet(
  session: Session,
  name: string,
  bytes: Uint8Array,
): Promise<Result<SpreadsheetPlan, IntakeProblem>> {
  const sheet = openedFor(session, bytes);
  if (!sheet.ok) return sheet;
  const changes = await changesOf(session, sheet.value);
  const { kind, missing, unknown } = sheet.value;
  const { rows, unchanged } = changes;
  return ok({ name, kind: kind.key, rows, unchanged, missing, unknown, seen: digestOf(changes) });
}

export interface ToTake {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly seen: Digest;
  readonly undone: string;
}

export async function takeSpreadsheet(
  session: Session,
  { name, bytes, seen, undone }: ToTake,
): ReturnType<SpreadsheetEngine['takeSpreadsheet']> {
  const sheet = openedFor(session, bytes);
  if (!sheet.ok) return sheet;
  const { ledger } = session;
  return ledger.exclusive(async () => {
    const changes = await changesOf(session, sheet.value);
    if (digestOf(changes) !== seen) return err({ type: 'spreadsheetMoved' });
    if (changes.writes.length === 0) return saved(session);
    const written = await writeSeveral(session, changes.writes, null);
    if (!written.ok) return written;
    const { undo = [] } = written.value;
    const shelf = new Map<string, Json>([
      takenBy(session, sheet.value.template, undo),
      ...(activityChange(session, 'takenSpreadsheet', { name, records: changes.writes.length }) as Map<string, Json>),
    ]);
    const noted = await ledger.commit({ shelf });
    return noted.ok ? ok({ at: written.value.at, undo: withBegun(undo, changes.begun, undone) }) : noted;
  });
}

function openedFor(session: Session, bytes: Uint8Array): Result<FilledSheet, IntakeProblem> {
  const sheet = readSpreadsheet(bytes);
  if (sheet.ok && sheet.value.notebook !== notebookOf(session)) return err({ type: 'spreadsheetOtherNotebook' });
  return sheet;
}

async function changesOf(session: Session, sheet: FilledSheet): Promise<SheetChanges> {
  const signs = await spreadsheetWords(sheet.language, sheet.kind);
  return changesIn(session, sheet, await takenBefore(session, sheet.template), signs);
}

const digestOf = ({ rows, writes }: SheetChanges): Digest =>
  digestOfText(canonicalText([rows, writes.map(({ now, cells }) => [now.id, cells])] as object as Json));

async function takenBefore({ ledger }: Session, template: string): Promise<TakenBefore> {
  const taken = ledger.store.shelf.get(`${SPREADSHEET}${template}`) as object as TakenSpreadsheet | undefined;
  const changesets = new Set<ChangesetId>(taken?.changesets ?? []);
  const values = new Map<string, Json[]>();
  for (const changeset of (await ledger.store.log.getMany(changesets)).values()) {
    const opened = openChangeset(changeset);
    if (!opened.ok) continue;
    for (const { record, cell, value } of Object.values(opened.value.changes).flatMap((changes) => changes ?? [])) {
      const key = `${record} ${cell}`;
      values.set(key, [...(values.get(key) ?? []), value]);
    }
  }
  return { changesets, values: (record, cell) => values.get(`${record} ${cell}`) ?? [] };
}

function takenBy({ ledger }: Session, template: string, undo: Undo): [string, Json] {
  const name = `${SPREADSHEET}${template}`;
  const before = ledger.store.shelf.get(name) as object as TakenSpreadsheet | undefined;
  const changesets = new Set([...(before?.changesets ?? []), ...undo.map(({ changeset }) => changeset)]);
  return [name, { changesets: [...changesets] }];
}

/** A record that it began goes to the bin; of others, each cell is as it was. */
function withBegun(undo: Undo, begun: ReadonlySet<RecordId>, reason: string): Undo {
  const others = undo.filter(({ record }) => !begun.has(record));
  const first = [...begun].flatMap((id) => undo.find(({ record }) => record === id) ?? []);
  return [...others, ...first.map((write) => ({ ...write, begun: reason }))];
}
