// What the board shows: its cords, the table of coverage, or the map. It is a word in the address, as the filters are.

import { Map as MapIcon, Table2, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { searchWith } from '#renderer/state/route.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './coverage.module.css';

const SHOWS = ['cords', 'coverage', 'map'] as const;
export type Show = (typeof SHOWS)[number];

const ICONS = { cords: Waypoints, coverage: Table2, map: MapIcon } as const;

export const showOf = (search: string): Show =>
  SHOWS.find((show) => show === new URLSearchParams(search).get('show')) ?? 'cords';

export function Shows({ search }: { readonly search: string }): ReactNode {
  const { t } = useTranslation('coverage');
  const current = showOf(search);
  return (
    <nav aria-label={t('shows.label')} className={styles.shows}>
      {SHOWS.map((show) => (
        <Link
          key={show}
          href={`/board${searchWith(search, { show: show === 'cords' ? null : show })}`}
          replace
          aria-current={show === current ? 'page' : undefined}
        >
          <Icon of={ICONS[show]} size="small" />
          {t(`shows.${show}`)}
        </Link>
      ))}
    </nav>
  );
}
