// When this device learned that a record was deleted, for the bin: it is shown there for 30 days by this device's own
// clock, which decides nothing else. Noted with whatever told of it, and taken away when the record comes back.

import type { Json } from '#shared/base/json.ts';
import type { MergePlan } from '#shared/merge/plan.ts';
import { isDeleted } from '#shared/merge/record-facts.ts';
import type { Session } from '../engine/session.ts';
import { BINNED } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';

export function binChanges(
  { ledger, clock }: Pick<Session, 'ledger' | 'clock'>,
  plan: Pick<MergePlan, 'records'>,
): ShelfChanges {
  const { records, shelf } = ledger.store;
  const changes = new Map<string, Json | null>();
  for (const [id, state] of plan.records) {
    const isNow = isDeleted(state);
    const name = `${BINNED}${id}`;
    if (isNow && records.summaries.get(id)?.deleted !== true) changes.set(name, clock.now());
    else if (!isNow && shelf.get(name) !== undefined) changes.set(name, null);
  }
  return changes;
}
