// What was just taken out of a list, and the way to put it back.

import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import type { Row } from './field-value.ts';
import styles from './controls.module.css';

export interface TakenOut {
  readonly at: number;
  readonly values: Row['values'];
}

export function PutBack({ taken, onPutBack }: { readonly taken: TakenOut; readonly onPutBack: () => void }): ReactNode {
  const { t } = useTranslation('form');
  const words = Object.values(taken.values).find((value) => typeof value === 'string' && value !== '');
  return (
    <p className={styles.putBack} role="status">
      <span>
        {words === undefined ? t('repeat.takenOut') : t('repeat.takenOutNamed', { text: String(words).slice(0, 60) })}
      </span>
      <Button tone="plain" icon={Undo2} onPress={onPutBack}>
        {t('repeat.putBack')}
      </Button>
    </p>
  );
}
