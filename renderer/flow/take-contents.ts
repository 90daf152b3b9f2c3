// Takes the contents of an opened bundle into the journal and the store, inside the lock of the one writer: what
// is new is planned, the sealed file is kept first, and everything is then written at once. Taking in what is
// here already changes nothing and says so.

import { type Digest, type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { isManifestSigned, type OpenedBundle } from '#shared/bundle/decode.ts';
import { type Changeset, openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { type MergePlan, recordsTouchedBy } from '#shared/merge/plan.ts';
import { eraseFrom } from '#shared/merge/withdraw.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import type { MissingView, TakeInReport } from '../engine/carry-views.ts';
import { activityChange } from '../engine/activity.ts';
import type { Parcel } from '../store/paged-map.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { authorView, heldView } from '../engine/authors.ts';
import { withdrawnFor } from '../engine/erasures.ts';
import type { Session } from '../engine/session.ts';
import { CONTAINED, REWRITTEN, TAKEN_IN, type TakenIn } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { type CheckedAt, isAnyRevoked, planAnew, planContent } from './admit-content.ts';
import { holdsErased } from './erase-bundles.ts';
import { binChanges } from './note-binned.ts';
import { type SettledFiles, settleFiles } from './settle-files.ts';
import { mergedReceiptChange } from './sign-receipt.ts';
import { gapsBrought, requestChange } from './sign-request.ts';
import { takeCustody } from './take-custody.ts';
import { type TakenSigned, takeSigned } from './take-signed.ts';
import { holdBack, waitsNoMore, wouldHide } from './would-hide.ts';

/** More than this of one list is counted, not named. */
const NAMED = 200;
/** bytes, inflated */
const MAX_PARCEL = 1024 * 1024;

export interface OpenedFile extends OpenedBundle {
  /** SHA-256 of the sealed file */
  readonly file: Digest;
}

export interface Taking {
  /** what was checked outside the lock, if it was */
  readonly before?: CheckedAt | undefined;
  /** answers when the sealed file is kept, where it was not kept before */
  readonly kept?: Promise<Result<null, DiskProblem>>;
  /** a person has seen what it would hide */
  readonly isConfirmed?: boolean;
}

export async function takeContents(
  session: Session,
  name: string,
  opened: OpenedFile,
  { before, kept = Promise.resolve(ok(null)), isConfirmed = false }: Taking = {},
): Promise<Result<TakeInReport, EngineProblem>> {
  const { ledger } = session;
  const { from } = opened.manifest;
  const signed = await takeSigned(
    session,
    [...opened.credentials, ...opened.rosters, ...opened.receipts, ...opened.requests],
    from,
  );
  const custody = await takeCustody(session, opened.custody, signed.trust);
  const isAnew = isAnyRevoked(session, signed.trust);
  const plan = isAnew
    ? await planAnew(session, signed.trust, opened.changesets)
    : await planContent(session, opened.changesets, signed.trust, before);
  const hiding = isConfirmed ? undefined : wouldHide(session, plan);
  if (hiding !== undefined) return holdBack({ ...session, trust: signed.trust }, name, opened, hiding, kept);
  const touched = openedIn(session, opened, plan);
  const files = await settleFiles(session, opened, plan, touched);
  const report = reportOf({ ...session, trust: signed.trust }, name, opened, plan, signed, touched, files);
  const isKnown =
    ledger.store.shelf.get(`${CONTAINED}${opened.id}`) !== undefined && signed.changes.size + custody.size === 0;
  if (isKnown && isEmpty(session, plan)) {
    const told = activityChange(session, 'takenInAgain', factsOf(report));
    const noted = await ledger.commit({ shelf: new Map([...told, ...toRewrite(session, opened)]) });
    return noted.ok ? ok(report) : err(noted.error);
  }
  // signed elsewhere while we seal
  const receipt = mergedReceiptChange(session, opened, plan, signed.trust, files.missing, opened.file);
  const facts = { isWhole: isAnew, parcel: isAnew ? undefined : parcelOf(session, opened, plan) };
  const ready = ledger.ready(plan, facts);
  const takenIn: TakenIn = {
    at: session.clock.now(),
    report,
    from,
    claimed: session.clock.claim(),
    ...((await isManifestSigned(opened, signed.trust.authors)) === true ? { isVouched: true } : {}),
    runs: opened.manifest.runs,
    ...(opened.blobs.length === 0 ? {} : { files: opened.blobs.map(({ digest }) => digest) }),
  };
  const committed = await ledger.commit({
    shelf: new Map([
      ...signed.changes,
      ...custody,
      ...waitsNoMore(session, opened.id),
      ...toRewrite(session, opened),
      ...binChanges(session, plan),
      [`${TAKEN_IN}${opened.id}`, takenIn as object as Json],
      ...(await receipt),
      ...(await requestChange(session, opened, plan, files.missing)),
      ...activityChange(session, 'takenIn', factsOf(report)),
    ]),
    derived: new Map([[`${CONTAINED}${opened.id}`, true]]),
    plan,
    isWhole: isAnew,
    ready,
    first: kept,
  });
  return committed.ok ? ok(report) : err(committed.error);
}

/** The sealed file is kept as it came: where it holds what was withdrawn, it must be written anew. */
const toRewrite = (session: Session, opened: OpenedBundle): ShelfChanges =>
  new Map(
    session.ledger.store.shelf.get(`${REWRITTEN}${opened.id}`) === true || !holdsErased(session, opened)
      ? []
      : [[`${REWRITTEN}${opened.id}`, false]],
  );

/** The changesets as they came packed, where all of them are new and admitted, and reading one reads not too many. */
function parcelOf(
  { ledger }: Session,
  { changesets, packed }: Pick<OpenedBundle, 'changesets' | 'packed'>,
  plan: MergePlan,
): Parcel | undefined {
  if (packed === null || packed.size > MAX_PARCEL) return undefined;
  const idOf = new Map(plan.changesets.map(({ changeset, id }) => [changeset, id]));
  const keys = changesets.flatMap((changeset) => idOf.get(changeset) ?? []);
  const isWhole = keys.length === changesets.length && new Set(keys).size === keys.length;
  if (!isWhole || keys.some((id) => ledger.store.log.summaries.has(id))) return undefined;
  return { keys, ...packed };
}

const isEmpty = ({ ledger }: Session, plan: MergePlan): boolean =>
  plan.changesets.length === 0 && plan.held.length === ledger.store.held().length;

function reportOf(
  session: Session,
  name: string,
  opened: OpenedBundle,
  plan: MergePlan,
  signed: TakenSigned,
  verified: readonly VerifiedChangeset[],
  files: SettledFiles,
): TakeInReport {
  const { store } = session.ledger;
  const incoming = new Set(opened.changesets.map(bodyOf));
  const touched = recordsTouchedBy(verified);
  const isNews = ({ id, changes }: VerifiedChangeset): boolean => {
    const here = store.log.summaries.get(id)?.here;
    return here === undefined || Object.keys(changes).some((level) => !(here as readonly string[]).includes(level));
  };
  const renewed = recordsTouchedBy(plan.changesets.filter(isNews));
  const isHere = (id: RecordId): boolean => store.records.summaries.has(id);
  const here = [...touched].filter((id) => isHere(id) || plan.records.has(id));
  const newRecords = here.filter((id) => !isHere(id)).length;
  const changedRecords = here.filter((id) => isHere(id) && renewed.has(id)).length;
  const held = plan.held.filter(({ changeset }) => incoming.has(bodyOf(changeset)));
  return {
    name,
    bundle: opened.id,
    code: shortCodeOf(opened.id),
    from: authorView(session, opened.manifest.from),
    records: here.length,
    newRecords,
    changedRecords,
    sameRecords: here.length - newRecords - changedRecords,
    conflicts: plan.conflicts.filter(({ record }) => renewed.has(record)).length,
    held: held.slice(0, NAMED).map((each) => heldView(session, each)),
    refused: [
      ...plan.refused.slice(0, NAMED).map(({ reason }) => ({ reason })),
      ...Array.from({ length: Math.min(NAMED, files.refused) }, () => ({ reason: { type: 'wrongFile' } })),
      ...signed.refused.slice(0, NAMED).map((reason) => ({ reason })),
    ],
    missing: missingIn(session, plan, opened),
    receipts: signed.receipts.length,
    files: { arrived: files.arrived, held: files.held, missing: files.missing.length },
    problem: null,
  };
}

/** Gaps of the authors that this bundle brings. */
function missingIn(session: Session, plan: MergePlan, opened: OpenedBundle): readonly MissingView[] {
  return gapsBrought(session, opened, plan)
    .slice(0, NAMED)
    .map(({ author, from, to }) => ({ author: authorView(session, author), from, to }));
}

const factsOf = (report: TakeInReport): Readonly<Record<string, Json>> => ({
  name: report.name,
  code: report.code,
  bundle: report.bundle,
  from: report.from?.name ?? '',
  organisation: report.from?.organisation ?? '',
  records: report.records,
  newRecords: report.newRecords,
  changedRecords: report.changedRecords,
  conflicts: report.conflicts,
  held: report.held.length,
  receipts: report.receipts,
  files: report.files.arrived,
});

/** Says which changeset it is, without hashing it once more. */
const bodyOf = ({ signed }: Changeset): string => signed.body;

/** What the bundle brings, each as the plan verified it, or as it was when it came first; what was withdrawn is not. */
function openedIn({ ledger }: Session, opened: OpenedBundle, plan: MergePlan): readonly VerifiedChangeset[] {
  const admitted = new Map(plan.changesets.map((verified) => [bodyOf(verified.changeset), verified]));
  const withdrawn = withdrawnFor(ledger.store, plan.changesets);
  return opened.changesets
    .flatMap((changeset) => admitted.get(bodyOf(changeset)) ?? openedOr(changeset))
    .map((verified) => eraseFrom(verified, withdrawn));
}

function openedOr(changeset: Changeset): readonly VerifiedChangeset[] {
  const opened = openChangeset(changeset);
  return opened.ok ? [opened.value] : [];
}
