// Takes in a bundle: from a stick, a drop, a letterbox, all the same. Opened, matched with the mechanism, checked
// against old and new credentials, planned, kept, applied. Several are taken in in the order in which they were
// given, each looked into while the one before is written. A refusal never changes the store: the report says
// its typed reason, and the activity list remembers it.

import type { Bytes } from '#shared/base/bytes.ts';
import { type Digest, shortCodeOf } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { BundleProblem, OpenedBundle } from '#shared/bundle/decode.ts';
import { verifiedOf } from '#shared/merge/verify-ahead.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { activityChange } from '../engine/activity.ts';
import type { TakeInReport } from '../engine/carry-views.ts';
import { EMPTY_REPORT } from '../engine/empty-report.ts';
import type { Done, Session } from '../engine/session.ts';
import { REWRITTEN } from '../engine/shelf-names.ts';
import { type CheckedAt, checkContent } from './admit-content.ts';
import { openToTakeIn } from './open-bundle.ts';
import { postReceipts } from './post-receipts.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { settleErasures } from './settle-erasures.ts';
import { takeContents } from './take-contents.ts';
import { takeSigned } from './take-signed.ts';

export async function takeIn(session: Session, name: string, bytes: Uint8Array): Done<TakeInReport> {
  const report = await takeInOne(session, name, async () => ok(bytes));
  if (report.ok && report.value.problem === null) session.later(() => postReceipts(session));
  return report;
}

/** One of several: answers are posted when all are in, so that nothing is asked for that comes with the next. */
export const takeInOne = (
  session: Session,
  name: string,
  read: () => Promise<Result<Uint8Array, DiskProblem>>,
): Done<TakeInReport> => session.ledger.takingIn(() => lookAndTake(session, name, read));

function lookAndTake(
  session: Session,
  name: string,
  read: () => Promise<Result<Uint8Array, DiskProblem>>,
): Done<TakeInReport> {
  const looked = lookInto(session, read);
  looked.catch(() => undefined); // told when it is its turn
  return session.inTurn(async () => {
    const there = await looked;
    if (!there.ok) return there;
    const { opened } = there.value;
    if (!opened.ok) return refuse(session, name, null, { ...opened.error });
    return takeInOpened(session, name, there.value, opened.value);
  });
}

interface LookedInto {
  readonly bytes: Uint8Array;
  /** of the sealed file */
  readonly sha256: Digest;
  readonly opened: Result<OpenedBundle, BundleProblem>;
  /** undefined where it may not come in as far as one can see */
  readonly begun?: { readonly before: CheckedAt; readonly kept: Kept };
}

/** Answers when the sealed file is on the disk. */
type Kept = ReturnType<Session['desktop']['bundleKeep']>;

/** The long part, which needs nothing of the bundles before: opened, kept, and each signature verified. */
async function lookInto(
  session: Session,
  read: () => Promise<Result<Uint8Array, DiskProblem>>,
): Promise<Result<LookedInto, DiskProblem>> {
  const file = await read();
  if (!file.ok) return file;
  const bytes = file.value;
  const { opened, file: sha256, ahead } = await openToTakeIn(session, bytes);
  if (!opened.ok) return ok({ bytes, opened, sha256 });
  const { changesets, credentials, rosters } = opened.value;
  const { trust } = await takeSigned(session, [...credentials, ...rosters], opened.value.manifest.from);
  if ((await refusalOf(session, opened.value, trust)) !== undefined) return ok({ bytes, opened, sha256 });
  const kept = keep(session, opened.value, bytes);
  const before = await checkContent(session, changesets, trust, verifiedOf(changesets, ahead));
  return ok({ bytes, opened, sha256, begun: { before, kept } });
}

/** What is not refused is kept; that takes the disk as long as the one before takes us. */
function keep({ desktop, ledger }: Session, { id }: OpenedBundle, bytes: Uint8Array): Kept {
  if (ledger.store.shelf.get(`${REWRITTEN}${id}`) === true) return Promise.resolve(ok(null)); // without what was erased
  const kept = desktop.bundleKeep({ id, origin: 'takenIn', bytes: bytes as Bytes });
  kept.catch(() => undefined); // told where it is waited for
  return kept;
}

async function takeInOpened(
  session: Session,
  name: string,
  { bytes, sha256, begun }: LookedInto,
  bundle: OpenedBundle,
): Done<TakeInReport> {
  const { trust } = await takeSigned(session, [...bundle.credentials, ...bundle.rosters], bundle.manifest.from);
  const refusal = await refusalOf(session, bundle, trust);
  if (refusal !== undefined) return refuse(session, name, bundle, refusal);
  const taking = begun ?? { kept: keep(session, bundle, bytes) };
  const opened = { ...bundle, file: sha256 };
  const report = await session.ledger.exclusive(() => takeContents(session, name, opened, taking));
  if (!report.ok) return report;
  const settled = await settleErasures(session);
  session.tell(['records', 'inbox', 'trust', 'deliveries', 'activity']);
  return settled.ok ? report : settled;
}

async function refuse(
  session: Session,
  name: string,
  opened: OpenedBundle | null,
  problem: Refusal,
): Done<TakeInReport> {
  const noted = await session.ledger.exclusive(() =>
    session.ledger.commit({ shelf: activityChange(session, 'refusedBundle', { name }, problem) }),
  );
  if (!noted.ok) return err(noted.error);
  session.tell(['activity']);
  const bundle = opened === null ? {} : { bundle: opened.id, code: shortCodeOf(opened.id) };
  return ok({ ...EMPTY_REPORT, ...bundle, name, problem });
}
