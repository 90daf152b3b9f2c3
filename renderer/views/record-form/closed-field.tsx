// A question to which consent was taken back: it says so, and is not answered again.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import type { Field } from '#shared/record/definition.ts';
import { FieldLabel } from './field-words.tsx';
import styles from './controls.module.css';

export function ClosedField({ field }: { readonly field: Field }): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  return (
    <div className={styles.field} id={`field-${field.key}`}>
      <div role="group" aria-label={field.label[language]} className={styles.answered}>
        <p>
          <FieldLabel field={field} />
        </p>
        <p className={styles.note}>{t('field.closed')}</p>
      </div>
    </div>
  );
}
