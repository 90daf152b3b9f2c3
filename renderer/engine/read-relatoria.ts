// What the builder of a relatoría reads: its frame, how far each objective is, and of one objective the text with its
// sources and what else could be written there. Numbers of sources are of the whole text.

import type { RecordId } from '#shared/base/ids.ts';
import { RELATORIA_KIND } from '#shared/record/kinds.ts';
import { summaryOf } from '#shared/record/summary.ts';
import type { Denial } from '#shared/report/admission.ts';
import { figuresOf } from '#shared/report/figures.ts';
import { isQuoteCell, type LaidHeading, type LaidRecord, speakingOf, valuesOf } from '#shared/report/lay-out.ts';
import {
  elementsIn,
  HEADINGS,
  sectionOf,
  type SourceRef,
  sourceName,
  type TextElement,
} from '#shared/report/relatoria.ts';
import { citedIn, frameOf, liveCellsOf, type RelatoriaDesk } from '#shared/report/open-relatoria.ts';
import { sourceStateOf, supportOf } from '#shared/report/sources.ts';
import type { Catalogue } from './catalogue.ts';
import type { CitedRecords } from './cited-records.ts';
import { languageNow, recordNow, type RecordNow } from './record-now.ts';
import type {
  CandidateView,
  ElementView,
  HeadingView,
  ObjectiveView,
  RelatoriaQuery,
  RelatoriaView,
  SourceView,
  SupportView,
} from './relatoria-views.ts';
import type { Session } from './session.ts';

/** A relatoría with all that its text rests on. */
export interface OpenRelatoria extends RelatoriaDesk {
  readonly now: RecordNow;
  /** whatever speaks of its objectives and countries, in the frame or not */
  readonly around: readonly LaidRecord[];
}

/** null where there is no relatoría of that id */
export async function openRelatoria(
  session: Session,
  cited: CitedRecords,
  id: RecordId,
): Promise<OpenRelatoria | null> {
  const now = await recordNow(session, id);
  if (now?.kind !== RELATORIA_KIND) return null;
  const live = liveCellsOf(now.state, now.draft?.cells);
  const [frame, elements] = [frameOf(live), elementsIn(live)];
  const around = await cited.within(frame);
  const records = new Map<string, LaidRecord>(around.map((record) => [record.id, record]));
  const elsewhere = [...citedIn(elements)].filter((each) => !records.has(each));
  for (const [known, record] of await cited.of(elsewhere)) records.set(known, record);
  return { now, frame, elements, around, within: cited.framed(around, frame), records };
}

export async function readRelatoria(
  session: Session,
  catalogue: Catalogue,
  cited: CitedRecords,
  id: RecordId,
  query: RelatoriaQuery,
): Promise<RelatoriaView | null> {
  const open = await openRelatoria(session, cited, id);
  const row = await catalogue.row(id);
  if (open === null || row === undefined) return null;
  const { now, frame, elements, around, within } = open;
  const laid = cited.laidOut(around, frame);
  const desk = { ...open, events: catalogue.events(), numbers: numbersIn(elements) };
  const trouble = new Set(elements.filter((element) => isTroubled(element, desk)).map((element) => element.id));
  const objectives = objectivesWith(laid, elements, trouble);
  const objective = chosenOf(objectives, query.objective);
  const headings = laid.find((each) => each.objective === objective)?.headings ?? [];
  const heading = headings.find((each) => each.heading === query.heading);
  const used = new Set(
    elements.filter((each) => each.objective === objective).flatMap(({ sources }) => sources.map(cellName)),
  );
  return {
    row,
    frame,
    language: languageNow(now),
    hasDraft: now.draft !== undefined && (now.state === undefined || Object.keys(now.draft.cells).length > 0),
    objectives,
    objective,
    headings: HEADINGS.map((each) => headingView(each, objective, elements, headings, desk)),
    candidates: (heading?.candidates ?? []).slice(0, query.count).map(
      (candidate): CandidateView => ({
        ...candidate,
        sources: candidate.sources.map((source) => sourceView(source, desk)),
        support: supportView(candidate.sources, desk),
        isUsed: candidate.sources.some((source) => used.has(cellName(source))),
      }),
    ),
    candidatesInAll: heading?.candidates.length ?? 0,
    withheld: withheldBy(heading),
    figures: [...figuresOf(speakingOf(objective, within, frame.audience), desk.events, frame.audience)].map(
      ([name, figure]) => ({ name, ...figure }),
    ),
    records: desk.numbers.size,
    loose: elements.filter(({ sources }) => sources.length === 0).length,
    troubled: trouble.size,
  };
}

type Desk = OpenRelatoria & {
  readonly events: ReturnType<Catalogue['events']>;
  readonly numbers: ReadonlyMap<string, number>;
};

/** Of each record cited, in the order in which the text first cites it. */
function numbersIn(elements: readonly TextElement[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { sources } of elements) {
    for (const { record } of sources) if (!numbers.has(record)) numbers.set(record, numbers.size + 1);
  }
  return numbers;
}

const isTroubled = ({ sources, otherWords }: TextElement, { records, frame }: Desk): boolean =>
  otherWords.length > 0 ||
  sources.some((source) => sourceStateOf(source, records.get(source.record), frame.audience).type !== 'same');

function objectivesWith(
  laid: ReturnType<CitedRecords['laidOut']>,
  elements: readonly TextElement[],
  trouble: ReadonlySet<string>,
): readonly ObjectiveView[] {
  const byObjective = Map.groupBy(elements, ({ objective }) => objective);
  const framed = laid.map(({ objective, headings }) => ({
    objective,
    candidates: new Set(headings.flatMap(({ candidates }) => candidates.map(({ key }) => key))).size,
  }));
  const beyond = [...byObjective.keys()].filter((objective) => !framed.some((each) => each.objective === objective));
  return [...framed, ...beyond.map((objective) => ({ objective, candidates: 0 }))]
    .sort((a, b) => a.objective - b.objective)
    .map(({ objective, candidates }) => {
      const written = byObjective.get(objective) ?? [];
      const open = written.filter(({ id, sources }) => sources.length === 0 || trouble.has(id));
      return { objective, candidates, sentences: written.length, open: open.length };
    });
}

const chosenOf = (objectives: readonly ObjectiveView[], asked: number | null): number =>
  (
    objectives.find(({ objective }) => objective === asked) ??
    objectives.find(({ sentences }) => sentences > 0) ??
    objectives.find(({ candidates }) => candidates > 0) ??
    objectives[0]
  )?.objective ?? 0;

const headingView = (
  heading: LaidHeading['heading'],
  objective: number,
  elements: readonly TextElement[],
  laid: readonly LaidHeading[],
  desk: Desk,
): HeadingView => ({
  heading,
  elements: sectionOf(elements, { objective, heading }).map(
    ({ id, form, words, otherWords, sources }): ElementView => ({
      id,
      form,
      words,
      otherWords,
      sources: sources.map((source) => sourceView(source, desk)),
      support: supportView(sources, desk),
    }),
  ),
  candidates: laid.find((each) => each.heading === heading)?.candidates.length ?? 0,
});

function sourceView(ref: SourceRef, { records, frame, numbers }: Desk): SourceView {
  const record = records.get(ref.record);
  const state = sourceStateOf(ref, record, frame.audience);
  const summary = record === undefined ? undefined : summaryOf(record.kind, valuesOf(record));
  const value = state.type === 'denied' ? undefined : record?.cells.get(ref.cell)?.value;
  return {
    ref,
    number: numbers.get(ref.record) ?? null,
    kind: record?.kind ?? '',
    title: summary?.title ?? '',
    organisation: summary?.organisation ?? '',
    countries: summary?.countries ?? [],
    words: typeof value === 'string' ? value : '',
    isQuote: record?.kind === 'consultation' && isQuoteCell(ref.cell),
    language: record?.language ?? '',
    state,
  };
}

function supportView(sources: readonly SourceRef[], { records, events }: Desk): SupportView {
  const { audiences, ...rest } = supportOf(sources, records, events);
  return { ...rest, audiences: [...audiences] };
}

function withheldBy(heading: LaidHeading | undefined): RelatoriaView['withheld'] {
  const counts = new Map<Denial['type'], number>();
  for (const { denial } of heading?.withheld ?? []) counts.set(denial.type, (counts.get(denial.type) ?? 0) + 1);
  return [...counts].map(([denial, texts]) => ({ denial, texts })).sort((a, b) => b.texts - a.texts);
}

/** Whatever its version. */
const cellName = ({ record, cell }: SourceRef): string => sourceName({ record, cell, write: '' as SourceRef['write'] });
