// How far a record has come: draft · saved here · packed · delivered · received by the secretariat. Always a
// word with a mark: a pencil, a laptop, a clock, one tick, two ticks. `cord`: the four on a length of
// cord; `hanging`: the same from above to below, where there is no room for their words side by side.

import { Check, CheckCheck, Clock, Laptop, type LucideIcon, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordState } from '#renderer/engine/record-views.ts';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './state-track.module.css';

export interface StateTrackProps {
  readonly state: RecordState;
  readonly look?: 'word' | 'cord' | 'hanging';
}

const ICONS: Readonly<Record<RecordState, LucideIcon>> = {
  draft: PencilLine,
  saved: Laptop,
  packed: Clock,
  delivered: Check,
  merged: CheckCheck,
};
const STEPS = ['saved', 'packed', 'delivered', 'merged'] as const;

export function StateTrack({ state, look = 'word' }: StateTrackProps): ReactNode {
  const { t } = useTranslation('app');
  if (look === 'word') {
    return (
      <span className={names(styles.word, styles[state])}>
        <Icon of={ICONS[state]} size="small" />
        {t(`state.${state}`)}
      </span>
    );
  }
  const reached = state === 'draft' ? -1 : STEPS.indexOf(state);
  return (
    <ol className={look === 'cord' ? styles.four : styles.hanging} aria-label={t('state.label')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={names(index <= reached && styles.reached)}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span className={styles.knot}>
            {index <= reached ? (
              <Icon of={Check} size="small" />
            ) : (
              index === reached + 1 && <Icon of={Clock} size="small" />
            )}
          </span>
          <span>{t(`state.${step}`)}</span>
          {index > reached && <span className="hidden-visually">{t('state.notYet')}</span>}
        </li>
      ))}
    </ol>
  );
}
