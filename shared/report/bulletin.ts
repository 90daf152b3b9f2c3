// Stage 5, the bulletin "Hitos clave y avances #N" as a document, in the form of the Mechanism's own: introduction,
// purpose, who takes part, mesas and objectives, milestones and progress, how to take part. Only records that may be
// named to its readers are in it, named or counted; how many are left out is said. Each event counts once. Countries
// only, never places.

import { audienceLabels, liaison, mechanism, type SayWord, wordsIn } from '../mechanism/about.ts';
import { mesas, objectives } from '../mechanism/compact.ts';
import { countryByCode } from '../mechanism/countries.ts';
import type { Language } from '../mechanism/language.ts';
import { stakeholderCategories } from '../mechanism/stakeholders.ts';
import { kindOf } from '../record/kinds.ts';
import type { Audience } from './admission.ts';
import { coverageMatrix, monthsChart, objectiveName, onePerEvent, placesMap } from './charts.ts';
import { dateWords } from './date-words.ts';
import { type Block, type ReportDocument, sourceBlocks } from './document.ts';
import { inOrder, knownTo, type ReportSource } from './report-source.ts';

export interface BulletinSettings {
  readonly report: 'bulletin';
  readonly number: number;
  readonly year: number;
  /** 1 to 4; null: the whole year */
  readonly quarter: number | null;
  readonly language: Language;
  readonly audience: Audience;
}

/** Milestones named under one objective; of more, how many more is said. */
const MOST_NAMED = 12;

/** @param all every record that may fall into the period; the others are left out here */
export function bulletinOf(settings: BulletinSettings, all: readonly ReportSource[]): ReportDocument {
  const { language, audience, number } = settings;
  const say = wordsIn(language);
  const period = periodWords(settings, say);
  const inPeriod = inBulletin(settings, all);
  const named = inOrder(inBulletin(settings, knownTo(audience, all)));
  const events = onePerEvent(named);
  const counts = objectives.map(({ n }) => countOf(events, n));
  const title = say('title', { number });
  const name = mechanism.name[language];
  const parts: Parts = { language, say, events, counts };
  const milestones = milestoneBlocks(parts);
  const sources = milestones.cited.map(({ id, title: text, countries: codes, date }) => ({
    record: id as string,
    text: [text, countryNames(codes, language), dateWords(date, language)].filter((part) => part !== '').join(' · '),
  }));
  return {
    title,
    language,
    footer: `${title} · ${period}`,
    sources,
    blocks: [
      {
        type: 'cover',
        title,
        lines: [name, period, say('forWhom', { audience: audienceLabels[audience][language] })],
        alt: say('cover'),
        knots: counts,
      },
      heading(1, say('introduction')),
      { type: 'paragraph', role: 'lead', runs: [{ text: say('introductionText', { name }) }] },
      paragraph(
        say('inNumbers', {
          records: events.length,
          organisations: distinct(events.map(({ organisation }) => organisation)),
          countries: distinct(events.flatMap(({ countries: codes }) => codes)),
        }),
      ),
      heading(1, say('purpose')),
      paragraph(say('purposeText')),
      list(mechanism.exchangeTopics.map((topic) => topic[language])),
      heading(1, say('whoTakesPart')),
      list(stakeholderCategories.map(({ label }) => label[language])),
      heading(1, say('mesas')),
      paragraph(say('mesasText', { liaison: liaison.label[language] })),
      ...mesaBlocks(parts),
      heading(1, say('milestones')),
      ...milestones.blocks,
      ...pictureBlocks(parts, settings),
      heading(1, say('howToJoin')),
      paragraph(say('howToJoinText', { contact: mechanism.contact })),
      ...(inPeriod.length > named.length ? [note(say('leftOut', { count: inPeriod.length - named.length }))] : []),
      ...sourceBlocks(say('sources'), sources),
    ],
  };
}

/** Those of its period, whether they may be named or not. */
export const inBulletin = (settings: BulletinSettings, all: readonly ReportSource[]): readonly ReportSource[] =>
  all.filter(({ date }) => isWithin(date, settings));

interface Parts {
  readonly language: Language;
  readonly say: SayWord;
  readonly events: readonly ReportSource[];
  /** by objective, in the order of their numbers */
  readonly counts: readonly number[];
}

const mesaBlocks = ({ language, say, counts }: Parts): readonly Block[] =>
  mesas.flatMap(({ n, name, label, objectives: own }): readonly Block[] => [
    { type: 'heading', level: 2, text: `${name[language]} · ${label[language]}`, mesa: n },
    {
      type: 'chart',
      kind: 'bars',
      title: say('byObjective', { mesa: name[language] }),
      alt: say('chartAlt'),
      by: say('objective'),
      categories: own.map((objective) => objectiveName(objective, language)),
      series: [{ name: say('records'), values: own.map((objective) => counts[objective - 1] ?? 0), mesa: n }],
    },
  ]);

function milestoneBlocks({ language, say, events, counts }: Parts) {
  const cited: ReportSource[] = [];
  const blocks = objectives.flatMap(({ n }): readonly Block[] => {
    const own = events.filter((source) => source.objectives.includes(n));
    if (own.length === 0) return [];
    const shown = own.slice(0, MOST_NAMED);
    for (const source of shown) if (!cited.includes(source)) cited.push(source);
    const items = shown.map((source) => {
      const kind = kindOf(source.cited.kind)?.label[language] ?? source.cited.kind;
      const where = [countryNames(source.countries, language), dateWords(source.date, language)]
        .filter((part) => part !== '')
        .join(', ');
      return [
        { text: `${kind}: ` },
        { text: source.title, bold: true, sources: [source.id] },
        ...(where === '' ? [] : [{ text: ` (${where})` }]),
      ];
    });
    const more = own.length - shown.length;
    return [
      { type: 'heading', level: 2, text: objectiveName(n, language), objective: n },
      { type: 'list', ordered: false, items },
      ...(more > 0 ? [note(say('more', { count: more }))] : []),
    ];
  });
  const silent = counts.flatMap((count, at) => (count === 0 ? [String(at + 1)] : []));
  return {
    cited,
    blocks: [
      ...(blocks.length === 0 ? [paragraph(say('noMilestones'))] : blocks),
      ...(silent.length > 0 ? [note(say('silent', { objectives: silent.join(', ') }))] : []),
    ],
  };
}

function pictureBlocks({ language, say, events }: Parts, settings: BulletinSettings): readonly Block[] {
  if (events.length === 0) return [];
  const words = { language, say };
  return [
    heading(2, say('inFigures')),
    monthsChart(events, monthsOf(settings), say('inTime', { year: settings.year }), words),
    ...placesMap(events, words),
    coverageMatrix(events, words),
  ];
}

/** A date that is known to the year alone falls into the year, and into no quarter. */
function isWithin(date: string, { year, quarter }: BulletinSettings): boolean {
  if (!date.startsWith(String(year))) return false;
  if (quarter === null) return true;
  return monthsOf({ year, quarter }).some((month) => date.startsWith(month));
}

const monthsOf = ({ year, quarter }: Pick<BulletinSettings, 'year' | 'quarter'>): readonly string[] => {
  const first = quarter === null ? 1 : quarter * 3 - 2;
  return Array.from({ length: quarter === null ? 12 : 3 }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`);
};

const periodWords = ({ year, quarter }: BulletinSettings, say: SayWord): string =>
  quarter === null ? say('wholeYear', { year }) : say('quarter', { quarter, year });

const countOf = (events: readonly ReportSource[], n: number): number =>
  events.filter((source) => source.objectives.includes(n)).length;

const countryNames = (codes: readonly string[], language: Language): string =>
  codes.map((code) => countryByCode(code)?.name[language] ?? code).join(', ');

const distinct = (values: readonly string[]): number => new Set(values.filter((value) => value !== '')).size;

const heading = (level: 1 | 2, text: string): Block => ({ type: 'heading', level, text });
const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [{ text }] });
const note = (text: string): Block => ({ type: 'paragraph', role: 'note', runs: [{ text }] });
const list = (items: readonly string[]): Block => ({
  type: 'list',
  ordered: false,
  items: items.map((text) => [{ text }]),
});
