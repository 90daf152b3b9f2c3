// "dice 9 nov, 16:20", and whether that clock can be believed.

import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#renderer/ui/icon.tsx';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Words } from './cell-words.ts';
import styles from './record.module.css';

export interface ClaimedMomentProps {
  readonly claimed: ClaimedTime;
  readonly words: Words;
  readonly as?: 'p' | 'span';
}

export function ClaimedMoment({ claimed, words, as: Line = 'p' }: ClaimedMomentProps): ReactNode {
  const { t } = useTranslation('records');
  const moment = words.formats.moment(claimed.time);
  return claimed.doubt === null ? (
    <Line className={styles.when}>{t('history.says', { moment })}</Line>
  ) : (
    <Line className={styles.doubt}>
      <Icon of={Clock} size="small" />
      {t('history.doubt', { moment })}
    </Line>
  );
}
