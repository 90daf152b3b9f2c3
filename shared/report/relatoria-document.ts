// Stage 5, a relatoría as a document: mesas and objectives as headings, sentences as paragraphs, bullets as lists, quotes
// as quotes, each with the numbers of its sources; then the figures by objective, and the sources by code. Nothing that
// its readers may not read comes into it, whatever stands in the text: a sentence with a source that may not be cited
// any more is left out here, and whoever saves the document says so before. A source is named with its organisation
// only where that may be read and nobody's words are quoted from it: quotes are anonymous.

import { type RecordId, shortCodeOf } from '../base/ids.ts';
import { mechanism } from '../mechanism/about.ts';
import { mesaByNumber, mesaOfObjective, objectiveByNumber, objectives as allObjectives } from '../mechanism/compact.ts';
import { countryByCode } from '../mechanism/countries.ts';
import type { Language } from '../mechanism/language.ts';
import type { SameEvents } from '../merge/same-event.ts';
import type { Field } from '../record/definition.ts';
import { fieldOf, kindOf, RELATORIA_KIND } from '../record/kinds.ts';
import { optionsOf } from '../record/options.ts';
import { parsePartialDate } from '../record/partial-date.ts';
import { summaryOf } from '../record/summary.ts';
import { denialOf } from './admission.ts';
import { dateWords, numberWords } from './date-words.ts';
import {
  type Block,
  type DocumentSource,
  type ReportDocument,
  type Run,
  sourceBlocks,
  type TableBlock,
} from './document.ts';
import { type Figures, figuresOf, withFigures } from './figures.ts';
import { type Frame, isQuoteCell, type LaidRecord, speakingOf, valuesOf } from './lay-out.ts';
import type { Heading, TextElement } from './relatoria.ts';
import { sourceStateOf, supportOf } from './sources.ts';
import { LEAST_SHOWN, LEAST_SHOWN_STRICT, type ShownCount } from './suppression.ts';
import type { TableCell } from './table.ts';

export interface RelatoriaText {
  readonly title: string;
  readonly language: Language;
  readonly frame: Frame;
  readonly elements: readonly TextElement[];
  /** within the frame, in one order */
  readonly within: readonly LaidRecord[];
  /** those within the frame, those cited, and perhaps others */
  readonly records: ReadonlyMap<string, LaidRecord>;
  readonly events: SameEvents;
}

/** Words of the document that belong to no definition; holes as in the texts of the app. */
export interface DocumentWords {
  readonly readers: string;
  readonly period: string;
  readonly until: string;
  readonly since: string;
  readonly mesa: string;
  readonly figures: string;
  readonly objective: string;
  readonly records: string;
  readonly organisations: string;
  readonly subregions: string;
  readonly people: string;
  readonly small: string;
  readonly kept: string;
  readonly none: string;
  readonly note: string;
  readonly sources: string;
  /** what is seen on the cover */
  readonly cover: string;
}

export function relatoriaDocument(text: RelatoriaText, words: DocumentWords): ReportDocument {
  const elements = text.elements.filter((element) => !isBlocked(element, text));
  const sources = sourcesOf(elements, text);
  const objectives = [...new Set(elements.map(({ objective }) => objective))].sort((a, b) => a - b);
  const byMesa = Map.groupBy(objectives, (objective) => mesaOfObjective(objective)?.n ?? 0);
  return {
    title: text.title,
    language: text.language,
    footer: text.title,
    sources,
    blocks: [
      {
        type: 'cover',
        title: text.title,
        lines: frameLines(text, words),
        alt: words.cover,
        knots: allObjectives.map(({ n }) => elements.filter(({ objective }) => objective === n).length),
      },
      ...[...byMesa]
        .sort(([a], [b]) => a - b)
        .flatMap(([mesa, each]) => [
          mesaHeading(mesa, text.language, words),
          ...each.flatMap((objective) => objectiveBlocks(objective, elements, text, words)),
        ]),
      ...(objectives.length === 0
        ? []
        : [
            figuresTable(objectives, text, words),
            {
              type: 'paragraph' as const,
              role: 'note' as const,
              runs: [{ text: filled(words.note, { least: LEAST_SHOWN, strict: LEAST_SHOWN_STRICT }) }],
            },
          ]),
      ...sourceBlocks(words.sources, sources),
    ],
  };
}

/** Whether a source of it may not be cited, or is not here any more. */
export const isBlocked = (
  { sources }: TextElement,
  { records, frame }: Pick<RelatoriaText, 'records' | 'frame'>,
): boolean =>
  sources.some((source) => sourceStateOf(source, records.get(source.record), frame.audience).type === 'denied');

function mesaHeading(mesa: number, language: Language, words: DocumentWords): Block {
  const text = filled(words.mesa, { mesa, label: mesaByNumber(mesa)?.label[language] ?? '' });
  return { type: 'heading', level: 1, text, mesa };
}

function objectiveBlocks(
  objective: number,
  elements: readonly TextElement[],
  text: RelatoriaText,
  words: DocumentWords,
): readonly Block[] {
  const { language } = text;
  const figures = figuresAt(objective, text);
  const title = `${objective} · ${objectiveByNumber(objective)?.title[language] ?? ''}`;
  const byHeading = Map.groupBy(
    elements.filter((element) => element.objective === objective),
    ({ heading }) => heading,
  );
  return [
    { type: 'heading', level: 2, text: title, objective },
    ...[...byHeading].flatMap(([heading, under]): readonly Block[] => [
      { type: 'heading', level: 3, text: headingWord(heading, language) },
      ...blocksOf(under, figures, words, language),
    ]),
  ];
}

/** Sentences that follow one another are a paragraph, bullets a list. */
function blocksOf(
  elements: readonly TextElement[],
  figures: Figures,
  words: DocumentWords,
  language: Language,
): readonly Block[] {
  const blocks: Block[] = [];
  let last: TextElement['form'] | undefined;
  let runs: Run[] = [];
  let items: (readonly Run[])[] = [];
  for (const element of elements) {
    const run = runOf(element, figures, words, language);
    if (element.form === 'quote') blocks.push({ type: 'paragraph', role: 'quote', runs: [run] });
    else if (element.form === 'bullet') {
      if (last !== 'bullet') {
        items = [];
        blocks.push({ type: 'list', ordered: false, items });
      }
      items.push([run]);
    } else {
      if (last !== 'sentence') {
        runs = [];
        blocks.push({ type: 'paragraph', runs });
      }
      runs.push(runs.length === 0 ? run : { ...run, text: ` ${run.text}` });
    }
    last = element.form;
  }
  return blocks;
}

function runOf({ words, sources, form }: TextElement, figures: Figures, say: DocumentWords, language: Language): Run {
  const said = withFigures(words, figures, (figure) => figureText(figure, say, language));
  const records = [...new Set(sources.map(({ record }) => record))];
  return { text: form === 'quote' ? `«${said}»` : said, ...(records.length === 0 ? {} : { sources: records }) };
}

function figureText(
  figure: { readonly count: ShownCount; readonly least: number } | null,
  words: DocumentWords,
  language: Language,
): string {
  if (figure === null || figure.count === 'unknown') return words.none;
  if (figure.count === 'small') return filled(words.small, { limit: figure.least });
  if (figure.count === 'kept') return words.kept;
  return numberWords(figure.count, language);
}

const recordsAt = (objective: number, { within, frame }: RelatoriaText): readonly LaidRecord[] =>
  speakingOf(objective, within, frame.audience);

const figuresAt = (objective: number, text: RelatoriaText): Figures =>
  figuresOf(recordsAt(objective, text), text.events, text.frame.audience);

/** Of each objective written about: who spoke of it, and how many people, as far as may be said. */
function figuresTable(objectives: readonly number[], text: RelatoriaText, words: DocumentWords): TableBlock {
  return {
    type: 'table',
    caption: words.figures,
    head: [words.objective, words.records, words.organisations, words.subregions, words.people],
    rowHeads: true,
    widths: [4, 1.8, 2.7, 2.2, 1.8],
    rows: objectives.map((objective): readonly TableCell[] => {
      const counted = recordsAt(objective, text).filter((record) => mayBeCounted(record, text));
      const refs = counted.map(({ id }) => ({ record: id, write: '' as never, cell: '' }));
      const { events, organisations, subregions } = supportOf(refs, text.records, text.events);
      const people = figuresAt(objective, text).get('total') ?? null;
      const count = people?.count;
      return [
        `${objective} · ${objectiveByNumber(objective)?.short[text.language] ?? ''}`,
        events,
        organisations,
        subregions,
        typeof count === 'number' ? count : figureText(people, words, text.language),
      ];
    }),
  };
}

/** What its readers may know of at all. */
function mayBeCounted(record: LaidRecord, { frame }: RelatoriaText): boolean {
  const title = kindOf(record.kind)?.titleField ?? 'title';
  return denialOf(record, title, frame.audience) === undefined;
}

/** In the order in which the text first cites them. */
function sourcesOf(elements: readonly TextElement[], text: RelatoriaText): readonly DocumentSource[] {
  const quoted = new Set(
    elements.flatMap(({ sources }) => sources.flatMap(({ record, cell }) => (isQuoteCell(cell) ? [record] : []))),
  );
  const cited = [...new Set(elements.flatMap(({ sources }) => sources.map(({ record }) => record)))];
  return cited.map((record) => ({ record, text: sourceText(record, quoted.has(record), text) }));
}

function sourceText(id: RecordId, isQuoted: boolean, { records, frame, language }: RelatoriaText): string {
  const record = records.get(id);
  const code = shortCodeOf(id);
  const kind = kindOf(record?.kind ?? '');
  if (record === undefined || kind === undefined) return code;
  const known = [...record.cells].filter(([path]) => denialOf(record, path, frame.audience) === undefined);
  const summary = summaryOf(record.kind, valuesOf({ cells: new Map(known) }));
  const year = parsePartialDate(summary.dateText);
  const places = summary.countries.map((country) => countryByCode(country)?.name[language] ?? country);
  return [
    code,
    kind.label[language],
    ...(year?.type === 'day' ? [year.first.slice(0, 4)] : []),
    ...(places.length > 0 ? [places.join(', ')] : []),
    ...(!isQuoted && summary.organisation !== null ? [summary.organisation] : []),
  ].join(' · ');
}

function frameLines({ frame, language }: RelatoriaText, words: DocumentWords): readonly string[] {
  const { audience } = frame;
  const [from, to] = [dateWords(frame.from, language), dateWords(frame.to, language)];
  const readers = optionWord(fieldOf(RELATORIA_KIND, 'audience'), audience, language);
  const period =
    from !== '' && to !== ''
      ? filled(words.period, { from, to })
      : from !== ''
        ? filled(words.since, { from })
        : to !== ''
          ? filled(words.until, { to })
          : '';
  const places = frame.countries.map((country) => countryByCode(country)?.name[language] ?? country).join(', ');
  return [mechanism.name[language], filled(words.readers, { readers }), period, places].filter((part) => part !== '');
}

export function headingWord(heading: Heading, language: Language): string {
  const shape = fieldOf(RELATORIA_KIND, 'text')?.shape;
  const field = shape?.type === 'repeatGroup' ? shape.subfields.find(({ key }) => key === 'heading') : undefined;
  return optionWord(field, heading, language);
}

function optionWord(field: Field | undefined, key: string, language: Language): string {
  const shape = field?.shape;
  if (shape === undefined || !('from' in shape)) return key;
  return optionsOf(shape.from).find((option) => option.key === key)?.label[language] ?? key;
}

const filled = (words: string, facts: Readonly<Record<string, string | number>>): string =>
  Object.entries(facts).reduce((text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)), words);
