// What the marks of the board mean, and that crowded knots were moved apart.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KindMark } from '#renderer/ui/knot.tsx';
import type { CordWords } from './cord-words.ts';
import styles from './board.module.css';

export interface LegendProps {
  readonly kinds: readonly string[];
  readonly words: CordWords;
  readonly hasLongKnots: boolean;
}

export function Legend({ kinds, words, hasLongKnots }: LegendProps): ReactNode {
  const { t } = useTranslation('board');
  return (
    <div className={styles.legend}>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            <KindMark kind={kind} />
            {words.kind(kind)}
          </li>
        ))}
        <li>
          <KindMark kind="consultation" isHollow />
          {t('legend.hollow')}
        </li>
        {hasLongKnots && (
          <li>
            <span className={styles.longMark} aria-hidden />
            {t('legend.long')}
          </li>
        )}
        <li>
          <span className={styles.voidMark} aria-hidden />
          {t('noRecords')}
        </li>
      </ul>
      <p>
        {t('lede.knot')} {t('legend.apart')}
      </p>
    </div>
  );
}
