// The notebook opens: seconds at most, longer where the store is made again from the journal. It can be left.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Door } from './door.tsx';
import styles from './door.module.css';

export interface OpeningPageProps {
  readonly done: number;
  readonly of: number;
  readonly onLeave: () => void;
}

export function OpeningPage({ done, of, onLeave }: OpeningPageProps): ReactNode {
  const { t } = useTranslation('unlock');
  const { number } = useFormats();
  const percent = of > 0 ? Math.round((100 * done) / of) : 0;
  return (
    <Door title={t('opening.title')} lede={t('opening.words')} hasLanguages={false} onLeave={onLeave}>
      {of > 0 && (
        <div className={styles.progress}>
          <div
            role="progressbar"
            aria-label={t('opening.progress')}
            aria-valuemin={0}
            aria-valuemax={of}
            aria-valuenow={done}
            className={styles.bar}
          >
            <div style={{ width: `${percent}%` }} />
          </div>
          <p className="small quiet number">
            {number(done)} / {number(of)}
          </p>
        </div>
      )}
    </Door>
  );
}
