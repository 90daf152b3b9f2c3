// What the place of the mesas reads: the records of the Mechanism itself and what follows from its meetings, drafts
// of this device over them. Rules count only where the secretariat alone wrote them.

import type { KeyId } from '#shared/base/ids.ts';
import type { RecordCells } from '#shared/report/cell-readers.ts';
import { MECHANISM_KINDS, mechanismNow, type MechanismNow } from '#shared/report/mechanism-records.ts';
import type { Catalogue } from './catalogue.ts';
import { secretariatsOf } from './heard-receipts.ts';
import { type RecordNow, recordNow, shownNow } from './record-now.ts';
import { profileOf, type Session } from './session.ts';

/** @param cellsOf as this device shows a record, or only what of it may go out (readableNow) */
export async function readMechanism(
  session: Session,
  catalogue: Catalogue,
  cellsOf: (now: RecordNow) => RecordCells = allNow,
): Promise<MechanismNow> {
  const records = await recordsOfMechanism(session, catalogue, cellsOf);
  return mechanismNow(records, session.clock.now().slice(0, 10), ruleJudge(session, catalogue));
}

/** Those that are not deleted, as this device shows them. */
async function recordsOfMechanism(
  session: Session,
  catalogue: Catalogue,
  cellsOf: (now: RecordNow) => RecordCells,
): Promise<readonly RecordCells[]> {
  const rows = (await catalogue.rows()).filter(({ kind, deleted }) => !deleted && MECHANISM_KINDS.has(kind));
  const records: RecordCells[] = [];
  for (const { id } of rows) {
    const now = await recordNow(session, id);
    if (now !== undefined) records.push(cellsOf(now));
  }
  return records;
}

const allNow = (now: RecordNow): RecordCells => ({ id: now.id, kind: now.kind, cells: shownNow(now) });

/** Before any mechanism was joined, this device's own rules count; its drafts do not until they are signed. */
function ruleJudge(session: Session, catalogue: Catalogue): (id: string) => boolean {
  const office: ReadonlySet<KeyId> =
    profileOf(session) === null ? new Set([session.device.kid]) : secretariatsOf(session);
  return (id) => {
    const authors = catalogue.stored(id)?.authors ?? [];
    return authors.length > 0 && authors.every((author) => office.has(author));
  };
}
