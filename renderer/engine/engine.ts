// The engine behind its door: one open session, its catalogue and its search. Every call runs here, so a call
// while closed, a locked vault in the middle of a flow, and a store that fails or turns out damaged are answered
// in one place. A damaged store is rebuilt and the call made again, once.

import { err, ok, type Result } from '#shared/base/result.ts';
import type { Delivery, Desktop } from '#shared/wire/ipc.ts';
import { answerRequest, askAgain } from '../flow/answer-request.ts';
import { attachFile } from '../flow/attach-file.ts';
import { beginRecord } from '../flow/begin-record.ts';
import { confirmTakeIn } from '../flow/confirm-take-in.ts';
import { decideConflicts } from '../flow/decide-conflicts.ts';
import { carrySealed, putDown, settleCargo } from '../flow/carry-sealed.ts';
import { deleteRecord } from '../flow/delete-record.ts';
import { editRecord } from '../flow/edit-record.ts';
import { fetchFrom } from '../flow/fetch-from.ts';
import { finishRecord } from '../flow/finish-record.ts';
import { goOnAsNew } from '../flow/go-on-as-new.ts';
import { judgeSame } from '../flow/judge-same.ts';
import { dropFilter, keepFilter } from '../flow/keep-filter.ts';
import { leaveRecord } from '../flow/leave-record.ts';
import { makeBundle } from '../flow/make-bundle.ts';
import { noteDeliveries } from '../flow/note-deliveries.ts';
import { openFile, saveFile } from '../flow/open-file.ts';
import { previewBundle } from '../flow/preview-bundle.ts';
import { postReceipts } from '../flow/post-receipts.ts';
import { reopenRecord } from '../flow/reopen-record.ts';
import { restoreRecord } from '../flow/restore-record.ts';
import { restoreValues } from '../flow/restore-values.ts';
import { answerReview, approveRecords, commentOn, returnRecord } from '../flow/review-record.ts';
import { saveBundle } from '../flow/save-bundle.ts';
import { saveBundles } from '../flow/save-bundles.ts';
import { findFiles } from '../flow/settle-files.ts';
import { settleErasures } from '../flow/settle-erasures.ts';
import { sendBundle } from '../flow/send-bundle.ts';
import { takeIn } from '../flow/take-in.ts';
import { translateRecord } from '../flow/translate-record.ts';
import { undoChanges } from '../flow/undo-changes.ts';
import { failureOf } from '../store/database.ts';
import { StoreDamage } from '../store/paged-map.ts';
import { makeSealer } from '../store/seal.ts';
import { proxy as markedForWorker } from 'comlink';
import { noteRebuilt, readActivity } from './activity.ts';
import { type Catalogue, makeCatalogue } from './catalogue.ts';
import { type CitedRecords, makeCitedRecords } from './cited-records.ts';
import { makeCourtesy } from './courtesy.ts';
import type { Engine, Topic } from './door.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { ListPage, ListQuery } from './record-views.ts';
import { type Commit, EngineClosed } from './ledger.ts';
import { languageOf } from './language.ts';
import { type LikelyDuplicates, makeLikelyDuplicates } from './likely-duplicates.ts';
import { makeLister } from './list-records.ts';
import { namedFiles } from './named-files.ts';
import { heldIn } from './offices.ts';
import { type OpenParts, openSession } from './open-session.ts';
import { type Opener, openerHere } from './opener.ts';
import { readBin } from './read-bin.ts';
import { type BoardReader, makeBoardReader } from './read-board.ts';
import { type CoverageReader, makeCoverageReader } from './read-coverage.ts';
import { readFilters } from './read-filters.ts';
import { readDuplicates, readPair, readSameEvent } from './read-duplicates.ts';
import { practiceCalls } from './practice-calls.ts';
import { mechanismCalls } from './mechanism-calls.ts';
import { readHandOver } from './read-hand-over.ts';
import { readInbox, readInboxPage } from './read-inbox.ts';
import { readConflict, readConflictGroup, readConflictPlace } from './read-conflicts.ts';
import { readHistory, readRecord } from './read-record.ts';
import { readLeaving } from './read-leaving.ts';
import { readRequests } from './read-requests.ts';
import { reportCalls } from './report-calls.ts';
import { readQueue, readReview } from './read-review.ts';
import { readToday } from './read-today.ts';
import { keepVerdicts } from './kept-verdicts.ts';
import { consentCalls } from './consent-calls.ts';
import { countsCalls } from './counts-calls.ts';
import { enrolmentCalls } from './enrolment-calls.ts';
import { roomCalls } from './room-calls.ts';
import { rootCalls } from './root-calls.ts';
import { readRoots } from './read-signings.ts';
import { readEnrolment, readTwins } from './read-enrolment.ts';
import { readAuthors, readOrganisations, readTrust } from './read-trust.ts';
import { type Session, told, VaultRefusal } from './session.ts';
import { spreadsheetCalls } from './spreadsheet-calls.ts';
import { ISSUED, RECEIPT, statesChangedBy } from './shelf-names.ts';
import { makeWarmSearch, type WarmSearch } from './warm-search.ts';

type OfVault = Pick<OpenParts, 'profile' | 'device' | 'former' | 'holds' | 'sealer' | 'desktop'>;

/** Milliseconds that locking waits at most for the store: a person may be in a hurry. */
const SETTLING = 100;

/** What is open between `open` and `close`. */
interface Open extends OfVault {
  readonly session: Session;
  readonly catalogue: Catalogue;
  search: WarmSearch;
  duplicates: LikelyDuplicates;
  readonly lister: ReturnType<typeof makeLister>;
  readonly board: BoardReader;
  readonly coverage: CoverageReader;
  readonly cited: CitedRecords;
}

/** @param time milliseconds since 1970, as the platform's clock shows */
export function makeEngine(time: () => number = Date.now, opener: Opener = openerHere): Engine {
  const courtesy = makeCourtesy();
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  let open: Open | undefined;
  let deliveries: readonly Delivery[] = [];
  let stopListening: () => void = () => undefined;
  let highWater: Promise<unknown> = Promise.resolve();
  let rebuilding: Promise<void> | undefined;

  const tell = (topics: readonly Topic[]): void => {
    for (const listener of listeners) listener(topics);
  };

  async function openAgain(parts: OfVault, progress: Progress, isDamaged: boolean) {
    const opened = await openSession({ ...parts, opener, time, tell, later, progress, follow }, isDamaged);
    if (!opened.ok) return opened;
    const { session, report } = opened.value;
    const catalogue = makeCatalogue(session);
    const search = makeWarmSearch(session, catalogue, courtesy);
    const duplicates = makeLikelyDuplicates(session);
    const lister = makeLister(await languageOf(session));
    const cited = makeCitedRecords(session, catalogue);
    const readers = { board: makeBoardReader(), coverage: makeCoverageReader(), cited };
    open = { ...parts, session, catalogue, search, duplicates, lister, ...readers };
    writeHighWater(open);
    await goOnAsNew(session);
    await noteRebuilt(session, report.rebuilt);
    await settleErasures(session); // what a kill left; where the disk says no, it is tried again with the next bundle
    later(() => search.fill());
    later(async () => {
      const found = await findFiles(session, namedFiles(session.ledger.store));
      if (found > 0) tell(['records', 'inbox']);
    });
    later(() => postReceipts(session));
    later(() => keepVerdicts(session.ledger));
    return ok(report);
  }

  /** After every commit: rows, search, and how much there is, told outside IndexedDB. */
  function follow({ plan, isWhole, shelf, gone = [] }: Commit): void {
    if (open === undefined) return;
    const isUnknown = plan === undefined && shelf === undefined;
    const changed = [...(plan?.records.keys() ?? []), ...gone];
    open.catalogue.forget(isWhole === true || isUnknown ? 'all' : changed);
    const states = [...(shelf ?? [])].map(statesChangedBy).filter((each) => each !== null);
    if (states.length > 0) open.catalogue.forgetDeliveries(states.includes('all') ? 'all' : states.flat());
    if (isWhole === true || isUnknown) {
      open.search = makeWarmSearch(open.session, open.catalogue, courtesy);
      open.duplicates.stop();
      open.duplicates = makeLikelyDuplicates(open.session);
    } else {
      open.search.stale(changed);
      open.duplicates.stale(changed);
    }
    if ([...(shelf?.keys() ?? [])].some((name) => name.startsWith(RECEIPT) || name.startsWith(ISSUED))) {
      const { session } = open;
      later(() => settleCargo(session));
    }
    if (plan !== undefined) writeHighWater(open);
  }

  function writeHighWater({ desktop, session }: Open): void {
    const { marks } = session.ledger.store;
    if (marks === null) return;
    const { changesets, records } = marks;
    highWater = highWater.then(() => desktop.highWaterWrite({ changesets, records })).catch(() => undefined); // written again with the next
  }

  function later(work: () => Promise<void>): void {
    const begun = open;
    void work().catch((error: unknown) => {
      if (open === undefined || open !== begun || error instanceof VaultRefusal) return; // nobody is here any more
      if (error instanceof StoreDamage) void rebuild(begun);
      else reportError(error);
    });
  }

  /** Whoever meets the damage first begins; the others wait for the same rebuilding. */
  function rebuild(damaged: Open): Promise<void> {
    rebuilding ??= (async () => {
      damaged.session.ledger.close();
      damaged.duplicates.stop();
      const { device } = damaged.session; // its reading key may have been changed
      const opened = await openAgain({ ...damaged, device }, () => undefined, true);
      if (!opened.ok) throw new StoreDamage(opened.error.type);
      tell(ALL_TOPICS);
    })().finally(() => {
      rebuilding = undefined;
    });
    return rebuilding;
  }

  async function flow<T, E>(work: (open: Open) => Promise<Result<T, E>>): Promise<Result<T, E | EngineProblem>> {
    if (open === undefined) return err({ type: 'engineClosed' });
    try {
      return await again(work);
    } catch (error) {
      return err(problemOf(error));
    }
  }

  const inSession = <T, E>(work: (session: Session) => Promise<Result<T, E>>): Promise<Result<T, E | EngineProblem>> =>
    flow(({ session }) => work(session));

  /** A read that was under way when the engine was closed is not answered: nobody waits for it. */
  async function read<T>(work: (open: Open) => T | Promise<T>): Promise<T> {
    const begun = open;
    if (begun === undefined) return new Promise<never>(() => undefined);
    try {
      return await again(async (now) => work(now));
    } catch (error) {
      if (open === undefined) return new Promise<never>(() => undefined);
      throw error;
    }
  }

  /** Once more after a rebuild, where the store turned out to be damaged. */
  async function again<T>(work: (open: Open) => Promise<T>): Promise<T> {
    const begun = open as Open;
    try {
      return await courtesy.during(() => work(begun));
    } catch (error) {
      const isDamaged = error instanceof StoreDamage || (error instanceof EngineClosed && open !== undefined);
      if (!isDamaged || open === undefined) throw error;
      if (open === begun) await rebuild(begun);
      return work(open);
    }
  }

  async function listen(desktop: Desktop): Promise<void> {
    const heard = (now: readonly Delivery[]): void => {
      deliveries = now;
      tell(['deliveries']);
      const session = open?.session;
      if (session !== undefined) later(() => noteDeliveries(session, now));
    };
    // Over Comlink what comes back is a promise of the function that stops.
    stopListening = await Promise.resolve(desktop.on('courier', markedForWorker(heard)));
    heard(await desktop.courierDeliveries());
  }

  const listed = async ({ catalogue, lister, search }: Open, query: ListQuery): Promise<ListPage> => {
    const text = query.text?.trim() ?? '';
    const rows = await catalogue.rows();
    if (text === '') return lister.list(rows, query, undefined, catalogue);
    const { ids, isPartial } = await search.find(text);
    const page = await lister.list(rows, query, ids, catalogue);
    return isPartial ? { ...page, isPartial } : page;
  };

  /** To be taken away: nothing may be missing. */
  const listedWhole = async ({ catalogue, lister, search }: Open, query: ListQuery): Promise<ListPage> => {
    const text = query.text?.trim() ?? '';
    const all = { ...query, from: 0, count: Number.MAX_SAFE_INTEGER };
    const found = text === '' ? undefined : await search.findAll(text);
    return lister.list(await catalogue.rows(), all, found, catalogue);
  };

  return {
    async open(vault, desktop, progress) {
      if (open !== undefined) await this.close();
      const { profile, device, former } = vault;
      const parts = { profile, device, former, holds: heldIn(vault), sealer: await makeSealer(vault.dataKey), desktop };
      try {
        const opened = await openAgain(parts, progress, false);
        if (opened.ok) await listen(desktop);
        return opened;
      } catch (error) {
        return err(problemOf(error));
      }
    },
    async close() {
      const closing = open;
      open = undefined;
      deliveries = [];
      stopListening();
      stopListening = () => undefined;
      opener.stop();
      await closing?.session.ledger.settle(SETTLING);
      closing?.session.ledger.close();
      closing?.duplicates.stop();
      await highWater;
    },
    async subscribe(listener) {
      listeners.add(listener);
    },

    today: () => read(({ session, catalogue }) => readToday(session, catalogue)),
    list: (query) => read((now) => listed(now, query)),
    filters: () => read(({ session, catalogue }) => readFilters(session, catalogue)),
    record: (id) => read(({ session, catalogue }) => readRecord(session, catalogue, id)),
    history: (id) => read(({ session, catalogue }) => readHistory(session, catalogue, id)),
    board: (query) => read(({ catalogue, board }) => board.read(catalogue, query)),
    coverage: (query, by) => read(({ catalogue, coverage }) => coverage.read(catalogue, query, by)),
    handOver: () => read(({ session, catalogue }) => readHandOver(session, catalogue, deliveries)),
    leaving: () => read(({ session, catalogue }) => readLeaving(session, catalogue)),
    requests: () => read(({ session, catalogue }) => readRequests(session, catalogue.deliveries())),
    inbox: () => read(({ session, catalogue }) => readInbox(session, catalogue)),
    inboxPage: (part, from) => read(({ session, catalogue }) => readInboxPage(session, catalogue, part, from)),
    conflict: (id, cell) => read(({ session, catalogue }) => readConflict(session, catalogue, id, cell)),
    conflictPlace: (id, cell) => read(({ catalogue }) => readConflictPlace(catalogue, id, cell)),
    conflictGroup: (authors, count) =>
      read(({ session, catalogue }) => readConflictGroup(session, catalogue, authors, count)),
    duplicates: () => read(({ catalogue, duplicates }) => readDuplicates(catalogue, duplicates)),
    pair: (a, b) => read(({ session, catalogue }) => readPair(session, catalogue, a, b)),
    sameEvent: (id) => read(({ catalogue }) => readSameEvent(catalogue, id)),
    bin: (count) => read(({ session, catalogue }) => readBin(session, catalogue, count)),
    reviewQueue: (query) => read(({ session, catalogue }) => readQueue(session, catalogue, query)),
    review: (id) => read(({ session }) => readReview(session, id)),
    trust: () => read(({ session }) => readTrust(session)),
    enrolment: () => read(({ session }) => readEnrolment(session)),
    authors: (query) => read(({ session }) => readAuthors(session, query)),
    organisations: (text) => read(({ session }) => readOrganisations(session, text)),
    twins: (asked) => read(({ session }) => readTwins(session, asked)),
    activity: (from, count) => read(({ session }) => readActivity(session.ledger.store, from, count)),
    ...reportCalls(read, flow),
    ...spreadsheetCalls(flow, listedWhole),
    ...countsCalls(read, listedWhole),
    ...practiceCalls(read, flow),
    ...mechanismCalls(read, flow),

    beginRecord: (...asked) => flow(({ session, catalogue }) => beginRecord(session, catalogue, ...asked)),
    editRecord: (id, cells, raise) => flow(({ session }) => editRecord(session, id, cells, raise)),
    translateRecord: (id, language, texts) => flow(({ session }) => translateRecord(session, id, language, texts)),
    leaveRecord: (id) => flow(({ session }) => told(session, leaveRecord(session, id))),
    finishRecord: (id) => flow(({ session, catalogue }) => told(session, finishRecord(session, catalogue, id))),
    reopenRecord: (id) => flow(({ session }) => told(session, reopenRecord(session, id))),
    deleteRecord: (id, reason) => flow(({ session }) => told(session, deleteRecord(session, id, reason))),
    restoreRecord: (id) => flow(({ session }) => told(session, restoreRecord(session, id))),
    decideConflicts: (decisions) => flow(({ session }) => told(session, decideConflicts(session, decisions))),
    judgeSame: (pairs, judgement) => flow(({ session }) => told(session, judgeSame(session, pairs, judgement))),

    restoreValues: (id, cells) => flow(({ session }) => told(session, restoreValues(session, id, cells))),
    undo: (undo) => flow(({ session }) => told(session, undoChanges(session, undo))),
    approveRecords: (ids) => flow(({ session }) => told(session, approveRecords(session, ids))),
    returnRecord: (id, notes) => flow(({ session }) => told(session, returnRecord(session, id, notes))),
    commentOn: (id, note) => flow(({ session }) => told(session, commentOn(session, id, note))),
    answerReview: (id, answers) => flow(({ session }) => told(session, answerReview(session, id, answers))),

    attachFile: (source, limits) => flow(({ session }) => attachFile(session, source, limits)),
    openFile: (attachment) => flow(({ session }) => openFile(session, attachment)),
    saveFile: (attachment) => flow(({ session }) => saveFile(session, attachment)),

    previewBundle: (choice) => flow(({ session, catalogue }) => previewBundle(session, catalogue, choice)),
    makeBundle: (choice) => flow(({ session }) => makeBundle(session, choice)),
    askAgain: (device) => flow(({ session }) => askAgain(session, device)),
    answerRequest: (device) => flow(({ session }) => answerRequest(session, device)),
    sendBundle: (bundle, letterbox) => flow(({ session }) => sendBundle(session, bundle, letterbox)),
    saveBundles: (bundles) => flow(({ session }) => saveBundles(session, bundles)),
    carrySealed: (bytes) => flow(({ session }) => carrySealed(session, bytes)),
    putDown: (file) => flow(({ session }) => putDown(session, file)),
    saveBundle: (bundle) => flow(({ session }) => saveBundle(session, bundle)),
    takeIn: (name, bytes) => flow(({ session }) => takeIn(session, name, bytes)),
    confirmTakeIn: (bundle) => flow(({ session }) => confirmTakeIn(session, bundle)),
    fetchFrom: (letterbox) => flow(({ session }) => fetchFrom(session, letterbox)),

    roots: () => read(({ session }) => readRoots(session)),
    ...roomCalls(inSession),
    ...rootCalls(inSession),
    ...enrolmentCalls(inSession),
    ...consentCalls(inSession),

    keepFilter: (name, search) => flow(({ session }) => told(session, keepFilter(session, name, search))),
    dropFilter: (id) => flow(({ session }) => told(session, dropFilter(session, id))),

    exportTable: (query, format, goOn) =>
      flow(async (now) => {
        const { rows } = await listedWhole(now, query);
        const { exportTable } = await import('../flow/export-table.ts'); // its writers are large and seldom wanted
        return exportTable(now.session, now.catalogue, rows, format, goOn);
      }),
  };
}

/** What the world did to a flow; a bug is thrown on. */
function problemOf(error: unknown): EngineProblem {
  if (error instanceof VaultRefusal) return error.problem;
  if (error instanceof EngineClosed) return { type: 'engineClosed' };
  const name = error instanceof StoreDamage ? error.name : failureOf(error);
  if (name === undefined) throw error;
  return { type: 'storeFailure', name };
}

type Progress = (done: number, of: number) => void;

const ALL_TOPICS: readonly Topic[] = ['records', 'drafts', 'deliveries', 'inbox', 'duplicates', 'trust', 'activity'];
