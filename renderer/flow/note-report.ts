// Which records, in which version, went into a table that was saved: shown on their pages. It stays on this device and
// stays small: the newest tables are kept, and of a very large one only how many records it had.

import type { Json } from '#shared/base/json.ts';
import type { RecordRow } from '../engine/record-views.ts';
import type { Session } from '../engine/session.ts';
import { REPORT, type ReportMade } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

const KEPT = 50;
const MOST_NAMED = 5_000;
const DIGITS = 8;

export function reportChange(
  { ledger, clock }: Pick<Session, 'ledger' | 'clock'>,
  name: string,
  rows: readonly Pick<RecordRow, 'id' | 'lamport'>[],
): ShelfChanges {
  const names = ledger.store.shelf.under(REPORT).map(([each]) => each);
  const number = Number(names.at(-1)?.slice(REPORT.length) ?? 0) + 1;
  const versions = rows.length > MOST_NAMED ? {} : Object.fromEntries(rows.map(({ id, lamport }) => [id, lamport]));
  const report: ReportMade = { at: clock.now(), name, records: rows.length, versions };
  return new Map<string, Json | null>([
    ...names.slice(0, Math.max(0, names.length + 1 - KEPT)).map((each): [string, null] => [each, null]),
    [`${REPORT}${String(number).padStart(DIGITS, '0')}`, report as object as Json],
  ]);
}
