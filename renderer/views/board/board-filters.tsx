// The board's three filters: period, country or sub-region, kind. They live in the address, so that going back
// restores them.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Formats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { countries, subregions } from '#shared/mechanism/countries.ts';
import { kinds } from '#shared/record/kinds.ts';
import styles from './board.module.css';

export interface BoardFilter {
  /** 'all', a year, or null: as usual */
  readonly year: number | 'all' | null;
  readonly country: string | null;
  readonly subregion: string | null;
  readonly kind: string | null;
}

export interface BoardFiltersProps {
  readonly filter: BoardFilter;
  readonly shownYear: number | null;
  readonly years: readonly number[];
  readonly formats: Formats;
  readonly onChange: (changes: Readonly<Record<string, string | null>>) => void;
}

export function filterOf(search: string): BoardFilter {
  const params = new URLSearchParams(search);
  const year = params.get('year');
  return {
    year: year === 'all' ? 'all' : year !== null && /^\d{4}$/.test(year) ? Number(year) : null,
    country: params.get('country'),
    subregion: params.get('subregion'),
    kind: params.get('kind'),
  };
}

export function BoardFilters({ filter, shownYear, years, formats, onChange }: BoardFiltersProps): ReactNode {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const where: readonly SelectOption[] = [
    { key: '', label: t('filter.everywhere') },
    ...subregions.map(({ key, label }) => ({
      key: `subregion ${key}`,
      label: label[language],
      group: t('filter.subregions'),
    })),
    ...countries
      .map(({ iso2, name }) => ({ key: `country ${iso2}`, label: name[language], group: t('filter.countries') }))
      .sort((a, b) => formats.compare(a.label, b.label)),
  ];
  const chosen =
    filter.country !== null
      ? `country ${filter.country}`
      : filter.subregion !== null
        ? `subregion ${filter.subregion}`
        : '';
  return (
    <form aria-label={t('filter.label')} className={styles.filters}>
      <Select
        label={t('filter.period')}
        value={shownYear === null ? 'all' : String(shownYear)}
        onChange={(year) => onChange({ year })}
        options={[
          { key: 'all', label: t('filter.allYears') },
          ...[...new Set(shownYear === null ? years : [...years, shownYear])]
            .sort((a, b) => b - a)
            .map((year) => ({ key: String(year), label: String(year) })),
        ]}
      />
      <Select
        label={t('filter.where')}
        value={chosen}
        onChange={(key) => {
          const [type = '', value = ''] = key.split(' ');
          onChange({ country: type === 'country' ? value : null, subregion: type === 'subregion' ? value : null });
        }}
        options={where}
      />
      <Select
        label={t('filter.kind')}
        value={filter.kind ?? ''}
        onChange={(kind) => onChange({ kind })}
        options={[
          { key: '', label: t('filter.allKinds') },
          ...[...kinds.values()].map(({ key, label }) => ({ key, label: label[language] })),
        ]}
      />
    </form>
  );
}
