// Where the person is: the place's name, or the way to a place inside it (which that place writes here).

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { placeOf } from '#renderer/state/route.ts';
import styles from './where.module.css';

export interface WhereProps {
  readonly slotRef: (slot: HTMLElement | null) => void;
}

export function Where({ slotRef }: WhereProps): ReactNode {
  const { t } = useTranslation('app');
  const [path] = useLocation();
  return (
    <div className={styles.where}>
      <nav ref={slotRef} aria-label={t('regions.where')} className={styles.crumbs} />
      <span className={styles.name}>{t(`place.${placeOf(path)}`)}</span>
    </div>
  );
}
