// Who stands behind a sentence, and who may read it.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupportView } from '#renderer/engine/relatoria-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { audienceWord } from './relatoria-words.ts';
import styles from './relatoria.module.css';

export interface SupportProps {
  readonly support: SupportView;
  readonly withReaders?: boolean;
}

export function Support({ support, withReaders = false }: SupportProps): ReactNode {
  const { t } = useTranslation('relatoria');
  const language = useLanguage();
  const { list } = useFormats();
  const { organisations, subregions, events, audiences } = support;
  const counts = [
    organisations > 0 ? t('support.organisations', { count: organisations }) : t('support.events', { count: events }),
    ...(subregions > 0 ? [t('support.subregions', { count: subregions })] : []),
  ];
  return (
    <>
      <p className={styles.support}>{counts.join(' · ')}</p>
      {withReaders && (
        <p className={styles.support}>
          {audiences.length === 0
            ? t('support.nobody')
            : t('support.readers', { readers: list(audiences.map((audience) => audienceWord(audience, language))) })}
        </p>
      )}
    </>
  );
}
