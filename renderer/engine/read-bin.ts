// What the bin shows: deleted records, by whom, when and why. After 30 days by this device's clock, counted from when
// it learned of it, a record leaves this view and nothing else: it is kept, found by whoever has its address, and can
// be brought back. A clock that jumps back only shows it longer.

import { isJsonObject } from '#shared/base/json.ts';
import { DELETED_CELL } from '#shared/log/change.ts';
import { openChangeset } from '#shared/log/changeset.ts';
import type { RecordState, Write } from '#shared/merge/state.ts';
import { authorView } from './authors.ts';
import type { BinEntry, BinView, WaitingBundle } from './bin-views.ts';
import type { Catalogue } from './catalogue.ts';
import type { Session } from './session.ts';
import { BINNED, WAITING } from './shelf-names.ts';

const DAY = 24 * 3600 * 1000;
const DAYS = 30;
const SHOWN = 100;

/** @param count at most so many entries, those deleted last first */
export async function readBin(session: Session, catalogue: Catalogue, count = SHOWN): Promise<BinView> {
  const { store } = session.ledger;
  const now = Date.parse(session.clock.now());
  const binned = (await catalogue.rows())
    .filter(({ deleted, withdrawn }) => deleted && withdrawn !== true)
    .map((row) => ({ row, days: daysLeft(now, store.shelf.get(`${BINNED}${row.id}`)) }))
    .filter(({ days }) => days === null || days > 0)
    .sort((a, b) => b.row.lamport - a.row.lamport);
  const shown = binned.slice(0, count);
  const states = await store.records.getMany(shown.map(({ row }) => row.id));
  const deletions = new Map([...states].map(([id, state]) => [id, deletionIn(state)]));
  const changesets = await store.log.getMany([...deletions.values()].flatMap((write) => write?.id ?? []));
  return {
    total: binned.length,
    entries: shown.flatMap(({ row, days }): readonly BinEntry[] => {
      const write = deletions.get(row.id);
      const changeset = changesets.get(write?.id ?? '');
      if (write === undefined || changeset === undefined) return [];
      const opened = openChangeset(changeset);
      const claimed = opened.ok ? opened.value.body.at.time : '';
      return [{ row, by: authorView(session, write.author), claimed, reason: reasonOf(write), days }];
    }),
  };
}

/** In the order in which they came. */
export const waitingBundles = ({ ledger }: Session): readonly WaitingBundle[] =>
  ledger.store.shelf
    .under(WAITING)
    .map(([, value]) => value as object as WaitingBundle)
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/** The write that deletes a record. */
export const deletionIn = (state: RecordState): Write | undefined => state.cells[DELETED_CELL]?.writes[0];

export const reasonOf = ({ value }: Write): string =>
  isJsonObject(value) && typeof value['reason'] === 'string' ? value['reason'] : '';

function daysLeft(now: number, learned: unknown): number | null {
  const passed = (now - Date.parse(typeof learned === 'string' ? learned : '')) / DAY;
  return Number.isFinite(passed) ? Math.min(DAYS, Math.ceil(DAYS - passed)) : null;
}
