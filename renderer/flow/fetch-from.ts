// Fetches what waits at a letterbox for this device, bundles and what lies in its out-tray, and takes everything
// in by the same way as from a stick. Receipts made here are then left for those they are for.

import { type BundleId, digestOf, shortCodeOf } from '#shared/base/ids.ts';
import { oneAhead } from '#shared/base/one-ahead.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { bundleOfParcel } from '#shared/bundle/parcel.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { CourierProblem } from '#shared/wire/problems.ts';
import { activityChange } from '../engine/activity.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import type { TakeInReport } from '../engine/carry-views.ts';
import { EMPTY_REPORT } from '../engine/empty-report.ts';
import { ownChain } from '../engine/own-chain.ts';
import { type Done, profileOf, type Session } from '../engine/session.ts';
import { throughAllowed } from './allow-addresses.ts';
import { commitTrust } from './commit-trust.ts';
import { postReceipts } from './post-receipts.ts';
import { settleErasures } from './settle-erasures.ts';
import { takeInOne } from './take-in.ts';
import { takeSigned } from './take-signed.ts';

type Fetching = Promise<Result<readonly TakeInReport[], EngineProblem | CourierProblem>>;

/** What the courier keeps is taken in here, and by no other page meanwhile. */
export const fetchFrom = (session: Session, letterbox: string): Fetching =>
  session.ledger.takingIn(() => fetchAndTake(session, letterbox));

async function fetchAndTake(session: Session, letterbox: string): Fetching {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const credentials = [...ownChain(session)];
  const fetched = await throughAllowed(session, profile, () =>
    session.desktop.courierFetch({ letterbox, mechanism: profile.id, credentials }),
  );
  if (!fetched.ok) return fetched;
  const reports: TakeInReport[] = [];
  const receipts = await takeOutTray(session, fetched.value.signed);
  if (!receipts.ok) return receipts;
  if (receipts.value.receipts + receipts.value.refused.length > 0) reports.push({ ...EMPTY_REPORT, ...receipts.value });
  for (const bytes of fetched.value.signed.flatMap((signed) => bundleOfParcel(signed) ?? [])) {
    const report = await takeInOne(session, `${shortCodeOf(digestOf(bytes))}.quipu`, async () => ok(bytes));
    if (!report.ok) return report;
    reports.push(report.value);
  }
  const take = (id: BundleId): Done<TakeInReport> =>
    takeInOne(session, `${shortCodeOf(id)}.quipu`, () => session.desktop.bundleRead({ id }));
  for await (const report of oneAhead(fetched.value.bundles, take)) {
    if (!report.ok) return report;
    reports.push(report.value);
  }
  await settleErasures(session); // credentials may have come without any bundle
  session.later(() => postReceipts(session, letterbox));
  return ok(reports);
}

/** Answers how many receipts for this device were new, and which requests are not heeded. */
function takeOutTray(session: Session, signed: readonly Signed[]): Done<Pick<TakeInReport, 'receipts' | 'refused'>> {
  return session.ledger.exclusive(async () => {
    const taken = await takeSigned(session, signed, null);
    const answer = { receipts: taken.receipts.length, refused: taken.refused.map((reason) => ({ reason })) };
    if (taken.changes.size === 0) return ok(answer);
    const facts = { receipts: taken.receipts.length, credentials: taken.credentials };
    const done = await commitTrust(
      session,
      new Map([...taken.changes, ...activityChange(session, 'receivedReceipts', facts)]),
    );
    return done.ok ? ok(answer) : done;
  });
}
