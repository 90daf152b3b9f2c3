// The board's filters: period, country or sub-region, mesa, kind. They live in the address, so that going back
// restores them.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Formats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import type { BoardQuery } from '#renderer/engine/board-views.ts';
import { mesas } from '#shared/mechanism/compact.ts';
import { countries, subregions } from '#shared/mechanism/countries.ts';
import { kinds } from '#shared/record/kinds.ts';
import styles from './board.module.css';

export interface BoardFilter {
  /** 'all', a year, or null: as usual */
  readonly year: number | 'all' | null;
  /** the period's last year, where it is not its only one */
  readonly to: number | null;
  readonly country: string | null;
  readonly subregion: string | null;
  readonly mesa: number | null;
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
  const to = params.get('to') ?? '';
  const mesa = params.get('mesa') ?? '';
  return {
    to: /^\d{4}$/.test(to) ? Number(to) : null,
    mesa: /^[1-4]$/.test(mesa) ? Number(mesa) : null,
    year: year === 'all' ? 'all' : year !== null && /^\d{4}$/.test(year) ? Number(year) : null,
    country: params.get('country'),
    subregion: params.get('subregion'),
    kind: params.get('kind'),
  };
}

/** What the engine is asked, without the period. */
export const placeQueryOf = ({ country, subregion, mesa, kind }: BoardFilter): BoardQuery => ({
  ...(country === null ? {} : { countries: [country] }),
  ...(subregion === null ? {} : { subregions: [subregion] }),
  ...(mesa === null ? {} : { mesas: [mesa] }),
  ...(kind === null ? {} : { kinds: [kind] }),
});

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
        onChange={(year) => onChange({ year, to: null })}
        options={[
          { key: 'all', label: t('filter.allYears') },
          ...[...new Set(shownYear === null ? years : [...years, shownYear])]
            .sort((a, b) => b - a)
            .map((year) => ({ key: String(year), label: String(year) })),
        ]}
      />
      {shownYear !== null && years.some((year) => year > shownYear) && (
        <Select
          label={t('filter.to')}
          value={String(filter.to ?? shownYear)}
          onChange={(to) => onChange({ year: String(shownYear), to: to === String(shownYear) ? null : to })}
          options={[shownYear, ...years.filter((year) => year > shownYear)].map((year) => ({
            key: String(year),
            label: String(year),
          }))}
        />
      )}
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
        label={t('filter.mesa')}
        value={String(filter.mesa ?? '')}
        onChange={(mesa) => onChange({ mesa })}
        options={[
          { key: '', label: t('filter.allMesas') },
          ...mesas.map(({ n, label }) => ({ key: String(n), label: `${n} · ${label[language]}` })),
        ]}
      />
      <Select
        label={t('filter.kind')}
        value={filter.kind ?? ''}
        onChange={(kind) => onChange({ kind })}
        options={[
          { key: '', label: t('filter.allKinds') },
          ...[...kinds.values()]
            .filter(({ onBoard }) => onBoard)
            .map(({ key, label }) => ({ key, label: label[language] })),
        ]}
      />
    </form>
  );
}
