// The exercises of a workshop: what to do, a hint, and what of it is done in this notebook.

import { Check, Circle } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '#renderer/state/engine-context.tsx';
import { LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useRecovery } from '../recovery/use-recovery.ts';
import { type Exercise, EXERCISES, type Practised, stepsDone } from './exercises.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './workshop.module.css';

export function Workshop(): ReactNode {
  const { t } = useTranslation('workshop');
  const page = useRead((engine) => engine.list({ kinds: ['consultation'], count: 200 }), ['records', 'drafts']);
  const { state: recovery } = useRecovery();
  return (
    <Place title={t('title')} lede={t('lede')} crumbs={[{ label: t('title') }]}>
      {page !== undefined && (
        <div className={sheet.halves}>
          {EXERCISES.map((exercise) => (
            <ExerciseSheet key={exercise.name} exercise={exercise} now={{ consultations: page.rows, recovery }} />
          ))}
        </div>
      )}
    </Place>
  );
}

interface ExerciseSheetProps {
  readonly exercise: Exercise;
  readonly now: Practised;
}

function ExerciseSheet({ exercise, now }: ExerciseSheetProps): ReactNode {
  const { t } = useTranslation('workshop');
  const { name, steps, to } = exercise;
  const done = stepsDone(exercise, now);
  const heading = useId();
  return (
    <section className={sheet.sheet} aria-labelledby={heading}>
      <h2 id={heading}>{t(`${name}.title`)}</h2>
      <p>{t(`${name}.why`)}</p>
      <ol className={styles.steps}>
        {steps.map((step, at) => (
          <li key={step.name} className={done[at] ? styles.done : undefined}>
            <Icon of={done[at] ? Check : Circle} />
            <div>
              <p>{t(`${name}.${step.name}`)}</p>
              <p className="quiet">{t(`${name}.${step.name}Hint`)}</p>
            </div>
            <span className={styles.state}>{t(done[at] ? 'done' : 'toDo')}</span>
          </li>
        ))}
      </ol>
      {done.every(Boolean) ? (
        <Notice tone="done" title={t('allDone')} />
      ) : (
        <div>
          <LinkButton to={to}>{t(`${name}.go`)}</LinkButton>
        </div>
      )}
    </section>
  );
}
