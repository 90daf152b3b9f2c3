// Opens the store of an unlocked vault and makes it whole: notices from outside IndexedDB that it was emptied,
// damaged or left behind, and rebuilds it from the journal and the kept bundles without being asked. What the
// caller gets is ready for flows and reads.

import type { KeyId } from '#shared/base/ids.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { DeviceKeys, FormerKey } from '#shared/wire/vault.ts';
import type { DiskProblem, JournalProblem } from '#shared/wire/problems.ts';
import { NO_TRUST } from '#shared/log/roster.ts';
import { heal } from '../flow/heal.ts';
import { deleteDatabase } from '../store/whole-databases.ts';
import type { Sealer } from '../store/seal.ts';
import { openEmptyStore, openStore, type Store } from '../store/store.ts';
import { makeBlobs } from './blobs.ts';
import { makeClock } from './clock.ts';
import { companionsOf } from './companions.ts';
import type { OpenReport, Topic } from './door.ts';
import { DRAFT, makeDrafts } from './drafts.ts';
import { makeJournal } from './journal.ts';
import { verdictChanges } from './kept-verdicts.ts';
import { type Commit, makeLedger } from './ledger.ts';
import type { Opener } from './opener.ts';
import { isAboutTrust, type Session, trustOf } from './session.ts';

export interface OpenParts {
  /** names the database */
  readonly profile: string;
  readonly device: DeviceKeys;
  /** of lost devices that this one goes on for */
  readonly former: readonly FormerKey[];
  /** keys in the vault that vouch for others */
  readonly holds: Set<KeyId>;
  readonly sealer: Sealer;
  readonly desktop: Desktop;
  readonly opener: Opener;
  /** milliseconds since 1970 */
  readonly time: () => number;
  readonly tell: (topics: readonly Topic[]) => void;
  readonly later: (work: () => Promise<void>) => void;
  /** after every commit; without anything in it: the store was read again */
  readonly follow: (commit: Commit) => void;
  readonly progress: (done: number, of: number) => void;
}

export interface Opened {
  readonly session: Session;
  readonly report: OpenReport;
}

type Cause = NonNullable<OpenReport['rebuilt']>['cause'];
export type OpenFailure = JournalProblem | DiskProblem;

/** @param isDamaged what is there cannot be used: make it again */
export async function openSession(parts: OpenParts, isDamaged = false): Promise<Result<Opened, OpenFailure>> {
  const { profile, sealer, desktop } = parts;
  const highWater = await desktop.highWaterRead();
  const first = isDamaged ? undefined : await openOrUndefined(profile, sealer, parts.progress);
  const cause = first === undefined ? 'damaged' : causeToRebuild(first, highWater);
  const store = cause === null && first !== undefined ? first : await emptied(parts, first);
  const session = await makeSession(parts, store);
  const healed = await session.ledger.exclusive(() => heal(session, parts.progress));
  if (!healed.ok) {
    session.ledger.close();
    return err(healed.error);
  }
  learnTimes(session);
  const { changesets, unreadable, rolledBack, gone } = healed.value;
  const lacking = Math.max(0, (highWater?.changesets ?? 0) - session.ledger.store.log.summaries.size);
  const rebuiltCause =
    cause ?? (rolledBack + gone > 0 ? 'rolledBack' : changesets > 0 || lacking > 0 ? 'behind' : null);
  const restored = changesets + rolledBack;
  const missing = Math.max(lacking, unreadable + gone);
  const isAlarming = rebuiltCause !== null && (restored > 0 || missing > 0 || highWater !== null);
  return ok({
    session,
    report: {
      records: session.ledger.store.records.summaries.size,
      rebuilt: isAlarming ? { cause: rebuiltCause, changesets: restored, missing } : null,
      clock: session.clock.claim().doubt,
    },
  });
}

/** An empty store is a first run only where nothing was ever written on this device. */
function causeToRebuild({ marks }: Store, highWater: { changesets: number; records: number } | null): Cause | null {
  if (highWater === null) return null;
  if (marks === null) return 'emptied';
  return marks.changesets < highWater.changesets || marks.records < highWater.records ? 'behind' : null;
}

async function openOrUndefined(
  profile: string,
  sealer: Sealer,
  progress: OpenParts['progress'],
): Promise<Store | undefined> {
  try {
    return await openStore(profile, sealer, progress);
  } catch {
    return undefined; // whatever it is, what cannot be read is made again from what can
  }
}

async function emptied({ profile, sealer, desktop }: OpenParts, damaged: Store | undefined): Promise<Store> {
  damaged?.close();
  try {
    await deleteDatabase(profile);
    return await openEmptyStore(profile, sealer);
  } catch {
    await desktop.databasesClear(); // files of which Chromium lets nobody take even the database away (seen: a lost MANIFEST)
    return openEmptyStore(profile, sealer);
  }
}

async function makeSession(parts: OpenParts, store: Store): Promise<Session> {
  const { profile, sealer, device, former, holds, desktop } = parts;
  const app = await desktop.appInfo();
  const journal = makeJournal(desktop);
  const drafts = makeDrafts(store.shelf.under(DRAFT));
  const ledger = makeLedger(store, {
    profile,
    desktop,
    journal,
    drafts,
    open: () => openStore(profile, sealer),
    along: verdictChanges,
    heal: async () => {
      session.trust = await trustOf(session.ledger.store);
      const healed = await heal(session, () => undefined);
      parts.follow({});
      return healed.ok;
    },
    follow: async (commit) => {
      const shelf = new Map([...(commit.shelf ?? []), ...(commit.derived ?? [])]);
      if (isAboutTrust(shelf)) session.trust = await trustOf(session.ledger.store);
      parts.follow(commit);
    },
  });
  const session: Session = {
    desktop,
    device,
    former,
    holds,
    companions: await companionsOf(device.key),
    app,
    clock: makeClock(parts.time, app.builtAt),
    ledger,
    blobs: await makeBlobs(desktop),
    opener: parts.opener,
    tell: parts.tell,
    later: parts.later,
    inTurn: oneAtATime(),
    trust: NO_TRUST,
  };
  session.trust = await trustOf(store);
  return session;
}

/** The clock is doubted against what this device itself has claimed before. */
function learnTimes({ ledger, clock, device }: Session): void {
  for (const { authors, at } of ledger.store.records.summaries.values()) {
    if (at !== null && authors.length === 1 && authors[0] === device.kid) clock.learn(at);
  }
}
