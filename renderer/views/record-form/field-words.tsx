// The words around a field: its name, whether a record cannot be finished without it, help and an example.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import type { Field } from '#shared/record/definition.ts';
import styles from './controls.module.css';

export function FieldLabel({ field }: { readonly field: Field }): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  return (
    <span className={styles.label}>
      {field.label[language]}
      {field.required === 'atFinishing' && <span className={styles.needed}> {t('field.needed')}</span>}
    </span>
  );
}

export function FieldHint({ field }: { readonly field: Field }): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const help = field.help?.[language];
  const example = field.example?.[language];
  return (
    <>
      {help}
      {help !== undefined && example !== undefined && ' '}
      {example !== undefined && <span className={styles.example}>{t('field.example', { example })}</span>}
    </>
  );
}

export const hasHint = (field: Field): boolean => field.help !== undefined || field.example !== undefined;
