// Counts in words: the text that is copied, and the fewer lines of the card. Plain text, as a message takes it.

import type { TFunction } from 'i18next';
import type { CountsView } from '#renderer/engine/counts-door.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import { kindCount } from '#renderer/views/board/cord-words.ts';
import { objectives } from '#shared/mechanism/compact.ts';
import { countryByCode } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { optionsOf } from '#shared/record/options.ts';
import type { PeopleCount, RecordCounts } from '#shared/report/counts.ts';
import { practiceWords } from '#shared/report/practice.ts';
import type { CardWords } from '#shared/report/summary-card.ts';

export interface SummaryInput {
  readonly counts: CountsView;
  /** filters chose these records: what is missing here may be elsewhere */
  readonly isPart: boolean;
  readonly t: TFunction<'summary'>;
  /** the board's words, which are the same */
  readonly board: TFunction<'board'>;
  readonly formats: Formats;
  readonly language: Language;
}

export function summaryText(input: SummaryInput): string {
  const { counts, isPart, t, formats, language } = input;
  const { records, leftOut, objectives: byObjective, countries } = counts;
  const places = countries.map(({ code, count }) => {
    const name = countryByCode(code)?.name[language] ?? code;
    return records === 1 ? name : `${name} (${formats.number(count)})`;
  });
  const spoken = objectives.filter(({ n }) => (byObjective[n - 1] ?? 0) > 0);
  const silent = objectives.filter(({ n }) => (byObjective[n - 1] ?? 0) === 0).map(({ n }) => String(n));
  const paragraphs: readonly (readonly string[])[] = [
    counts.isPractice ? [practiceWords(language)] : [],
    [
      t('title'),
      ...(isPart ? [t('partly')] : []),
      ...(records === 1 ? [] : [totalsLine(input)]),
      kindsLine(input),
      periodLine(input),
      ...peopleLines(input),
    ],
    places.length === 0 ? [] : [t('countries', { list: places.join(', ') })],
    spoken.length === 0
      ? []
      : [
          t('objectives'),
          ...spoken.map(({ n, short }) =>
            records === 1
              ? `${n} ${short[language]}`
              : `${n} ${short[language]}: ${formats.number(byObjective[n - 1] ?? 0)}`,
          ),
        ],
    isPart || records === 1 || silent.length === 0
      ? []
      : [t('silent', { count: silent.length, list: formats.list(silent) })],
    [...(leftOut === 0 ? [] : [t('leftOut', { count: leftOut })]), t('foot')],
  ];
  return paragraphs
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

export function cardWords(input: SummaryInput): CardWords {
  const { counts, isPart, t, board, language } = input;
  const { records } = counts;
  return {
    banner: counts.isPractice ? practiceWords(language) : null,
    title: board('totals.records', { count: records }),
    lines: [
      kindsLine(input),
      whereLine(input),
      periodLine(input),
      ...peopleLines(input).slice(0, 1),
      isPart ? t('partly') : '',
    ].filter((line) => line !== ''),
    foot: t('foot'),
  };
}

const totalsLine = (input: SummaryInput): string =>
  [input.board('totals.records', { count: input.counts.records }), whereLine(input)]
    .filter((words) => words !== '')
    .join(' · ');

/** From how many organisations and countries; of one record, it is its own country that is told. */
function whereLine({ counts: { records, organisations, countries }, board }: SummaryInput): string {
  const words = [
    organisations === 0 || records === 1 ? '' : board('totals.organisations', { count: organisations }),
    countries.length === 0 ? '' : board('totals.countries', { count: countries.length }),
  ];
  return words.filter((word) => word !== '').join(' · ');
}

const kindsLine = ({ counts, board, formats, language }: SummaryInput): string =>
  formats.list(counts.byKind.map(({ kind, count }) => kindCount(board, kind, count, language)));

function periodLine({ counts: { from, to }, t, formats }: SummaryInput): string {
  const [first, last] = [formats.date(from), formats.date(to)];
  return first === last ? first : t('period', { from: first, to: last });
}

function peopleLines(input: SummaryInput): readonly string[] {
  const { counts, t, formats } = input;
  const { people, groups } = counts;
  if (people === null || people.count === 'unknown' || people.count === 'kept') return [];
  if (people.count === 'small') return [t('fewPeople', { limit: people.least })];
  const number = formats.number(people.count);
  const shown = groups.flatMap((group) => groupWords(group, input));
  return [t('people', { count: people.count, number }), shown.join(', ')];
}

/** Nothing where its number would give a small one away. */
function groupWords(
  { key, count, least }: RecordCounts['groups'][number],
  { t, formats, language }: SummaryInput,
): readonly string[] {
  if (count === 'kept' || count === 'unknown') return [];
  const shape = kindOf('consultation')?.fields.find(({ key: field }) => field === 'by_sex')?.shape;
  const label =
    shape?.type === 'counts' ? optionsOf(shape.from).find((option) => option.key === key)?.label : undefined;
  return [`${label?.[language] ?? key}: ${countWords({ count, least }, t, formats)}`];
}

const countWords = ({ count, least }: PeopleCount, t: SummaryInput['t'], { number }: Formats): string =>
  typeof count === 'number' ? number(count) : t('fewer', { limit: least });
