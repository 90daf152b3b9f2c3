// What the places are shown with: devices with names, a history, bundles with their receipts, reports of what was
// taken in, an inbox, a board, a mechanism.

import { EMPTY_REPORT } from '#renderer/engine/empty-report.ts';
import type { AuthorView, KnownAuthor, TrustView } from '#renderer/engine/trust-views.ts';
import type { CountsView } from '#renderer/engine/counts-door.ts';
import type { BoardView } from '#renderer/engine/board-views.ts';
import type {
  BundlePreview,
  BundleTicket,
  BundleView,
  HandOverView,
  TakeInReport,
} from '#renderer/engine/carry-views.ts';
import type { CellView, HistoryEntry, RecordRow, RecordView } from '#renderer/engine/record-views.ts';
import type { FakeInbox } from './fake-inbox.ts';
import type { BundleId, ChangesetId, Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import { PROFILE_FORMAT } from '#shared/log/profile.ts';
import { objectives } from '#shared/mechanism/compact.ts';

const kid = (n: number): KeyId => `${'k'.repeat(40)}${String(n).padStart(3, '0')}` as KeyId;
export const recordId = (n: number): RecordId => `${String(n).padStart(21, 'r')}A` as RecordId;
export const changesetId = (n: number): ChangesetId => `${'c'.repeat(38)}${String(n).padStart(5, '0')}` as ChangesetId;
export const bundleId = (n: number): BundleId => `${'b'.repeat(38)}${String(n).padStart(5, '0')}` as BundleId;

export const me: AuthorView = {
  kid: kid(1),
  name: 'Equipo de Tapachula',
  organisation: 'Red de Mujeres Migrantes del Norte',
  isThisDevice: true,
  known: true,
};
export const neighbour: AuthorView = {
  kid: kid(2),
  name: 'Portátil 2',
  organisation: 'Fundación Ecuménica de Cuyo',
  isThisDevice: false,
  known: true,
};
export const city: AuthorView = {
  kid: kid(3),
  name: 'Oficina de migración',
  organisation: 'Municipalidad de la Ciudad de Mendoza',
  isThisDevice: false,
  known: true,
};
const stranger: AuthorView = { kid: kid(4), name: '', organisation: '', isThisDevice: false, known: false };

export function sampleHistory(): readonly HistoryEntry[] {
  const at = (time: string, doubt: HistoryEntry['claimed']['doubt'] = null): HistoryEntry['claimed'] => ({
    time,
    doubt,
  });
  return [
    {
      changeset: changesetId(3),
      author: city,
      claimed: at('2031-01-03T16:20:00', 'farFuture'),
      lamport: 9,
      withheld: ['restricted'],
      bundles: ['R5C-2TN'],
      roads: [
        {
          hops: [{ device: neighbour, at: at('2026-11-08T09:00:00') }],
          isWhole: true,
          arrived: at('2026-11-10T09:00:00'),
        },
      ],
      changes: [
        {
          path: 'limitations',
          before: 'Llovió y llegó la mitad de las personas.',
          after: 'Llovió mucho y llegó la mitad de las personas invitadas.',
        },
      ],
    },
    {
      changeset: changesetId(2),
      author: neighbour,
      claimed: at('2026-11-09T16:20:00'),
      lamport: 5,
      withheld: [],
      bundles: [],
      roads: [],
      changes: [
        { path: 'objectives.15', before: undefined, after: { listed: 2 } },
        { path: 'total', before: 38, after: 40 },
      ],
    },
    {
      changeset: changesetId(1),
      author: me,
      claimed: at('2026-11-03T10:02:00'),
      lamport: 1,
      withheld: [],
      bundles: ['H2D-9VR'],
      roads: [],
      changes: [
        { path: 'title', before: undefined, after: 'Mesa de trabajo sobre derechos de las personas migrantes' },
        { path: 'date_start', before: undefined, after: '2026-11-02' },
      ],
    },
  ];
}

export const sampleBundle = (): BundleView => ({
  bundle: bundleId(1),
  code: 'H2D-9VR',
  reader: 'Secretaría del Mecanismo',
  records: 5,
  files: 0,
  size: 204_800,
  madeAt: '2026-11-02T18:00:00',
  state: 'delivered',
  delivery: null,
  receipts: [
    {
      bundle: bundleId(1),
      code: 'H2D-9VR',
      kind: 'stored',
      from: 'Buzón del Mecanismo',
      at: '2026-11-02T18:04:00',
      records: 5,
    },
  ],
});

export const samplePreview = (records: readonly RecordRow[]): BundlePreview => ({
  records,
  recordCount: records.length,
  seen: [],
  isAgain: false,
  changesets: records.length + 2,
  withheldCells: 2,
  personalCells: 1,
  size: 51_200 * records.length,
  unfinished: 4,
  keptHere: 0,
  files: { count: 0, size: 0 },
});

export function sampleHandOver(rows: readonly RecordRow[]): HandOverView {
  return {
    readers: [
      { name: 'Secretaría del Mecanismo', id: 'secretaria', role: 'secretariat' },
      { name: 'Fundación Ecuménica de Cuyo', id: 'cuyo', role: 'organisation' },
    ],
    letterboxes: [{ name: 'Buzón del Mecanismo', url: 'https://buzon.example.org' }],
    mayReceive: false,
    waiting: rows.slice(0, 3),
    waitingCount: Math.min(3, rows.length),
    cargo: [],
    bundles: [
      sampleBundle(),
      {
        ...sampleBundle(),
        bundle: bundleId(2),
        code: 'W3P-0BD',
        records: 2,
        madeAt: '2026-10-20T08:00:00',
        state: 'merged',
        receipts: [
          {
            bundle: bundleId(2),
            code: 'W3P-0BD',
            kind: 'stored',
            from: 'Buzón del Mecanismo',
            at: '2026-10-20T08:02:00',
            records: 2,
          },
          {
            bundle: bundleId(2),
            code: 'W3P-0BD',
            kind: 'merged',
            from: 'Secretaría del Mecanismo',
            at: '2026-10-22T15:30:00',
            records: 2,
          },
        ],
      },
    ],
  };
}

export const sampleReport = (): TakeInReport => ({
  name: 'R5C-2TN.quipu',
  bundle: bundleId(5),
  code: 'R5C-2TN',
  from: neighbour,
  records: 32,
  newRecords: 21,
  changedRecords: 1,
  sameRecords: 9,
  conflicts: 1,
  held: [
    { changeset: changesetId(40), author: stranger, seq: 4, reason: { type: 'unknownAuthor', author: stranger.kid } },
  ],
  refused: [],
  missing: [],
  receipts: 2,
  files: { arrived: 0, held: 0, missing: 0 },
  problem: null,
});

export const sampleTicket = (): BundleTicket => ({
  bundle: bundleId(9),
  code: 'K7M-4QX',
  records: 3,
  size: 153_600,
  more: [],
  files: 0,
  filesLeft: 0,
  filesProblem: null,
});

export function sampleInbox(rows: readonly RecordRow[]): FakeInbox {
  return {
    waiting: [],
    takenIn: [
      { ...sampleReport(), at: '2026-11-22T10:40:00' },
      {
        ...EMPTY_REPORT,
        at: '2026-11-21T17:05:00',
        name: 'paquete roto.quipu',
        problem: { type: 'truncated' },
      },
    ],
    held: [
      { author: stranger, count: 1, reason: { type: 'unknownAuthor', author: stranger.kid } },
      { author: neighbour, count: 1, reason: { type: 'gap', author: neighbour.kid, from: 14, to: 17 } },
    ],
    missing: [{ author: neighbour, from: 14, to: 17 }],
    conflicts: rows
      .filter(({ kind }) => kind === 'consultation')
      .slice(0, 2)
      .map((row) => ({ row, cell: 'gaps.4', authors: [city, neighbour] })),
    forked: [],
    asking: [{ device: neighbour, changesets: 4, files: 1, isPosted: false, canAsk: true }],
    files: { missing: 1, held: 0 },
    missingFiles: rows
      .slice(0, 1)
      .map((row) => ({ digest: digest('F'), row, size: 48_000, author: neighbour, hadBy: [city] })),
    silence: [
      { author: city, arrived: null, days: null, claimed: null },
      {
        author: neighbour,
        arrived: { time: '2026-10-02T09:00:00', doubt: null },
        days: 51,
        claimed: { time: '2031-01-03T16:20:00', doubt: 'farFuture' },
      },
    ],
  };
}

export const emptyInbox = (): FakeInbox => ({
  waiting: [],
  takenIn: [],
  held: [],
  missing: [],
  asking: [],
  conflicts: [],
  forked: [],
  files: { missing: 0, held: 0 },
  missingFiles: [],
  silence: [],
});

const digest = (letter: string): Digest => letter.repeat(43) as Digest;

/** Two objectives that were spoken of: 8 by a consultation and a practice, 16 by one of a year and no more. */
export const sampleCounts = (): CountsView => ({
  records: 12,
  organisations: 5,
  byKind: [
    { kind: 'consultation', count: 8 },
    { kind: 'practice', count: 4 },
  ],
  countries: [
    { code: 'HN', count: 7 },
    { code: 'MX', count: 5 },
  ],
  objectives: objectives.map(({ n }) => (n === 8 ? 9 : n === 15 ? 3 : 0)),
  from: '2025-03',
  to: '2026-08',
  people: { count: 240, least: 5 },
  groups: [
    { key: 'women', count: 130, least: 5 },
    { key: 'men', count: 'kept', least: 5 },
    { key: 'non_binary', count: 'small', least: 5 },
  ],
  leftOut: 2,
  isPractice: false,
});

export function sampleBoard(): BoardView {
  const knots: Readonly<Record<number, BoardView['objectives'][number]['knots']>> = {
    8: [
      { record: recordId(1), kind: 'consultation', date: '2026-03-02', merged: true },
      { record: recordId(2), kind: 'practice', date: '2026-08-06', merged: false },
    ],
    16: [{ record: recordId(3), kind: 'practice', date: '2021', merged: true }],
  };
  return {
    years: [2021, 2026],
    objectives: objectives.map(({ n, mesa }) => {
      const own = knots[n] ?? [];
      const byKind: { [kind: string]: number } = {};
      for (const { kind } of own) byKind[kind] = (byKind[kind] ?? 0) + 1;
      return { objective: n, mesa, byKind, lastDate: own.at(-1)?.date ?? null, knots: own };
    }),
    totals: { records: 3, organisations: 2, countries: 2 },
    linked: { records: 0, events: 0 },
    silent: objectives.map(({ n }) => n).filter((n) => knots[n] === undefined),
  };
}

/** In a mechanism, enrolled, with one neighbour whose signature is known. */
export interface FakeTrust extends TrustView {
  readonly authors: readonly KnownAuthor[];
  readonly unknown: readonly KeyId[];
}

export function sampleTrust(): FakeTrust {
  const authorOf = ({ kid: own, name, organisation }: AuthorView) => ({
    kid: own,
    key: '',
    name,
    organisation,
    organisationKid: kid(9),
    scope: { roles: ['recorder' as const], mesas: [], countries: [] },
    recipient: null,
    from: null,
    until: null,
  });
  const heard = { changesets: 3, revoked: false, lastHeard: '2026-11-20T09:10:00', devices: 1 };
  return {
    profile: {
      format: PROFILE_FORMAT,
      id: digest('m'),
      names: { es: 'Mecanismo de prueba' },
      roots: { keys: [], threshold: 1 },
      suite: 'hybrid',
      readers: [{ name: 'Secretaría del Mecanismo', recipient: 'age1pq1secretaria', role: 'secretariat' }],
      letterboxes: [],
      languages: ['es'],
      practice: false,
    },
    readers: [{ name: 'Secretaría del Mecanismo', recipient: 'age1pq1secretaria', role: 'secretariat' }],
    device: { kid: me.kid, recipient: 'age1pq1yo', name: me.name },
    self: authorOf(me),
    authors: [
      { ...authorOf(me), ...heard },
      { ...authorOf(neighbour), ...heard },
    ],
    unknown: [],
    isSecretariat: false,
    rootPlace: 'elsewhere',
    offices: [],
    leaving: [],
    hasKeys: false,
    mayInvite: null,
    roster: null,
    stewardsAlone: { names: [], total: 0 },
    mechanism: digest('m'),
  };
}

/** Who wrote in a record, and what may be taken back of it. */
export const sampleWriting = (
  cells: readonly CellView[],
): Pick<RecordView, 'authors' | 'translations' | 'withheld' | 'mayWithdraw' | 'withdrawable' | 'closed'> => ({
  authors: [me, neighbour],
  translations: [],
  withheld: [],
  mayWithdraw: true,
  withdrawable: cells.map(({ path }) => path),
  closed: [],
});
