// What a cord and a knot say, in words: for the tag below the picture, for a screen reader, and where a press
// leads. The numbers are those of the table.

import type { TFunction } from 'i18next';
import type { BoardQuery, BoardView } from '#renderer/engine/board-views.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import { objectiveByNumber } from '#shared/mechanism/compact.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { countOf, type PlacedKnot } from './board-layout.ts';
import { recordsPath } from '#renderer/views/records/query.ts';
import { daysSince } from './time-axis.ts';

export interface CordFacts {
  readonly objective: number;
  readonly name: string;
  /** "3 consultas, 1 práctica", or that there are none */
  readonly counts: string;
  /** "Último: 6 de agosto"; '' where there is none */
  readonly last: string;
  /** "98 días sin noticias"; '' where it cannot be known */
  readonly silence: string;
}

export interface CordWords {
  readonly facts: (objective: number) => CordFacts;
  readonly sentence: (objective: number) => string;
  readonly knotSentence: (placed: PlacedKnot) => string;
  readonly linkTo: (objective: number, kind?: string) => string;
  readonly linkToKnot: (objective: number, placed: PlacedKnot) => string;
  readonly kind: (kind: string) => string;
}

export interface CordWordsInput {
  readonly view: BoardView;
  readonly query: BoardQuery;
  readonly t: TFunction<'board'>;
  readonly formats: Formats;
  readonly language: Language;
  readonly today: Date;
}

/** After so many days without a record, a cord says so. */
const SILENT_AFTER_DAYS = 60;

export function cordWords({ view, query, t, formats, language, today }: CordWordsInput): CordWords {
  const byObjective = new Map(view.objectives.map((cord) => [cord.objective, cord]));

  const facts = (objective: number): CordFacts => {
    const cord = byObjective.get(objective);
    const counts = Object.entries(cord?.byKind ?? {}).filter(([, count]) => count > 0);
    const days = daysSince(cord?.lastDate ?? null, today);
    return {
      objective,
      name: objectiveByNumber(objective)?.short[language] ?? '',
      counts:
        counts.length === 0
          ? t('noneYet')
          : formats.list(counts.map(([kind, count]) => kindCount(t, kind, count, language))),
      last:
        cord === undefined || cord.lastDate === null ? '' : t('last', { date: formats.date(cord.lastDate, 'short') }),
      silence: days !== null && days >= SILENT_AFTER_DAYS ? t('silentDays', { count: days }) : '',
    };
  };
  const linkTo = (objective: number, kind?: string): string => {
    const kinds = kind === undefined ? query.kinds : [kind];
    return recordsPath({ ...query, objectives: [objective], ...(kinds === undefined ? {} : { kinds }) });
  };
  return {
    facts,
    sentence: (objective) => {
      const { name, counts, last, silence } = facts(objective);
      return [`${objective} ${name}: ${counts}`, last, silence].filter((part) => part !== '').join('. ');
    },
    knotSentence: ({ knots }) => {
      const [first] = knots;
      if (first === undefined) return '';
      const date = first.date === null ? t('noDate') : formats.date(first.date);
      const count = countOf(knots);
      if (count > 1) return t('longKnot', { count });
      return [kindLabel(first.kind, language), date, first.merged ? '' : t('notMerged')]
        .filter((part) => part !== '')
        .join(', ');
    },
    linkTo,
    linkToKnot: (objective, { knots }) =>
      countOf(knots) === 1 ? `#/record/${knots[0]?.record ?? ''}` : linkTo(objective),
    kind: (kind) => kindLabel(kind, language),
  };
}

const kindLabel = (kind: string, language: Language): string => kindOf(kind)?.label[language] ?? kind;

/** Kinds of a newer app have no words here: their label is written after the number. */
export function kindCount(t: TFunction<'board'>, kind: string, count: number, language: Language): string {
  switch (kind) {
    case 'consultation':
    case 'practice':
    case 'commitment':
    case 'recommendation':
      return t(`kinds.${kind}`, { count });
    default:
      return `${count} ${kindLabel(kind, language)}`;
  }
}
