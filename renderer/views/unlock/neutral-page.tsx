// Where the quick exit ends: a page that says nothing. By then the keys are gone and every view with them.

import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import styles from './door.module.css';

export function NeutralPage({ onBack }: { readonly onBack: () => void }): ReactNode {
  const { t } = useTranslation('unlock');
  const { weekday } = useFormats();
  const title = t('neutral.title');
  useEffect(() => {
    document.title = title;
    history.replaceState(null, '', '#/');
  }, [title]);
  return (
    <main id="main" className={styles.neutral}>
      <h1>{weekday(new Date())}</h1>
      <Button tone="plain" onPress={onBack}>
        {t('neutral.back')}
      </Button>
    </main>
  );
}
