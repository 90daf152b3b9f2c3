// A person has seen what a waiting bundle would hide and has it taken in: the kept file is opened again and taken in as
// any other, and the mark goes with the same write, so that it happens once. Others that waited for the same reason are
// then tried again: what they would have hidden may be hidden by now.

import type { BundleId } from '#shared/base/ids.ts';
import { err } from '#shared/base/result.ts';
import type { TakeInReport } from '../engine/carry-views.ts';
import { waitingBundles } from '../engine/read-bin.ts';
import type { Done, Session } from '../engine/session.ts';
import { openSealed } from './open-bundle.ts';
import { postReceipts } from './post-receipts.ts';
import { settleErasures } from './settle-erasures.ts';
import { takeContents } from './take-contents.ts';

export async function confirmTakeIn(session: Session, bundle: BundleId): Done<TakeInReport> {
  const report = await session.inTurn(async () => {
    const confirmed = await takeKept(session, bundle, true);
    if (!confirmed.ok) return confirmed;
    for (const waiting of waitingBundles(session)) {
      const again = await takeKept(session, waiting.bundle, false);
      if (!again.ok) return again;
    }
    const settled = await settleErasures(session);
    return settled.ok ? confirmed : settled;
  });
  session.tell(['records', 'inbox', 'trust', 'deliveries', 'activity']);
  if (report.ok) session.later(() => postReceipts(session));
  return report;
}

async function takeKept(session: Session, bundle: BundleId, isConfirmed: boolean): Done<TakeInReport> {
  const name = waitingBundles(session).find((waiting) => waiting.bundle === bundle)?.name ?? '';
  const bytes = await session.desktop.bundleRead({ id: bundle });
  if (!bytes.ok) return bytes;
  const { opened, file } = await openSealed(session, bytes.value);
  if (!opened.ok) return err({ type: 'refused', reason: { ...opened.error } });
  const kept = { ...opened.value, id: bundle, file }; // one that was written anew since has another name inside
  return session.ledger.exclusive(() => takeContents(session, name, kept, { isConfirmed }));
}
