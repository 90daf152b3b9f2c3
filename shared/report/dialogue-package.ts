// Stage 5, what is handed to Governments before the annual dialogue, as a document: topics, questions, what the records
// say about each topic and may say to Governments, and what of earlier years is still open.

import { objectiveByNumber } from '../mechanism/compact.ts';
import { countryByCode } from '../mechanism/countries.ts';
import type { Language } from '../mechanism/language.ts';
import type { Dialogue } from './dialogue.ts';
import type { Block, ReportDocument } from './document.ts';
import type { ObjectiveInputs } from './inputs.ts';
import type { ReportSource } from './report-source.ts';

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

/** @param sources the records from which the inputs were gathered */
export function dialoguePackageOf(
  { meeting, governments, reminder }: Dialogue,
  gathered: readonly ObjectiveInputs[],
  sources: readonly ReportSource[],
  words: PackageWords,
): ReportDocument {
  const { language } = words;
  const cited = new Set(gathered.flatMap(({ fields }) => fields.flatMap(({ inputs }) => inputs.map((i) => i.record))));
  const invited = governments.map(({ country }) => countryByCode(country)?.name[language] ?? country);
  const open = [...reminder.recommendations, ...reminder.commitments].map(({ title }) => title);
  const listed = sources
    .filter(({ id }) => cited.has(id))
    .map(({ id, title, date }) => ({ record: id, text: [title, date].filter((part) => part !== '').join(' · ') }));
  const agreed = reminder.agreements.map(({ what, owner }) => (owner === '' ? what : `${what} (${owner})`));
  return {
    title: meeting.title,
    language,
    footer: meeting.title,
    sources: listed,
    blocks: [
      {
        type: 'cover',
        title: meeting.title,
        lines: [meeting.date?.text ?? '', ...invited].filter((line) => line !== ''),
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
      ...gathered.flatMap((each) => inputBlocks(each, words)),
      heading(1, words.reminder),
      ...listOr([...open, ...agreed], words),
      ...(listed.length === 0
        ? []
        : [
            heading(1, words.sources),
            ...listOr(
              listed.map(({ text }) => text),
              words,
              true,
            ),
          ]),
    ],
  };
}

function inputBlocks({ objective, fields, withheld }: ObjectiveInputs, words: PackageWords): readonly Block[] {
  return [
    { type: 'heading', level: 2, text: objectiveName(objective, words.language), objective },
    ...(fields.length === 0 ? listOr([], words) : []),
    ...fields.flatMap(({ label, inputs }): readonly Block[] => [
      heading(3, label[words.language]),
      { type: 'list', ordered: false, items: inputs.map(({ words: text, record }) => [{ text, sources: [record] }]) },
    ]),
    ...(withheld === 0 ? [] : [note(words.withheld.replace('{{count}}', String(withheld)))]),
  ];
}

const heading = (level: 1 | 3, text: string): Block => ({ type: 'heading', level, text });

const note = (text: string): Block => ({ type: 'paragraph', role: 'note', runs: [{ text }] });

const listOr = (items: readonly string[], { nothing }: PackageWords, ordered = false): readonly Block[] =>
  items.length === 0 ? [note(nothing)] : [{ type: 'list', ordered, items: items.map((text) => [{ text }]) }];

const objectiveName = (n: number, language: Language): string => `${n}. ${objectiveByNumber(n)?.title[language] ?? ''}`;
