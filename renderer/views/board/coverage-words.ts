// The columns of coverage in words, and those that nobody has spoken for.

import { useTranslation } from 'react-i18next';
import type { CoverageBy } from '#renderer/engine/board-views.ts';
import { ELSEWHERE } from '#renderer/engine/record-views.ts';
import { formatLocale, useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { countries, countryByCode, subregions } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { kindOf } from '#shared/record/kinds.ts';

export interface ColumnWords {
  readonly label: (by: CoverageBy, key: string) => string;
  /** places of the region without any record */
  readonly silent: (by: CoverageBy, present: readonly string[]) => readonly string[];
}

export function useColumnWords(): ColumnWords {
  const { t } = useTranslation('coverage');
  const language = useLanguage();
  const { compare } = useFormats();
  return {
    label: (by, key) => {
      if (key === '') return by === 'year' ? t('column.undated') : t('column.nowhere');
      switch (by) {
        case 'country':
          return countryByCode(key)?.name[language] ?? elsewhere(key, language);
        case 'subregion':
          return key === ELSEWHERE
            ? t('column.elsewhere')
            : (subregions.find((subregion) => subregion.key === key)?.label[language] ?? key);
        case 'kind':
          return kindOf(key)?.label[language] ?? key;
        case 'year':
          return key;
      }
    },
    silent: (by, present) => {
      const all =
        by === 'country'
          ? countries.map(({ iso2, name }) => ({ key: iso2, label: name[language] }))
          : by === 'subregion'
            ? subregions.map(({ key, label }) => ({ key, label: label[language] }))
            : [];
      return all
        .filter(({ key }) => !present.includes(key))
        .map(({ label }) => label)
        .sort(compare);
    },
  };
}

/** A country outside the region, whose names the data does not have. */
function elsewhere(code: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(formatLocale(language), { type: 'region' }).of(code) ?? code;
}
