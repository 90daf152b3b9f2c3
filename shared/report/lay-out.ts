// Stage 5, what a relatoría can be made of: the texts of records within its frame, laid out by objective and heading,
// each with its sources, for whom it may be read, and who stands behind it. What consent, sensitivity or review forbid
// to its readers is laid out without its words, with the reason, so that no page can show or copy them.
//   consultation     progress · challenges and gaps · good_practices · lessons · opportunities, by objective;
//                    recommendations, by their own objective or else by all of the record; quotes, with their consent
//   practice         summary and benefit_impact → good practices, key_lessons → lessons, for its main objectives
//   commitment       description and progress_updates → progress
//   recommendation   text → recommendations
// The same text from several records is one candidate with several sources. Records of one event count once. The order
// depends on the records alone: by date, then id, then cell.

import { fold } from '../base/folding.ts';
import type { ChangesetId, RecordId } from '../base/ids.ts';
import { mesaOfObjective, objectives } from '../mechanism/compact.ts';
import type { SameEvents } from '../merge/same-event.ts';
import { levelOfPath } from '../record/cells.ts';
import { parsePartialDate } from '../record/partial-date.ts';
import { type CellPath, componentsOf, pathOf } from '../record/paths.ts';
import { summaryOf, type Summary } from '../record/summary.ts';
import { type Audience, type CitedCell, type CitedRecord, type Denial, denialOf } from './admission.ts';
import { type Heading, HEADINGS, type SourceRef, sourceName } from './relatoria.ts';

export interface LaidCell extends CitedCell {
  /** the write that is shown; null while it is a draft */
  readonly write: ChangesetId | null;
}

/** A record as it is laid out. */
export interface LaidRecord extends CitedRecord {
  readonly id: RecordId;
  readonly cells: ReadonlyMap<CellPath, LaidCell>;
  readonly language: string;
}

/** The frame of a relatoría; what is empty leaves nothing out. */
export interface Frame {
  readonly audience: Audience;
  readonly process: string;
  /** partial dates, both ends included; a record without a year is in no period */
  readonly from: string;
  readonly to: string;
  readonly objectives: readonly number[];
  readonly mesas: readonly number[];
  readonly countries: readonly string[];
}

export interface Candidate {
  /** names of its sources */
  readonly key: string;
  readonly words: string;
  readonly language: string;
  readonly isQuote: boolean;
  readonly sources: readonly SourceRef[];
}

/** A text that may not be cited: the place where it is, and why not. */
export interface Withheld {
  readonly record: RecordId;
  readonly cell: CellPath;
  readonly denial: Denial;
}

export interface LaidHeading {
  readonly heading: Heading;
  readonly candidates: readonly Candidate[];
  readonly withheld: readonly Withheld[];
}

export interface LaidObjective {
  readonly objective: number;
  /** records within the frame that speak of it, each event once */
  readonly events: number;
  readonly headings: readonly LaidHeading[];
}

/** The objectives of the frame in their order, each with every heading, also where there is nothing. */
export function layOut(records: readonly LaidRecord[], frame: Frame, events: SameEvents): readonly LaidObjective[] {
  const within = records
    .map((record) => placed(record, frame.audience))
    .filter((each) => isWithin(each, frame))
    .sort((a, b) => compareText(a.summary.date ?? '', b.summary.date ?? '') || compareText(a.record.id, b.record.id));
  const texts = within.flatMap(textsOf);
  return objectivesOf(frame).map((objective) => ({
    objective,
    events: new Set(
      within.flatMap(({ record, summary }) =>
        summary.objectives.includes(objective) ? [events.eventOf(record.id)] : [],
      ),
    ).size,
    headings: HEADINGS.map((heading) =>
      laidHeading(
        heading,
        texts.filter((text) => text.heading === heading && text.objective === objective),
        frame.audience,
      ),
    ),
  }));
}

/** The objectives that a frame names, or those of its mesas, or all. */
export function objectivesOf(frame: Pick<Frame, 'objectives' | 'mesas'>): readonly number[] {
  return objectives
    .map(({ n }) => n)
    .filter(
      (n) =>
        (frame.objectives.length === 0 || frame.objectives.includes(n)) &&
        (frame.mesas.length === 0 || frame.mesas.includes(mesaOfObjective(n)?.n ?? 0)),
    );
}

export const valuesOf = ({
  cells,
}: {
  readonly cells: ReadonlyMap<CellPath, Pick<CitedCell, 'value'>>;
}): ReadonlyMap<CellPath, CitedCell['value']> => new Map([...cells].map(([path, { value }]) => [path, value]));

/** Of these, those that a frame is about. */
export const framed = (records: readonly LaidRecord[], frame: Frame): readonly LaidRecord[] =>
  records.filter((record) => isWithin(placed(record, frame.audience), frame));

/** Of these, those that speak of an objective, as far as this audience may know it. */
export const speakingOf = (
  objective: number,
  records: readonly LaidRecord[],
  audience: Audience,
): readonly LaidRecord[] => records.filter((record) => placed(record, audience).summary.objectives.includes(objective));

/** A record, and by what it is placed: not by an answer that its author raised above what the audience reads. */
interface Placed {
  readonly record: LaidRecord;
  readonly known: LaidRecord['cells'];
  readonly summary: Summary;
}

function placed(record: LaidRecord, audience: Audience): Placed {
  const known = knownCells(record, audience);
  return { record, known, summary: summaryOf(record.kind, valuesOf({ cells: known })) };
}

/** Without what its author raised above what this audience reads. */
export function knownCells(record: LaidRecord, audience: Audience): LaidRecord['cells'] {
  const { kind, cells } = record;
  const hidden = [...cells].filter(
    ([path, { level }]) => level !== levelOfPath(kind, path) && denialOf(record, path, audience) !== undefined,
  );
  if (hidden.length === 0) return cells;
  const known = new Map(cells);
  for (const [path] of hidden) known.delete(path);
  return known;
}

function isWithin({ record, known, summary }: Placed, frame: Frame): boolean {
  if (record.deleted || !KINDS.has(record.kind)) return false;
  const process = known.get('process')?.value;
  if (frame.process !== '' && typeof process === 'string' && process !== frame.process) return false;
  if (frame.countries.length > 0 && !summary.countries.some((country) => frame.countries.includes(country)))
    return false;
  return isInPeriod(summary, frame);
}

function isInPeriod({ dateText }: Summary, { from, to }: Frame): boolean {
  const [first, last] = [parsePartialDate(from), parsePartialDate(to)];
  if (first?.type !== 'day' && last?.type !== 'day') return true;
  const date = parsePartialDate(dateText);
  if (date?.type !== 'day') return false;
  return (first?.type !== 'day' || date.last >= first.first) && (last?.type !== 'day' || date.first <= last.last);
}

/** A text of a record in one of its places. */
interface RecordText {
  readonly record: LaidRecord;
  readonly cell: CellPath;
  readonly objective: number;
  readonly heading: Heading;
}

const HEADING_OF: Readonly<Record<string, Readonly<Record<string, Heading>>>> = {
  consultation: {
    progress: 'progress',
    challenges: 'challenges',
    gaps: 'challenges',
    good_practices: 'goodPractices',
    lessons: 'lessons',
    opportunities: 'opportunities',
    recommendations: 'recommendations',
  },
  practice: { summary: 'goodPractices', benefit_impact: 'goodPractices', key_lessons: 'lessons' },
  commitment: { description: 'progress', progress_updates: 'progress' },
  recommendation: { text: 'recommendations' },
};

const KINDS: ReadonlySet<string> = new Set(Object.keys(HEADING_OF));
const QUOTES = 'quotes';

export const isQuoteCell = (cell: CellPath): boolean => componentsOf(cell)[0] === QUOTES;

/** Whether a cell is a text that relatorías are made of. */
export const isLaidCell = (kind: string, cell: CellPath): boolean =>
  HEADING_OF[kind]?.[componentsOf(cell)[0] ?? ''] !== undefined || (kind === 'consultation' && isQuoteCell(cell));

function textsOf({ record, known, summary: { objectives: of } }: Placed): readonly RecordText[] {
  const main = record.kind === 'practice' ? mainObjectives(known, of) : of;
  return [...record.cells.keys()].sort().flatMap((cell): readonly RecordText[] => {
    const value = record.cells.get(cell)?.value;
    if (typeof value !== 'string' || value.trim() === '') return [];
    const [field = '', part = '', inner] = componentsOf(cell);
    if (record.kind === 'consultation' && isQuoteCell(cell)) {
      return main.flatMap((objective) => HEADINGS.map((heading) => ({ record, cell, objective, heading })));
    }
    const heading = HEADING_OF[record.kind]?.[field];
    if (heading === undefined || (inner !== undefined && !TEXT_PARTS.has(inner))) return [];
    return objectivesOfText({ kind: record.kind, cells: known }, field, part, main).map((objective) => ({
      record,
      cell,
      objective,
      heading,
    }));
  });
}

/** Of a repeated group, the subfields that are texts to cite. */
const TEXT_PARTS: ReadonlySet<string> = new Set(['text', 'narrative']);

function objectivesOfText(
  record: Pick<LaidRecord, 'kind' | 'cells'>,
  field: string,
  part: string,
  main: readonly number[],
): readonly number[] {
  if (record.kind !== 'consultation') return main;
  if (field !== 'recommendations') return [Number(part)];
  const own = Number(record.cells.get(pathOf(field, part, 'objective'))?.value);
  return Number.isInteger(own) ? [own] : main;
}

function mainObjectives(cells: LaidRecord['cells'], of: readonly number[]): readonly number[] {
  const main = of.filter(
    (objective) => (cells.get(pathOf('primary_objectives', String(objective)))?.value ?? null) !== null,
  );
  return main.length === 0 ? of : main;
}

function laidHeading(heading: Heading, texts: readonly RecordText[], audience: Audience): LaidHeading {
  const candidates = new Map<string, Candidate>();
  const withheld: Withheld[] = [];
  for (const { record, cell } of texts) {
    const shown = record.cells.get(cell);
    const denial = denialOf(record, cell, audience);
    if (denial !== undefined) withheld.push({ record: record.id, cell, denial });
    else if (shown !== undefined && shown.write !== null && typeof shown.value === 'string') {
      const source = { record: record.id, write: shown.write, cell };
      const words = shown.value.trim();
      const isQuote = isQuoteCell(cell);
      const same = `${isQuote} ${sameText(words)}`;
      const known = candidates.get(same);
      const sources = [...(known?.sources ?? []), source];
      candidates.set(same, {
        key: sources.map(sourceName).join(' '),
        words: known?.words ?? words,
        language: known?.language ?? record.language,
        isQuote,
        sources,
      });
    }
  }
  const all = [...candidates.values()];
  return {
    heading,
    candidates: [...all.filter(({ isQuote }) => !isQuote), ...all.filter(({ isQuote }) => isQuote)],
    withheld,
  };
}

export const sameText = (words: string): string => fold(words).replace(/\s+/gu, ' ').trim();

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
