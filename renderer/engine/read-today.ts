// What Today reads: what is unfinished, what came back, what is not handed over, what the secretariat answered.

import type { RecordId } from '#shared/base/ids.ts';
import { sectionStates } from '#shared/record/summary.ts';
import type { Catalogue } from './catalogue.ts';
import type { TodayView } from './today-views.ts';
import { newestFirst, receiptViews } from './read-hand-over.ts';
import { readReturned } from './read-review.ts';
import { recordNow, shownNow } from './record-now.ts';
import { daysSince } from './days-since.ts';
import type { Session } from './session.ts';

const SHOWN_RECEIPTS = 20;
const SHOWN_TO_HAND_OVER = 20;

export async function readToday(session: Session, catalogue: Catalogue): Promise<TodayView> {
  const { drafts, waiting, records, conflicts, silentObjectives } = await catalogue.standing();
  const receipts = receiptViews(session, catalogue.deliveries());
  const begun = newestFirst(drafts.values(), drafts.size);
  return {
    drafts: await Promise.all(begun.map(async (row) => ({ ...row, sections: await sectionsOf(session, row.id) }))),
    returned: await readReturned(session, catalogue),
    toHandOver: newestFirst(waiting.values(), SHOWN_TO_HAND_OVER),
    receipts: receipts.slice(0, SHOWN_RECEIPTS),
    counts: {
      records,
      conflicts,
      held: session.ledger.store.held().length,
      silentObjectives,
      toHandOver: waiting.size,
      toErase: [...waiting.values()].filter(({ withdrawn }) => withdrawn === true).length,
    },
    silentDays: daysSince(session, catalogue.deliveries().lastConfirmed),
  };
}

async function sectionsOf(session: Session, id: RecordId): Promise<TodayView['drafts'][number]['sections']> {
  const now = await recordNow(session, id);
  if (now === undefined) return [];
  return [...sectionStates(now.kind, shownNow(now))].map(([key, state]) => ({ key, state }));
}
