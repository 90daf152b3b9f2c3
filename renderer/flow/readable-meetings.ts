// The meetings as they may leave the sealed notebook: what is restricted or personal is not in them.

import type { RecordCells } from '#shared/report/cell-readers.ts';
import { type Meeting, meetingsOf } from '#shared/report/meetings.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import { readableNow, recordNow } from '../engine/record-now.ts';
import type { Session } from '../engine/session.ts';

export interface ReadableMeetings {
  /** by date */
  readonly meetings: readonly Meeting[];
  /** when each one's record says it was written */
  readonly stamps: ReadonlyMap<string, string>;
}

export async function readableMeetings(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
): Promise<ReadableMeetings> {
  const rows = (await catalogue.rows()).filter(({ kind, deleted }) => kind === 'meeting' && !deleted);
  const records: RecordCells[] = [];
  for (const { id } of rows) {
    const now = await recordNow(session, id);
    if (now === undefined) continue;
    records.push(readableNow(now));
  }
  return { meetings: meetingsOf(records), stamps: new Map(rows.map(({ id, changedAt }) => [id, changedAt])) };
}
