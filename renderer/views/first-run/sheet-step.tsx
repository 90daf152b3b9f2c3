// Third step of the first run, once the notebook is there: a sheet of words for the day the passphrase is forgotten. It
// may wait; Today reminds of it.

import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { NEW_SHEET } from '../recovery/paths.ts';
import { Door } from '../unlock/door.tsx';
import styles from '../unlock/door.module.css';

export interface SheetStepProps {
  readonly onDone: () => void;
  readonly onLeave: () => void;
}

export function SheetStep({ onDone, onLeave }: SheetStepProps): ReactNode {
  const { t } = useTranslation('unlock');
  const make = (): void => {
    go(NEW_SHEET);
    onDone();
  };
  return (
    <Door
      title={t('first.sheetTitle')}
      lede={t('first.sheetLede')}
      over={t('first.step', { step: 3 })}
      hasLanguages={false}
      onLeave={onLeave}
    >
      <div className={styles.form}>
        <p>{t('first.sheetHow')}</p>
        <div className={styles.actions}>
          <Button onPress={onDone}>{t('first.sheetLater')}</Button>
          <Button tone="main" icon={FileText} onPress={make}>
            {t('first.sheetMake')}
          </Button>
        </div>
      </div>
    </Door>
  );
}
