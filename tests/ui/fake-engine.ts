// An engine in memory for the app's places: the product's own record rules over plain maps, the sample entries as
// its records. Answers can be replaced by a test (`answers`); every flow is noted.

import type { ActivityEntry } from '#renderer/engine/activity-views.ts';
import type { BoardView } from '#renderer/engine/board-views.ts';
import type { BundleView, HandOverView, TakeInReport } from '#renderer/engine/carry-views.ts';
import type { RecordRow, SavedFilter } from '#renderer/engine/record-views.ts';
import type {
  ConflictGroup,
  ConflictView,
  DuplicatesView,
  PairView,
  SameEventView,
} from '#renderer/engine/inbox-views.ts';
import type { CountsView } from '#renderer/engine/counts-door.ts';
import type { Engine, Topic } from '#renderer/engine/door.ts';
import type { PractisedScenes } from '#renderer/engine/practice-door.ts';
import type { RequestView, TodayView } from '#renderer/engine/today-views.ts';
import type { BundlePreview, BundleTicket } from '#renderer/engine/carry-views.ts';
import type { HistoryEntry } from '#renderer/engine/record-views.ts';
import type { Bytes } from '#shared/base/bytes.ts';
import type { Digest, RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { makeAttachment } from '#shared/record/attachment.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import { mediaTypeOf } from '#shared/record/media-type.ts';
import { coverageOf } from '#renderer/engine/read-coverage.ts';
import { sameEvents } from '#shared/merge/same-event.ts';
import { fakeCarrying } from './fake-carry.ts';
import { cellsLike } from './fake-like.ts';
import { type FakeInbox, fakeInbox } from './fake-inbox.ts';
import {
  bundleId,
  changesetId,
  type FakeTrust,
  me,
  neighbour,
  recordId,
  sampleBundle,
  sampleHandOver,
  samplePreview,
  sampleHistory,
  sampleInbox,
  sampleBoard,
  sampleCounts,
  sampleReport,
  sampleTicket,
  sampleTrust,
} from './fake-samples.ts';
import { fakeTrust } from './fake-trust.ts';
import { FACTS, listOf } from './fake-list.ts';
import { type FakeRecord, rowOf, viewOf, sampleRecords } from './fake-records.ts';
import { fakeReview, noReviews, type ReviewWorld } from './fake-review.ts';

const NOTHING_PRACTISED: PractisedScenes = {
  conflict: { record: null, isWritten: false, isMet: false, isDecided: false },
  stick: { hasReader: false, saves: 0 },
  clock: { record: null, isCorrected: false },
  forged: { isRefused: false, record: null },
  relatoria: { hasRecords: false, isBegun: false, sources: 0 },
};

export interface FakeWorld extends ReviewWorld {
  readonly engine: Engine;
  readonly records: Map<RecordId, FakeRecord>;
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  readonly tell: (topics: readonly Topic[]) => void;
  history: readonly HistoryEntry[];
  handOver: HandOverView;
  inbox: FakeInbox;
  conflict: ConflictView | null;
  conflictGroup: ConflictGroup;
  duplicates: DuplicatesView;
  /** by the ids of its records, with a space between them */
  readonly pairs: Map<string, PairView>;
  sameEvent: SameEventView;
  savedFilters: readonly SavedFilter[];
  preview: BundlePreview | null;
  takeIn: TakeInReport;
  /** taking in answers after it */
  takesInAfter: Promise<unknown>;
  today: Partial<TodayView>;
  board: BoardView;
  counts: CountsView;
  trust: FakeTrust;
  requests: readonly RequestView[];
  /** of a workshop's exercises */
  practised: PractisedScenes;
  activity: readonly ActivityEntry[];
  /** what making a bundle answers beside its code */
  ticket: Partial<BundleTicket>;
  /** attachments on this device, by digest */
  readonly files: Map<Digest, Bytes>;
  /** what the dialog's files hold, by the name that reads them */
  readonly picked: Map<string, Bytes>;
  /** set: the flow of that name answers this problem */
  readonly problems: Map<string, { readonly type: string }>;
}

export function fakeWorld(count = 40): FakeWorld {
  const records = sampleRecords(count);
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  const calls: { name: string; args: readonly unknown[] }[] = [];
  const world = {
    records,
    calls,
    tell: (topics: readonly Topic[]) => listeners.forEach((listener) => listener(topics)),
    history: sampleHistory(),
    handOver: sampleHandOver([...records.values()].map(rowOf)),
    inbox: sampleInbox([...records.values()].map(rowOf)),
    conflict: null as ConflictView | null,
    conflictGroup: { authors: [], total: 0, conflicts: [] } as ConflictGroup,
    duplicates: { pairs: [], total: 0, compared: count, of: count, crowded: 0 } as DuplicatesView,
    pairs: new Map<string, PairView>(),
    sameEvent: { others: [], links: [] } as SameEventView,
    ...noReviews(),
    savedFilters: [] as readonly SavedFilter[],
    preview: null as BundlePreview | null,
    takeIn: sampleReport(),
    takesInAfter: Promise.resolve(),
    today: {} as Partial<TodayView>,
    board: sampleBoard(),
    counts: sampleCounts(),
    trust: sampleTrust(),
    requests: [] as readonly RequestView[],
    practised: NOTHING_PRACTISED,
    activity: [] as readonly ActivityEntry[],
    ticket: {},
    files: new Map<Digest, Bytes>(),
    picked: new Map<string, Bytes>(),
    problems: new Map<string, { readonly type: string }>(),
  };
  const saved = { at: '2026-11-22T10:42:00' };
  const done = (record: RecordId, cell: string) => ({
    ...saved,
    undo: [{ changeset: changesetId(9), record, cell }],
  });
  const flow = async <T>(name: string, args: readonly unknown[], done: () => T) => {
    calls.push({ name, args });
    const problem = world.problems.get(name);
    if (problem !== undefined) return err(problem) as never;
    return ok(done());
  };
  const record = (id: RecordId): FakeRecord => {
    const found = records.get(id);
    if (found === undefined) throw new Error(`no record ${id}`);
    return found;
  };
  const mark = (id: RecordId, row: Partial<RecordRow>): typeof saved => {
    const found = record(id);
    found.row = { ...found.row, ...row };
    world.tell(['records', 'drafts']);
    return saved;
  };
  const engine: Partial<Engine> = {
    subscribe: async (listener) => void listeners.add(listener),
    today: async () => ({
      drafts: [],
      returned: [],
      toHandOver: world.handOver.waiting,
      receipts: [],
      silentDays: null,
      counts: {
        records: records.size,
        conflicts: world.inbox.conflicts.length,
        held: world.inbox.held.length,
        silentObjectives: 0,
        toHandOver: world.handOver.waitingCount,
        toErase: 0,
      },
      ...world.today,
    }),
    countRecords: async (asked, audience) => {
      calls.push({ name: 'countRecords', args: [asked, audience] });
      return world.counts;
    },
    board: async (query) => {
      calls.push({ name: 'board', args: [query] });
      return world.board;
    },
    coverage: async (query, by) => {
      calls.push({ name: 'coverage', args: [query, by] });
      const rows = [...records.values()].map(rowOf);
      return coverageOf(rows, FACTS, sameEvents(new Map()), query, by);
    },
    ...fakeTrust(world),
    requests: async () => world.requests,
    activity: async (from, count) => ({
      total: world.activity.length,
      entries: world.activity.slice(from, from + count),
    }),
    list: async (query) => listOf([...records.values()].map(rowOf), query),
    filters: async () => ({
      organisations: ['Casa del Camino'],
      authors: [me, neighbour],
      years: [2023, 2024],
      saved: world.savedFilters,
    }),
    keepFilter: async (name, search) =>
      flow('keepFilter', [name, search], () => {
        world.savedFilters = [{ id: 'f1', name, search }];
        world.tell(['records']);
        return saved;
      }),
    record: async (id) => (records.has(id) ? viewOf(record(id), [...world.files.keys()]) : null),
    history: async () => world.history,
    handOver: async () => world.handOver,
    ...fakeInbox(world),
    conflict: async () => world.conflict,
    conflictGroup: async () => world.conflictGroup,
    duplicates: async () => world.duplicates,
    pair: async (a, b) => world.pairs.get(`${a} ${b}`) ?? null,
    sameEvent: async () => world.sameEvent,
    ...fakeReview(world, flow, done, (id) => mark(id, { deleted: false })),
    attachFile: async (source, limits) => {
      const bytes = 'bytes' in source ? (source.bytes as Bytes) : (world.picked.get(source.pick) ?? new Uint8Array(0));
      return flow('attachFile', [source.name, limits], () => {
        const type = mediaTypeOf(source.name, bytes);
        const made = makeAttachment(
          bytes,
          crypto.getRandomValues(new Uint8Array(16)),
          source.name,
          type.ok ? type.value.type : 'text/plain',
        );
        world.files.set(made.digest, bytes);
        return made;
      });
    },
    openFile: async ({ digest }) => {
      const bytes = world.files.get(digest);
      return bytes === undefined ? err({ type: 'fileNotHere' }) : ok(bytes);
    },
    saveFile: async (file) => flow('saveFile', [file.name], () => ({ name: file.name })),
    beginRecord: async (kind, language, prefillFrom) =>
      flow('beginRecord', [kind, language, prefillFrom], () => {
        const id = recordId(records.size + 1);
        const cells = prefillFrom === undefined ? new Map() : cellsLike(prefillFrom, kind, records);
        records.set(id, { id, kind, language, cells, row: { state: 'draft', changedAt: '2026-11-22T10:40:00' } });
        return id;
      }),
    editRecord: async (id, cells, raise = {}) =>
      flow('editRecord', [id, cells, raise], () => {
        const { cells: now, kind } = record(id);
        for (const [path, value] of Object.entries(cells)) {
          if (value === null) now.delete(path);
          else now.set(path, { value, level: raise[path] ?? now.get(path)?.level ?? levelOfPath(kind, path) });
        }
        world.tell(['drafts', 'records']);
        return saved;
      }),
    translateRecord: async (...args) => flow('translateRecord', args, () => saved),
    leaveRecord: async (id) => flow('leaveRecord', [id], () => saved),
    finishRecord: async (id) => {
      const problems = viewOf(record(id), []).problems.filter(({ severity }) => severity === 'error');
      if (problems.length > 0) return err({ type: 'notFinished', problems });
      return flow('finishRecord', [id], () => mark(id, { finished: true, state: 'saved' }));
    },
    reopenRecord: async (id) => flow('reopenRecord', [id], () => mark(id, { finished: false })),
    withdrawRecord: async (...args) => flow('withdrawRecord', args, () => saved),
    deleteRecord: async (id, reason) =>
      flow('deleteRecord', [id, reason], () => {
        mark(id, { deleted: true });
        return done(id, '$deleted');
      }),
    restoreRecord: async (id) => flow('restoreRecord', [id], () => mark(id, { deleted: false })),
    previewBundle: async (choice) => {
      if ((choice.records ?? world.handOver.waiting).length === 0) return err({ type: 'nothingToPack' });
      return flow('previewBundle', [choice], () => {
        const chosen = world.handOver.waiting.filter(({ id }) => choice.records?.includes(id) ?? true);
        return world.preview ?? samplePreview(chosen);
      });
    },
    makeBundle: async (choice) =>
      flow('makeBundle', [choice], () => {
        const made: BundleView = {
          ...sampleBundle(),
          bundle: bundleId(9),
          code: 'K7M-4QX',
          records: 3,
          state: 'packed',
          receipts: [],
          delivery: null,
        };
        world.handOver = {
          ...world.handOver,
          waiting: [],
          waitingCount: 0,
          bundles: [made, ...world.handOver.bundles],
        };
        world.tell(['deliveries']);
        return { ...sampleTicket(), ...world.ticket, bundle: made.bundle, code: made.code };
      }),
    saveBundle: async (bundle) => flow('saveBundle', [bundle], () => ({ name: 'K7M-4QX.quipu' })),
    ...fakeCarrying(flow),
    sendBundle: async (bundle, letterbox) =>
      flow('sendBundle', [bundle, letterbox], () => ({
        id: 'd1',
        bundle,
        letterbox,
        state: 'sending' as const,
        sent: 0,
        size: 153_600,
        nextTry: null,
        problem: null,
        receipt: null,
      })),
    practised: async () => world.practised,
    makeScene: async (...args) => flow('makeScene', args, () => ({ name: 'Wayra.quipu', bytes: new Uint8Array(3) })),
    takeIn: async (name, bytes) => {
      calls.push({ name: 'takeIn', args: [name, bytes.length] });
      await world.takesInAfter;
      return ok(world.takeIn);
    },
    fetchFrom: async (letterbox) => flow('fetchFrom', [letterbox], () => [world.takeIn]),
    joinMechanism: async (text) => flow('joinMechanism', [text], () => world.trust.profile as never),
    revokeDevice: async (kid, reason) => flow('revokeDevice', [kid, reason], () => 'done' as const),
    enrolDevice: async (card, role, organisation) => flow('enrolDevice', [card, role, organisation], () => '[]'),
    exportTable: async (query, format) => flow('exportTable', [query, format], () => ({ name: `registros.${format}` })),
  };
  return Object.assign(world, { engine: engine as Engine });
}
