// Beside a text that is read translated: who translated it, and whether the original says other words by now.

import { Clock, Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TranslationView } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { useAuthorWords } from './author-words.ts';
import styles from './translation.module.css';

export function TranslationMark({ of }: { readonly of: readonly TranslationView[] }): ReactNode {
  const { t } = useTranslation('translation');
  const formats = useFormats();
  const authorWords = useAuthorWords();
  if (of.length === 0) return null;
  const names = [...new Set(of.map(({ translator }) => authorWords(translator)))];
  return (
    <p className={styles.mark}>
      <span>
        <Icon of={Languages} size="small" />
        <bdi>{t('by', { names: formats.list(names) })}</bdi>
      </span>
      {of.some(({ isCurrent }) => !isCurrent) && (
        <span className={styles.old}>
          <Icon of={Clock} size="small" />
          {t('outdated')}
        </span>
      )}
    </p>
  );
}
