// Beside numbers in which records of one event count once: how that and a list of all of them are both true.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardView } from '#renderer/engine/board-views.ts';
import styles from './coverage.module.css';

export function LinkedNote({ linked }: Pick<BoardView, 'linked'>): ReactNode {
  const { t } = useTranslation('coverage');
  if (linked.events === 0) return null;
  return <p className={styles.note}>{t('linked', { count: linked.records, events: linked.events })}</p>;
}
