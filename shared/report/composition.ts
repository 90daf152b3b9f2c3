// Stage 5, who sits at the Mesa de Vinculación, what is vacant or due, and why a composition is not valid. Two
// representatives of each of the four mesas and two rotating agencies (`liaison` of the data); term and rotation
// only where a rule gives one (rules.ts). A function of the set of records, never of their order.

import { mesas } from '../mechanism/compact.ts';
import { agencies } from '../mechanism/stakeholders.ts';
import { treeOf } from '../record/cell-tree.ts';
import { compareText, fold } from '../base/folding.ts';
import { addMonths, type DayRange } from './calendar.ts';
import { dayIn, numberIn, type RecordCells, textIn } from './cell-readers.ts';
import type { Rules } from './rules.ts';

const SEATS_OF_MESA = 2;
const SEATS_OF_AGENCIES = 2;

export type MemberRole = 'member' | 'representative' | 'alternate' | 'agency';

export interface Membership {
  /** the record that says so */
  readonly record: string;
  readonly organisation: string;
  readonly role: MemberRole;
  /** 1 to 4; null where it has none or none is known */
  readonly mesa: number | null;
  /** by the data's key, or as written where it is none of the seven */
  readonly agency: string | null;
  readonly from: DayRange | null;
  readonly until: DayRange | null;
}

export interface Seat {
  /** null: an agency's */
  readonly mesa: number | null;
  /** 1 or 2 */
  readonly place: number;
  readonly holder: Membership | null;
}

/** Words by `type` in resources/locales/<language>/mechanism.json, `finding`. */
export type CompositionFinding =
  | { readonly type: 'seatVacant'; readonly mesa: number; readonly missing: number }
  | { readonly type: 'agencyVacant'; readonly missing: number }
  | { readonly type: 'tooManyRepresentatives'; readonly mesa: number; readonly seated: number }
  | { readonly type: 'tooManyAgencies'; readonly seated: number }
  | { readonly type: 'agencyTwice'; readonly organisation: string }
  | { readonly type: 'organisationTwice'; readonly organisation: string; readonly seated: number }
  | { readonly type: 'termEnded'; readonly organisation: string; readonly mesa: number; readonly until: string }
  | { readonly type: 'termOver'; readonly organisation: string; readonly until: string }
  | { readonly type: 'rotationDue'; readonly organisation: string; readonly until: string }
  | { readonly type: 'datesBackwards'; readonly organisation: string; readonly from: string; readonly until: string }
  | { readonly type: 'mesaUnknown'; readonly organisation: string }
  | { readonly type: 'startUnknown'; readonly organisation: string }
  | { readonly type: 'belowQuorum'; readonly seated: number; readonly quorum: number };

/** A finding, and the records it is about. */
export type Found<Finding> = Finding & { readonly records: readonly string[] };

export interface Composition {
  /** ten, mesa by mesa, the agencies last */
  readonly seats: readonly Seat[];
  /** those who hold a seat today, more than ten where too many were designated */
  readonly seated: number;
  readonly mesas: readonly {
    readonly n: number;
    /** everybody of the mesa today, representatives and alternates too */
    readonly members: readonly Membership[];
  }[];
  readonly findings: readonly Found<CompositionFinding>[];
}

export function compositionOf(records: readonly RecordCells[], rules: Rules, today: string): Composition {
  const all = membershipsOf(records);
  const now = all.filter((membership) => isCurrent(membership, today));
  const agents = now.filter(({ role }) => role === 'agency');
  const sitting = mesas.map(({ n }) => now.filter(({ role, mesa }) => role === 'representative' && mesa === n));
  const seated = agents.length + sitting.reduce((sum, { length }) => sum + length, 0);
  return {
    seats: [
      ...mesas.flatMap(({ n }, at) => seatsOf(n, SEATS_OF_MESA, sitting[at] ?? [])),
      ...seatsOf(null, SEATS_OF_AGENCIES, agents),
    ],
    seated,
    mesas: mesas.map(({ n }) => ({ n, members: now.filter(({ role, mesa }) => role !== 'agency' && mesa === n) })),
    findings: [
      ...mesas.flatMap(({ n }, at) => inMesa(n, sitting[at] ?? [], all, today)),
      ...inAgencies(agents),
      ...inSeats(sitting.flat(), agents),
      ...inTerms(sitting.flat(), agents, rules, today),
      ...all.flatMap(inRecord),
      ...(rules.quorum !== null && seated < rules.quorum
        ? [{ type: 'belowQuorum', seated, quorum: rules.quorum, records: [] } as const]
        : []),
    ],
  };
}

/** In an order of their own: since when, then by name. */
function membershipsOf(records: readonly RecordCells[]): readonly Membership[] {
  return records
    .filter(({ kind }) => kind === 'member')
    .map(membershipOf)
    .sort(
      (a, b) =>
        compareText(a.from?.first ?? '', b.from?.first ?? '') ||
        compareText(fold(a.organisation), fold(b.organisation)) ||
        compareText(a.record, b.record),
    );
}

const ROLES: readonly string[] = ['member', 'representative', 'alternate', 'agency'] satisfies MemberRole[];

function membershipOf({ id, cells }: RecordCells): Membership {
  const tree = treeOf(cells);
  const role = textIn(tree, 'role');
  const organisation = textIn(tree, 'organization');
  const mesa = numberIn(tree, 'working_table');
  const isAgency = role === 'agency';
  return {
    record: id,
    organisation,
    role: ROLES.includes(role) ? (role as MemberRole) : 'member',
    mesa: !isAgency && mesas.some(({ n }) => n === mesa) ? mesa : null,
    agency: isAgency ? textIn(tree, 'agency') || agencyNamed(organisation) : null,
    from: dayIn(tree, 'from'),
    until: dayIn(tree, 'until'),
  };
}

/** The data's key of an agency that was written by its name or acronym. */
function agencyNamed(written: string): string {
  const name = fold(written);
  const known = agencies.find(({ acronymEs, acronymEn, label }) =>
    [acronymEs, acronymEn, ...Object.values(label)].some((each) => fold(each) === name),
  );
  return known?.key ?? name;
}

const isCurrent = ({ from, until }: Membership, today: string): boolean =>
  (from === null || from.first <= today) && (until === null || until.last >= today) && !isBackwards(from, until);

const isBackwards = (from: DayRange | null, until: DayRange | null): boolean =>
  from !== null && until !== null && until.last < from.first;

const seatsOf = (mesa: number | null, count: number, holders: readonly Membership[]): readonly Seat[] =>
  Array.from({ length: count }, (_, at) => ({ mesa, place: at + 1, holder: holders[at] ?? null }));

type Findings = readonly Found<CompositionFinding>[];

function inMesa(
  mesa: number,
  sitting: readonly Membership[],
  all: readonly Membership[],
  today: string,
): readonly Found<CompositionFinding>[] {
  if (sitting.length > SEATS_OF_MESA)
    return [{ type: 'tooManyRepresentatives', mesa, seated: sitting.length, records: idsOf(sitting) }];
  const missing = SEATS_OF_MESA - sitting.length;
  if (missing === 0) return [];
  const ended = all
    .filter(({ role, mesa: of, until }) => role === 'representative' && of === mesa && until && until.last < today)
    .sort((a, b) => compareText(b.until?.last ?? '', a.until?.last ?? '') || compareText(a.record, b.record))
    .filter(({ from, until }) => !isBackwards(from, until))
    .slice(0, missing);
  return [
    { type: 'seatVacant', mesa, missing, records: [] },
    ...ended.map((membership) => ({
      type: 'termEnded' as const,
      organisation: membership.organisation,
      mesa,
      until: membership.until?.text ?? '',
      records: [membership.record],
    })),
  ];
}

function inAgencies(agents: readonly Membership[]): Findings {
  const missing = SEATS_OF_AGENCIES - agents.length;
  const byAgency = Map.groupBy(agents, ({ agency }) => agency ?? '');
  return [
    ...(missing > 0 ? [{ type: 'agencyVacant', missing, records: [] } as const] : []),
    ...(missing < 0 ? [{ type: 'tooManyAgencies', seated: agents.length, records: idsOf(agents) } as const] : []),
    ...[...byAgency.values()].flatMap((same) =>
      same.length > 1
        ? [{ type: 'agencyTwice', organisation: same[0]?.organisation ?? '', records: idsOf(same) } as const]
        : [],
    ),
  ];
}

/** One organisation has one seat: not two of a mesa, nor one in two mesas. */
function inSeats(representatives: readonly Membership[], agents: readonly Membership[]): Findings {
  const byName = Map.groupBy([...representatives, ...agents], ({ organisation }) => fold(organisation));
  return [...byName].flatMap(([name, seats]) => {
    const isOfAgencies = seats.every(({ role }) => role === 'agency'); // said as an agency that sits twice
    if (name === '' || seats.length < 2 || isOfAgencies) return [];
    const organisation = seats[0]?.organisation ?? '';
    return [{ type: 'organisationTwice', organisation, seated: seats.length, records: idsOf(seats) } as const];
  });
}

function inTerms(
  representatives: readonly Membership[],
  agents: readonly Membership[],
  { termMonths, rotationMonths }: Rules,
  today: string,
): Findings {
  const over =
    (months: number | null, type: 'termOver' | 'rotationDue') =>
    ({ organisation, from, record }: Membership): Findings => {
      if (months === null) return [];
      if (from === null) return [{ type: 'startUnknown', organisation, records: [record] }];
      const until = addMonths(from.last, months);
      return until < today ? [{ type, organisation, until, records: [record] }] : [];
    };
  return [
    ...representatives.flatMap(over(termMonths, 'termOver')),
    ...agents.flatMap(over(rotationMonths, 'rotationDue')),
  ];
}

function inRecord({ record, organisation, role, mesa, from, until }: Membership): Findings {
  const records = [record];
  return [
    ...(isBackwards(from, until)
      ? [{ type: 'datesBackwards', organisation, from: from?.text ?? '', until: until?.text ?? '', records } as const]
      : []),
    ...(role !== 'agency' && mesa === null ? [{ type: 'mesaUnknown', organisation, records } as const] : []),
  ];
}

const idsOf = (memberships: readonly Membership[]): readonly string[] => memberships.map(({ record }) => record);
