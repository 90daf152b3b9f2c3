// The bar below a place, where its buttons never scroll away: the main one at the right end.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './action-bar.module.css';

export interface ActionBarProps {
  readonly start?: ReactNode;
  readonly children?: ReactNode;
}

export function ActionBar({ start, children }: ActionBarProps): ReactNode {
  const { t } = useTranslation('app');
  return (
    <section data-region tabIndex={-1} aria-label={t('regions.actions')} className={styles.bar}>
      {start !== undefined && <div className={styles.start}>{start}</div>}
      <div className={styles.end}>{children}</div>
    </section>
  );
}
