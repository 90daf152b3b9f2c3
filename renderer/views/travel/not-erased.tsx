// Erasing met a disk that did not do it: why, and what to do. The notebook is locked by then.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import type { VaultProblem } from '#shared/wire/problems.ts';
import { Door } from '../unlock/door.tsx';
import styles from '../unlock/door.module.css';

export interface NotErasedProps {
  readonly problem: VaultProblem;
  readonly onBack: () => void;
}

export function NotErased({ problem, onBack }: NotErasedProps): ReactNode {
  const { t } = useTranslation('travel');
  return (
    <Door title={t('failed')} lede={t('failedWords')}>
      <div className={styles.form}>
        <ErrorText problem={problem} />
        <div className={styles.actions}>
          <Button tone="main" onPress={onBack}>
            {t('failedBack')}
          </Button>
        </div>
      </div>
    </Door>
  );
}
