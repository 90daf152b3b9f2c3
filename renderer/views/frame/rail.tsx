// The rail of places. One cord runs down its edge; a knot on it says where the person is.

import {
  Activity,
  CircleHelp,
  FileText,
  Handshake,
  Inbox,
  type LucideIcon,
  NotebookText,
  Package,
  Sun,
  UsersRound,
  Waypoints,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { PLACES, type PlaceName, placeOf } from '#renderer/state/route.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { Brand } from './brand.tsx';
import styles from './rail.module.css';

const ICONS: Readonly<Record<PlaceName, LucideIcon>> = {
  today: Sun,
  board: Waypoints,
  records: NotebookText,
  'hand-over': Package,
  inbox: Inbox,
  mechanism: Handshake,
  reports: FileText,
  profile: UsersRound,
  activity: Activity,
};

export interface RailProps {
  /** how many things wait in a place; none is not shown */
  readonly counts: Readonly<Partial<Record<PlaceName, number>>>;
  readonly onHelp: () => void;
}

export function Rail({ counts, onHelp }: RailProps): ReactNode {
  const { t } = useTranslation('app');
  const [path] = useLocation();
  const here = placeOf(path);
  return (
    <nav data-region tabIndex={-1} aria-label={t('regions.places')} className={styles.rail}>
      <Link href="/today" className={styles.brand} aria-label={t('brand')}>
        <Brand />
        <span>{t('name')}</span>
      </Link>
      <ul className={styles.places}>
        {PLACES.map((place) => {
          const count = counts[place] ?? 0;
          return (
            <li key={place}>
              <Link href={`/${place}`} className={styles.place} aria-current={place === here ? 'page' : undefined}>
                <Icon of={ICONS[place]} />
                <span>{t(`place.${place}`)}</span>
                {count > 0 && (
                  <span className={styles.count}>
                    <span aria-hidden>{count}</span>
                    <span className="hidden-visually">{t('waitingHere', { count })}</span>
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      <button type="button" className={styles.help} onClick={onHelp}>
        <Icon of={CircleHelp} />
        <span>{t('help.button')}</span>
        <kbd>F1</kbd>
      </button>
      <div aria-hidden className={styles.cord} />
    </nav>
  );
}
