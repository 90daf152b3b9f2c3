// What the dashboard of commitments is filtered by (pledgingDashboard.filtersRecommended of the data): one rule for what
// can be chosen and for what is shown.

import { objectiveByNumber, principles } from '#shared/mechanism/compact.ts';
import { countryByCode, subregionOfCountry, subregions } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import type { Pledge } from '#shared/report/pledges.ts';
import { optionWord } from './option-word.ts';

export const filterKeys = [
  'status',
  'objective',
  'type',
  'country',
  'principle',
  'entity',
  'category',
  'subregion',
  'year',
] as const;
export type FilterKey = (typeof filterKeys)[number];

/** What a commitment answers to a filter. */
function answersOf(key: FilterKey, pledge: Pledge): readonly string[] {
  switch (key) {
    case 'objective':
      return pledge.objectives.map(String);
    case 'principle':
      return pledge.principles;
    case 'country':
      return pledge.countries;
    case 'subregion':
      return pledge.countries.flatMap((code) => subregionOfCountry(code)?.key ?? []);
    case 'year':
      return pledge.start === null ? [] : [pledge.start.first.slice(0, 4)];
    default:
      return pledge[key] === '' ? [] : [pledge[key]];
  }
}

/** Those that any commitment gives, each once. */
export const answersFor = (key: FilterKey, pledges: readonly Pledge[]): readonly string[] => [
  ...new Set(pledges.flatMap((pledge) => answersOf(key, pledge))),
];

export const isShown = (pledge: Pledge, wanted: URLSearchParams): boolean =>
  filterKeys.every((key) => {
    const asked = wanted.get(key);
    return asked === null || answersOf(key, pledge).includes(asked);
  });

export function wordFor(key: FilterKey, answer: string, language: Language): string {
  switch (key) {
    case 'objective':
      return `${answer} ${objectiveByNumber(Number(answer))?.short[language] ?? ''}`.trim();
    case 'principle':
      return principles.find((principle) => principle.key === answer)?.label[language] ?? answer;
    case 'country':
      return countryByCode(answer)?.name[language] ?? answer;
    case 'subregion':
      return subregions.find((subregion) => subregion.key === answer)?.label[language] ?? answer;
    case 'status':
      return optionWord(fieldOf('commitment', 'status'), answer, language);
    case 'type':
      return optionWord(fieldOf('commitment', 'pledge_type'), answer, language);
    case 'category':
      return optionWord(fieldOf('commitment', 'entity_category'), answer, language);
    default:
      return answer;
  }
}
