// What Today reads: what is unfinished, what came back, what is not handed over, what the secretariat answered.

import type { RecordId } from '#shared/base/ids.ts';
import { objectives } from '#shared/mechanism/compact.ts';
import { sectionStates } from '#shared/record/summary.ts';
import type { Catalogue } from './catalogue.ts';
import type { RecordRow } from './record-views.ts';
import type { TodayView } from './today-views.ts';
import { newestFirst, receiptViews, waitingToGo } from './read-hand-over.ts';
import { readReturned } from './read-review.ts';
import { recordNow, shownNow } from './record-now.ts';
import { requestsView } from './read-requests.ts';
import type { Session } from './session.ts';

const SHOWN_RECEIPTS = 20;
const SHOWN_TO_HAND_OVER = 20;
const DAY = 24 * 3600 * 1000;

export async function readToday(session: Session, catalogue: Catalogue): Promise<TodayView> {
  const rows = (await catalogue.rows()).filter(({ deleted }) => !deleted);
  const drafts = newestFirst(rows.filter((row) => row.state === 'draft' && isOwn(session, row)));
  const toHandOver = waitingToGo([...rows, ...(await catalogue.reviews())]);
  const spokenOf = new Set(rows.flatMap((row) => row.objectives));
  const receipts = receiptViews(session, catalogue.deliveries());
  return {
    drafts: await Promise.all(drafts.map(async (row) => ({ ...row, sections: await sectionsOf(session, row.id) }))),
    returned: await readReturned(session, catalogue),
    toHandOver: newestFirst(toHandOver).slice(0, SHOWN_TO_HAND_OVER),
    receipts: receipts.slice(0, SHOWN_RECEIPTS),
    requests: requestsView(session, catalogue.deliveries()),
    counts: {
      records: rows.length,
      conflicts: rows.reduce((sum, { conflicts }) => sum + conflicts, 0),
      held: session.ledger.store.held().length,
      silentObjectives: objectives.filter(({ n }) => !spokenOf.has(n)).length,
      toHandOver: toHandOver.length,
    },
    silentDays: silentDays(session, catalogue.deliveries().lastConfirmed),
  };
}

/** Begun or taken part in on this device; others' unfinished records are theirs to finish. */
const isOwn = ({ ledger, device }: Session, { id }: RecordRow): boolean =>
  ledger.drafts.get(id) !== undefined || ledger.store.records.summaries.get(id)?.authors.includes(device.kid) === true;

async function sectionsOf(session: Session, id: RecordId): Promise<TodayView['drafts'][number]['sections']> {
  const now = await recordNow(session, id);
  if (now === undefined) return [];
  return [...sectionStates(now.kind, shownNow(now))].map(([key, state]) => ({ key, state }));
}

function silentDays({ clock }: Session, at: string | null): number | null {
  if (at === null) return null;
  const days = Math.floor((Date.parse(clock.now()) - Date.parse(at)) / DAY);
  return Number.isFinite(days) ? Math.max(0, days) : null;
}
