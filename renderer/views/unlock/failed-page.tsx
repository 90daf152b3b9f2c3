// The notebook did not open: why, that nothing was lost by trying, and a way to try again.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Door } from './door.tsx';
import styles from './door.module.css';

export interface FailedPageProps {
  readonly problem: EngineProblem;
  readonly onBack: () => void;
}

export function FailedPage({ problem, onBack }: FailedPageProps): ReactNode {
  const { t } = useTranslation('unlock');
  return (
    <Door title={t('failed.title')} lede={t('failed.kept')}>
      <div className={styles.form}>
        <ErrorText problem={problem} />
        <div className={styles.actions}>
          <Button tone="main" onPress={onBack}>
            {t('failed.again')}
          </Button>
        </div>
      </div>
    </Door>
  );
}
