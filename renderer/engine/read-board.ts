// What the board reads: the 23 objectives, how many records of each kind speak of them, and which are silent.
// Records of one event count once and are one knot, that of the earliest.

import { objectives } from '#shared/mechanism/compact.ts';
import { subregionOfCountry } from '#shared/mechanism/countries.ts';
import { countedOnce, type SameEvents } from '#shared/merge/same-event.ts';
import type { Catalogue } from './catalogue.ts';
import type { BoardQuery, BoardView } from './board-views.ts';
import type { RecordRow } from './record-views.ts';

/** `day`: as precise as it is known (YYYY, YYYY-MM, YYYY-MM-DD); null where not even the year is. */
type Dated = RecordRow & { readonly day: string | null };

export async function readBoard(catalogue: Catalogue, query: BoardQuery): Promise<BoardView> {
  return boardOf(await catalogue.rows(), catalogue, query);
}

export function boardOf(rows: readonly RecordRow[], catalogue: Catalogue, query: BoardQuery): BoardView {
  const present = rows
    .filter(({ deleted }) => !deleted)
    .map((row): Dated => ({ ...row, day: (catalogue.line(row.id)?.date ?? null) === null ? null : row.date }));
  const shown = present.filter((row) => isAsked(row, query)).sort(inTime);
  const events = catalogue.events();
  const { counted, linked } = countedOnce(shown, events);
  const byObjective = new Map<number, Dated[]>();
  for (const row of shown) {
    for (const objective of row.objectives) {
      const list = byObjective.get(objective);
      if (list === undefined) byObjective.set(objective, [row]);
      else list.push(row);
    }
  }
  return {
    years: [...new Set(present.flatMap((row) => yearOf(row) ?? []))].sort((a, b) => a - b),
    objectives: objectives.map(({ n, mesa }) => objectiveView(n, mesa, byObjective.get(n) ?? [], events)),
    totals: {
      records: counted.length,
      organisations: new Set(shown.map(({ organisation }) => organisation).filter((name) => name !== '')).size,
      countries: new Set(shown.flatMap(({ countries }) => countries)).size,
    },
    linked,
    silent: objectives.map(({ n }) => n).filter((n) => !byObjective.has(n)),
  };
}

/** @param rows in time */
function objectiveView(
  objective: number,
  mesa: number,
  rows: readonly Dated[],
  events: SameEvents,
): BoardView['objectives'][number] {
  const { counted } = countedOnce(rows, events);
  const byKind: { [kind: string]: number } = {};
  for (const { kind } of counted) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    objective,
    mesa,
    byKind,
    lastDate: rows.at(-1)?.day ?? null,
    knots: counted.map(({ id, kind, day, state }) => ({ record: id, kind, date: day, merged: state === 'merged' })),
  };
}

/** Undated first. */
const inTime = (a: Dated, b: Dated): number => compare(a.day ?? '', b.day ?? '') || compare(a.id, b.id);

const isAsked = (row: Dated, { year, country, subregion, kind }: BoardQuery): boolean =>
  (year === undefined || yearOf(row) === year) &&
  (country === undefined || row.countries.includes(country)) &&
  (subregion === undefined || row.countries.some((iso2) => subregionOfCountry(iso2)?.key === subregion)) &&
  (kind === undefined || row.kind === kind);

const yearOf = ({ day }: Dated): number | undefined => (day === null ? undefined : Number(day.slice(0, 4)));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
