// The choice of the language in which a record is read, where somebody translated it. The original comes first.

import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { LANGUAGE_NAMES } from '#renderer/i18n/language.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import { languagesOf, readIn, textsToTranslate } from './reading.ts';
import styles from './translation.module.css';

export interface ReadInProps {
  readonly view: RecordView;
  /** null: the original */
  readonly value: Language | null;
  readonly onChange: (language: Language | null) => void;
}

export function ReadIn({ view, value, onChange }: ReadInProps): ReactNode {
  const { t } = useTranslation('translation');
  const languages = languagesOf(view);
  if (languages.length === 0) return null;
  const own = LANGUAGES.find((language) => language === view.row.language);
  const shown = [...readIn(view, value).translated.values()];
  const old = shown.filter(({ isCurrent }) => !isCurrent).length;
  const count = textsToTranslate(view).length;
  return (
    <div className={styles.choice}>
      <Select
        label={t('read')}
        value={value ?? ''}
        onChange={(key) => onChange(languages.find((language) => language === key) ?? null)}
        options={[
          { key: '', label: own === undefined ? t('original') : t('originalIn', { language: LANGUAGE_NAMES[own] }) },
          ...languages.map((language) => ({ key: language, label: LANGUAGE_NAMES[language] })),
        ]}
      />
      {value !== null && (
        <p className={styles.said}>
          {shown.length === count ? t('all') : t('of', { done: shown.length, count })}
          {old > 0 && (
            <span className={styles.old}>
              <Icon of={Clock} size="small" />
              {t('old', { count: old })}
            </span>
          )}
        </p>
      )}
    </div>
  );
}
