// An objective: its mesa's cord, its number, its short name. The mesa is named for a screen reader.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { objectiveByNumber } from '#shared/mechanism/compact.ts';
import { Cord } from './cord.tsx';
import { names } from './names.ts';
import styles from './objective-chip.module.css';

export interface ObjectiveChipProps {
  /** 1 to 23 */
  readonly objective: number;
  /** the number alone, where there is no room; its name is still read aloud */
  readonly isShort?: boolean;
  readonly className?: string | undefined;
}

export function ObjectiveChip({ objective, isShort = false, className }: ObjectiveChipProps): ReactNode {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const known = objectiveByNumber(objective);
  if (known === undefined) return <span className={styles.chip}>{objective}</span>;
  return (
    <span className={names(styles.chip, className)}>
      <Cord mesa={known.mesa} />
      <span className="hidden-visually">{t('mesaNumber', { mesa: known.mesa })}</span>
      <b className="number">{objective}</b>
      <span className={isShort ? 'hidden-visually' : undefined}>{known.short[language]}</span>
    </span>
  );
}

export interface ObjectiveChipsProps {
  readonly objectives: readonly number[];
  readonly isShort?: boolean;
  /** names for so many; the rest as numbers */
  readonly named?: number;
}

/** Several, in a list that wraps. */
export const ObjectiveChips = ({ objectives, isShort = false, named = Infinity }: ObjectiveChipsProps): ReactNode => (
  <ul className={styles.chips}>
    {objectives.map((objective, index) => (
      <li key={objective}>
        <ObjectiveChip objective={objective} isShort={isShort || (objectives.length > named && index >= named - 1)} />
      </li>
    ))}
  </ul>
);
