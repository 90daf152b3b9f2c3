// The exercises of a workshop: what to do, a hint, and what of it is done in this notebook.

import { Check, Circle, DoorOpen, RadioTower } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { type Exercise, EXERCISES, type Practised, stepsDone } from './exercises.ts';
import { usePractised } from './use-practised.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './workshop.module.css';

export function Workshop(): ReactNode {
  const { t } = useTranslation('workshop');
  const practised = usePractised();
  const head = (
    <div className={sheet.buttons}>
      <LinkButton icon={DoorOpen} to="/workshop/enter">
        {t('enter')}
      </LinkButton>
      <LinkButton icon={RadioTower} to="/workshop/room">
        {t('room')}
      </LinkButton>
    </div>
  );
  return (
    <Place title={t('title')} lede={t('lede')} head={head} crumbs={[{ label: t('title') }]}>
      {practised !== undefined && (
        <div className={sheet.halves}>
          {EXERCISES.map((exercise) => (
            <ExerciseSheet key={exercise.name} exercise={exercise} now={practised} />
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
