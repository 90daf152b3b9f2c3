// Stage 5, what is handed to Governments before the annual dialogue, as a document: topics, questions, what the records
// say about each topic and may say to Governments (laid out as for a relatoría, without anybody's own words: quotes are
// chosen by a person, never gathered), and what of earlier years is still open.

import { shortCodeOf } from '../base/ids.ts';
import { objectiveByNumber, objectives } from '../mechanism/compact.ts';
import { countryByCode } from '../mechanism/countries.ts';
import type { Language } from '../mechanism/language.ts';
import type { SameEvents } from '../merge/same-event.ts';
import { compareText } from '../base/folding.ts';
import type { Dialogue } from './dialogue.ts';
import { dateWords } from './date-words.ts';
import { type Block, type ReportDocument, sourceBlocks } from './document.ts';
import { isQuoteCell, type LaidObjective, layOut } from './lay-out.ts';
import { headingWord } from './relatoria-document.ts';
import { inOrder, mayBeNamed, type ReportSource } from './report-source.ts';

/** In the document's language; `{{count}}` is put in. */
export interface PackageWords {
  readonly language: Language;
  readonly governments: string;
  readonly topics: string;
  readonly questions: string;
  readonly inputs: string;
  readonly nothing: string;
  readonly withheld: string;
  readonly reminder: string;
  readonly sources: string;
  /** what is seen on the cover */
  readonly cover: string;
}

/**
 * The texts on the topics of a dialogue since the one before it, as Governments may read them.
 * @param dialogues the newest first
 */
export function packageInputs(
  dialogues: readonly Dialogue[],
  { meeting }: Dialogue,
  sources: readonly ReportSource[],
  events: SameEvents,
): readonly LaidObjective[] {
  const at = dialogues.findIndex((each) => each.meeting.record === meeting.record);
  const frame = {
    audience: 'governments' as const,
    process: '',
    from: dialogues[at + 1]?.meeting.date?.first ?? '',
    to: meeting.date?.last ?? '',
    objectives: meeting.objectives,
    mesas: [],
    countries: [],
  };
  if (meeting.objectives.length === 0) return []; // in a frame, none would mean all
  const records = sources.map(({ cited }) => cited);
  return layOut(records, frame, events).map((each) => ({
    ...each,
    headings: each.headings.map((heading) => ({
      ...heading,
      candidates: heading.candidates.filter(({ isQuote }) => !isQuote),
      withheld: heading.withheld.filter(({ cell }) => !isQuoteCell(cell)),
    })),
  }));
}

/** @param sources the records from which the inputs were gathered */
export function dialoguePackageOf(
  { meeting, governments, reminder }: Dialogue,
  inputs: readonly LaidObjective[],
  sources: readonly ReportSource[],
  words: PackageWords,
): ReportDocument {
  const { language } = words;
  const cited = new Set(
    inputs.flatMap(({ headings }) =>
      headings.flatMap(({ candidates }) => candidates.flatMap((each) => each.sources.map(({ record }) => record))),
    ),
  );
  const days = [meeting.date, meeting.end]
    .map((day) => dateWords(day?.text ?? '', language))
    .filter((day, at, all) => day !== '' && day !== all[at - 1]);
  const invited = governments.map(({ country }) => countryByCode(country)?.name[language] ?? country);
  const open = [...reminder.recommendations, ...reminder.commitments].map(({ title }) => title);
  const listed = inOrder(sources)
    .filter(({ id }) => cited.has(id))
    .map((source) => ({ record: source.id, text: sourceText(source, language) }));
  const agreed = reminder.agreements.map(({ what, owner }) => (owner === '' ? what : `${what} (${owner})`));
  const title = meeting.title || shortCodeOf(meeting.record); // a title that may not go out is not given
  return {
    title,
    language,
    footer: title,
    sources: listed,
    blocks: [
      {
        type: 'cover',
        title,
        lines: [days.join(' – '), invited.join(' · ')].filter((line) => line !== ''),
        knots: objectives.map(({ n }) => (meeting.objectives.includes(n) ? 1 : 0)),
        alt: words.cover,
      },
      heading(1, words.governments),
      ...listOr(invited, words),
      heading(1, words.topics),
      ...listOr(
        meeting.objectives.map((n) => objectiveName(n, language)),
        words,
      ),
      heading(1, words.questions),
      ...listOr(meeting.questions, words, true),
      heading(1, words.inputs),
      ...(inputs.length === 0 ? listOr([], words) : inputs.flatMap((each) => inputBlocks(each, words))),
      heading(1, words.reminder),
      ...listOr([...open, ...agreed], words),
      ...sourceBlocks(words.sources, listed),
    ],
  };
}

/** By its code where Governments may read something of it and not its title. */
const sourceText = (source: ReportSource, language: Language): string =>
  mayBeNamed(source, 'governments')
    ? [source.title, dateWords(source.date, language)].filter((part) => part !== '').join(' · ')
    : shortCodeOf(source.id);

function inputBlocks({ objective, headings }: LaidObjective, words: PackageWords): readonly Block[] {
  const { language } = words;
  const said = headings.filter(({ candidates }) => candidates.length > 0);
  const withheld = headings.reduce((sum, each) => sum + each.withheld.length, 0);
  return [
    { type: 'heading', level: 2, text: objectiveName(objective, language), objective },
    ...(said.length === 0 ? listOr([], words) : []),
    ...said.flatMap((each): readonly Block[] => [
      heading(3, headingWord(each.heading, language)),
      {
        type: 'list',
        ordered: false,
        items: each.candidates.map(({ words: text, sources }) => [
          { text, sources: [...new Set(sources.map(({ record }) => record as string))].sort(compareText) },
        ]),
      },
    ]),
    ...(withheld === 0 ? [] : [note(words.withheld.replace('{{count}}', String(withheld)))]),
  ];
}

const heading = (level: 1 | 3, text: string): Block => ({ type: 'heading', level, text });

const note = (text: string): Block => ({ type: 'paragraph', role: 'note', runs: [{ text }] });

const listOr = (items: readonly string[], { nothing }: PackageWords, ordered = false): readonly Block[] =>
  items.length === 0 ? [note(nothing)] : [{ type: 'list', ordered, items: items.map((text) => [{ text }]) }];

const objectiveName = (n: number, language: Language): string =>
  `${n} · ${objectiveByNumber(n)?.title[language] ?? ''}`;
