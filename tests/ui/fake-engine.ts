// An engine in memory for Today, the board, the profile and the activity: the sample entries as its records,
// answers a test can replace, every flow noted. And the main process it would talk to. Never in the product.

import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import type {
  ActivityEntry,
  BoardQuery,
  BoardView,
  Engine,
  EngineProblem,
  HandOverView,
  InboxView,
  OpenReport,
  ReceiptView,
  RecordRow,
  TodayView,
  Topic,
  TrustView,
} from '#renderer/engine/door.ts';
import type { BundleId, Digest, KeyId, RecordId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Author } from '#shared/log/roster.ts';
import { countryByCode } from '#shared/mechanism/countries.ts';
import { mesaOfObjective, objectives } from '#shared/mechanism/compact.ts';

export const kid = (letter: string): KeyId => `${letter.repeat(20)}${'Zx9'.repeat(7)}Qw` as KeyId;
const recordId = (index: number): RecordId => `${String(index).padStart(21, 'r')}A` as RecordId;
const bundleId = (index: number): BundleId => `${'b'.repeat(38)}${String(index).padStart(5, '0')}` as BundleId;

export interface FakeWorld {
  readonly engine: Engine;
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  readonly tell: (topics: readonly Topic[]) => void;
  rows: readonly RecordRow[];
  today: TodayView;
  trust: TrustView;
  activity: readonly ActivityEntry[];
  report: OpenReport;
  /** set: the opening answers this */
  openProblem: EngineProblem | null;
  /** set: the flow of that name answers this problem */
  readonly problems: Map<string, { readonly type: string }>;
}

export const emptyToday: TodayView = {
  drafts: [],
  returned: [],
  toHandOver: [],
  receipts: [],
  counts: { records: 0, conflicts: 0, held: 0, silentObjectives: 23 },
  silentDays: null,
};

/** `count` 0: a notebook nobody has written in. More than there are samples: they repeat, a year earlier each time. */
export function fakeWorld(count = 41): FakeWorld {
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  const calls: { name: string; args: readonly unknown[] }[] = [];
  const rows = sampleRows(count);
  const flow = async <T>(name: string, args: readonly unknown[], value: () => T): Promise<Result<T, never>> => {
    calls.push({ name, args });
    const problem = world.problems.get(name);
    return problem === undefined ? ok(value()) : (err(problem) as never);
  };
  const engine: Partial<Engine> = {
    open: async () => (world.openProblem === null ? ok(world.report) : err(world.openProblem)),
    close: async () => void calls.push({ name: 'close', args: [] }),
    subscribe: async (listener) => void listeners.add(listener),
    today: async () => world.today,
    board: async (query) => boardOf(world.rows, query),
    trust: async () => world.trust,
    activity: async () => world.activity,
    list: async () => ({ total: world.rows.length, rows: world.rows }),
    handOver: async (): Promise<HandOverView> => ({
      readers: [],
      letterboxes: [],
      waiting: world.today.toHandOver,
      bundles: [],
    }),
    inbox: async (): Promise<InboxView> => ({ takenIn: [], held: [], missing: [], conflicts: [], forked: [] }),
    record: async () => null,
    beginRecord: (kind, language) => flow('beginRecord', [kind, language], () => recordId(999)),
    joinMechanism: (text) =>
      flow('joinMechanism', [text], () => {
        world.trust = { ...world.trust, profile: sampleProfile() };
        world.tell(['trust']);
        return sampleProfile();
      }),
    makeCard: (name) =>
      flow('makeCard', [name], () => `{"body":"{\\"name\\":\\"${name}\\"}","signatures":[],"type":"card"}`),
    acceptCredentials: (text) => flow('acceptCredentials', [text], () => ({ accepted: 3 })),
    enrolDevice: (card, role, organisation) =>
      flow('enrolDevice', [card, role, organisation], () => '[{"credential":"text to give back"}]'),
    revokeDevice: (key, reason) => flow('revokeDevice', [key, reason], () => null),
    foundMechanism: (facts) => flow('foundMechanism', [facts], () => sampleProfile()),
  };
  const world: FakeWorld = {
    engine: engine as Engine,
    calls,
    tell: (topics) => listeners.forEach((listener) => listener(topics)),
    rows,
    today: count === 0 ? emptyToday : sampleToday(rows),
    trust: count === 0 ? aloneTrust() : memberTrust(),
    activity: count === 0 ? [] : sampleActivity(),
    report: { records: count, rebuilt: null, clock: null },
    openProblem: null,
    problems: new Map(),
  };
  return world;
}

function sampleRows(count: number): readonly RecordRow[] {
  return Array.from({ length: count }, (_, index): RecordRow => {
    const entry = samples.entries[index % samples.entries.length];
    const cells = (entry?.cells ?? {}) as { readonly [field: string]: unknown };
    const round = Math.floor(index / samples.entries.length);
    const text = (...keys: readonly string[]): string | undefined =>
      keys.map((key) => cells[key]).find((value): value is string => typeof value === 'string' && value !== '');
    const list = (key: string): readonly unknown[] => (Array.isArray(cells[key]) ? cells[key] : []);
    const date = text('start_date', 'date', 'date_start') ?? `2026-${String((index % 10) + 1).padStart(2, '0')}-12`;
    return {
      id: recordId(index),
      kind: entry?.kind ?? 'practice',
      title: text('title', 'pledge_title') ?? '',
      date:
        index % 2 === 0
          ? `2026-${String((index % 11) + 1).padStart(2, '0')}-${String(((index * 7) % 27) + 1).padStart(2, '0')}`
          : date,
      objectives: [...list('primary_objectives'), ...list('other_objectives'), ...list('objectives')]
        .map(Number)
        .filter((n) => n > 0 && ![9, 20, 22].includes(n)),
      countries: list('countries').map(String),
      organisation: text('main_implementer', 'organizer') ?? 'Red de Mujeres Migrantes del Norte',
      state: index % 4 === 3 ? 'saved' : 'merged',
      finished: true,
      deleted: false,
      conflicts: 0,
      fromOthers: index % 3 === 0,
      lamport: index + 1 + round,
      changedAt: '2026-11-12T10:42:00',
      language: entry?.language ?? 'es',
    };
  });
}

function sampleToday(rows: readonly RecordRow[]): TodayView {
  const sections = (...states: readonly ('complete' | 'begun' | 'errors' | 'empty')[]) =>
    states.map((state, index) => ({ key: 'ABCDEF'[index] ?? '', state }));
  const consultations = rows.filter(({ kind }) => kind === 'consultation');
  const practices = rows.filter(({ kind }) => kind === 'practice');
  const draft = (row: RecordRow | undefined, states: ReturnType<typeof sections>) =>
    row === undefined ? [] : [{ ...row, state: 'draft' as const, finished: false, sections: states }];
  return {
    drafts: [
      ...draft(consultations[0], sections('complete', 'complete', 'complete', 'begun', 'empty', 'empty')),
      ...draft(practices[1], sections('complete', 'errors', 'empty', 'empty')),
    ],
    returned: practices.slice(2, 3),
    toHandOver: [...consultations.slice(1, 3), ...practices.slice(3, 4)].map((row) => ({
      ...row,
      state: 'saved' as const,
    })),
    receipts: [
      receipt(1, 'K7M-4QX', 'merged', 'Secretaría del Mecanismo', '2026-10-24T09:00:00', 8),
      receipt(2, 'H2D-9VR', 'stored', 'Buzón de la secretaría', '2026-11-02T17:30:00', 5),
    ],
    counts: { records: rows.length, conflicts: 2, held: 1, silentObjectives: 3 },
    silentDays: 19,
  };
}

const receipt = (
  index: number,
  code: string,
  kind: ReceiptView['kind'],
  from: string,
  at: string,
  records: number,
): ReceiptView => ({
  bundle: bundleId(index),
  code,
  kind,
  from,
  at,
  records,
});

export function boardOf(rows: readonly RecordRow[], query: BoardQuery): BoardView {
  const inPlace = rows.filter(
    (row) =>
      (query.kind === undefined || row.kind === query.kind) &&
      (query.country === undefined || row.countries.includes(query.country)) &&
      (query.subregion === undefined ||
        row.countries.some((code) => countryByCode(code)?.subregion === query.subregion)),
  );
  const shown = inPlace.filter((row) => query.year === undefined || row.date.startsWith(String(query.year)));
  const cords = objectives.map(({ n }) => {
    const on = shown.filter((row) => row.objectives.includes(n));
    const byKind: Record<string, number> = {};
    for (const { kind } of on) byKind[kind] = (byKind[kind] ?? 0) + 1;
    const dates = on
      .map(({ date }) => date)
      .filter((date) => /^\d{4}/.test(date))
      .sort();
    return {
      objective: n,
      mesa: mesaOfObjective(n)?.n ?? 0,
      byKind,
      lastDate: dates.at(-1) ?? null,
      knots: on.map(({ id, kind, date, state }) => ({
        record: id,
        kind,
        date: date === '' ? null : date,
        merged: state === 'merged',
      })),
    };
  });
  return {
    years: [...new Set(inPlace.map(({ date }) => Number(date.slice(0, 4))))]
      .filter((year) => year > 0)
      .sort((a, b) => a - b),
    objectives: cords,
    totals: {
      records: shown.length,
      organisations: new Set(shown.map(({ organisation }) => organisation)).size,
      countries: new Set(shown.flatMap(({ countries }) => countries)).size,
    },
    silent: cords.filter(({ knots }) => knots.length === 0).map(({ objective }) => objective),
  };
}

export const sampleProfile = (): MechanismProfile => ({
  format: 'chasqui-mechanism/1',
  id: `${'m'.repeat(42)}A` as Digest,
  names: {
    es: 'Mecanismo de Diálogo Permanente de Sociedad Civil de América Latina y el Caribe',
    en: 'Permanent Dialogue Mechanism of Civil Society of Latin America and the Caribbean',
  },
  roots: { keys: ['root'], threshold: 1 },
  suite: 'hybrid',
  readers: [
    { name: 'Secretaría del Mecanismo', recipient: 'age1pq1secretariat', kid: kid('S'), role: 'secretariat' },
    { name: 'Red de Mujeres Migrantes del Norte', recipient: 'age1pq1north', role: 'organisation' },
  ],
  letterboxes: [{ name: 'Buzón de la secretaría', url: 'https://buzon.example.org' }],
  languages: ['es', 'en', 'pt', 'fr', 'ht'],
  practice: false,
});

const author = (
  letter: string,
  name: string,
  organisation: string,
  role: Author['scope']['roles'][number],
): Author => ({
  kid: kid(letter),
  key: letter,
  name,
  organisation,
  organisationKid: kid('O'),
  scope: { roles: [role], mesas: [], countries: [] },
  recipient: null,
  from: '2026-03-01',
  until: null,
});

export const aloneTrust = (): TrustView => ({
  profile: null,
  device: { kid: kid('D'), recipient: 'age1pq1device', name: null },
  self: null,
  authors: [],
  unknown: [],
  isSecretariat: false,
  mechanism: null,
});

export const memberTrust = (): TrustView => {
  const self = author('D', 'Portátil de Tapachula', 'Red de Mujeres Migrantes del Norte', 'recorder');
  return {
    profile: sampleProfile(),
    device: { kid: kid('D'), recipient: 'age1pq1device', name: self.name },
    self,
    authors: [
      { ...self, changesets: 57, revoked: false, lastHeard: '2026-11-12T10:42:00' },
      {
        ...author('S', 'Secretaría, equipo 1', 'Secretaría del Mecanismo', 'secretariat'),
        changesets: 12,
        revoked: false,
        lastHeard: '2026-10-24T09:00:00',
      },
      {
        ...author('C', 'Portátil 2', 'Fundación Ecuménica de Cuyo', 'recorder'),
        changesets: 31,
        revoked: false,
        lastHeard: '2026-11-03T12:00:00',
      },
      {
        ...author('G', 'GARR, teren', 'GARR', 'recorder'),
        changesets: 8,
        revoked: true,
        lastHeard: '2026-06-30T08:00:00',
      },
    ],
    unknown: [kid('U')],
    isSecretariat: false,
    mechanism: sampleProfile().id,
  };
};

export const secretariatTrust = (): TrustView => ({ ...memberTrust(), isSecretariat: true });

const sampleActivity = (): readonly ActivityEntry[] => [
  {
    at: '2026-11-12T10:42:00',
    type: 'madeBundle',
    facts: { code: 'K7M-4QX', records: 3, reader: 'Secretaría del Mecanismo' },
    problem: null,
  },
  {
    at: '2026-11-12T09:10:00',
    type: 'takenIn',
    facts: { name: 'R5C-2TN.quipu', code: 'R5C-2TN', records: 32 },
    problem: null,
  },
  { at: '2026-11-11T18:01:00', type: 'refusedBundle', facts: { name: 'foto.quipu' }, problem: { type: 'notABundle' } },
  {
    at: '2026-11-10T08:00:00',
    type: 'joinedMechanism',
    facts: { name: 'Mecanismo de Diálogo Permanente', practice: false },
    problem: null,
  },
];
